// What histories reached: kinds of steps, and rules of the engine specification. Generation that becomes vacuous fails.

/** How often each thing was reached since the process began. */
const counts = new Map<string, number>();

export const reached = (what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1);
};

export const timesReached = (what: string): number => counts.get(what) ?? 0;
export const allReached = (): ReadonlyMap<string, number> => counts;
