// What a contributor gave.
import { CLEAR } from '../../expressions/index.js';
import { type Contribution, isClear, type MvObject } from '../../store/index.js';
import type { Content } from '../../values/index.js';

export const partResult = (part: Contribution): Content | typeof CLEAR => (isClear(part.part) ? CLEAR : part.part);

export const NO_PARTS: readonly Contribution[] = [];

/** In doubt from the beginning: no value, but the mark that withholds the object. */
export const NO_VALUE = { values: undefined, clear: false, by: NO_PARTS };

/** Of one that was not there before. */
export const UNBORN: Pick<MvObject, 'stored' | 'holders'> = { stored: [], holders: [] };
