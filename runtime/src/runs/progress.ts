// What a running step tells whoever watches it.

export interface Progress {
  readonly phase: string;
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
}
export type OnProgress = (progress: Progress) => void;

export const silent: OnProgress = () => {};

/** Lets the rest of the process breathe (signals, drawing) between two batches. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
