// What a contributor gave.
import { CLEAR } from '../../expressions/index.js';
import { type Contribution, isClear } from '../../store/index.js';
import type { Content } from '../../values/index.js';

export const partResult = (part: Contribution): Content | typeof CLEAR => (isClear(part.part) ? CLEAR : part.part);

const NO_PARTS: readonly Contribution[] = [];

/** In doubt from the beginning: no value, but the mark that withholds the object. */
export const NO_VALUE = { values: undefined, clear: false, by: NO_PARTS };
