// Conformance cases, and parts of cases, that wait for what the product does not have yet, each with what it waits for.

/** Whole cases. */
export const casesToCome: ReadonlyMap<number, string> = new Map([
  [36, 'one member of 500,000: references must pass through a synchronisation value by value'],
]);

/** Parts of cases whose other parts are tested. */
export const partsToCome: readonly (readonly [number: number, part: string])[] = [
  [11, 'with 4 workers: there is one worker'],
];
