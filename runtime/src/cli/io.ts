// What a command may touch of the world around it, so that it runs in a test as well as in a process.

export interface Io {
  /** The answer. */
  readonly out: (text: string) => void;
  /** The talk. */
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether out and err are terminals. */
  readonly terminal: { readonly out: boolean; readonly err: boolean; readonly columns: number };
  readonly clock: () => number;
  /** Aborted when the operator wants it to end. */
  readonly signal: AbortSignal;
}

/** The process itself: the first Ctrl-C ends after the batch, the second at once (the operating system does). */
export const processIo = (): Io => {
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    interrupt.abort();
    process.stderr.write('\nEnding after this batch. Press Ctrl-C again to end at once.\n');
    // Nobody listens any more, so the next one ends the process, even one that waits for a file or a server. Shells tell
    // that as exit code 130.
  });
  process.once('SIGTERM', () => interrupt.abort());
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    terminal: {
      out: process.stdout.isTTY === true,
      err: process.stderr.isTTY === true,
      columns: process.stdout.columns ?? 120,
    },
    clock: Date.now,
    signal: interrupt.signal,
  };
};

export const EXIT = { nothing: 0, findings: 1, usage: 2, bug: 70, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
