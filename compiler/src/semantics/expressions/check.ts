// The entry: one expression against what its place expects.
import type { FunctionEntry } from '@syncrule/runtime/functions';
import type { Check } from '../scope.js';
import { broken } from './typed.js';

/** The checker of expressions over a catalogue of functions. */
export const createCheck =
  (_catalogue: ReadonlyMap<string, FunctionEntry>): Check =>
  () =>
    broken;

export const check: Check = createCheck(new Map());
