// The catalogue: every function of the language, by name.
import type { FunctionEntry } from './entry.js';

const FAMILIES: readonly (readonly FunctionEntry[])[] = [];

export const catalogue: ReadonlyMap<string, FunctionEntry> = new Map(
  FAMILIES.flat().map((entry) => [entry.name, entry]),
);
