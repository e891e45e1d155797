// Existence of objects as it is stored.
import type { CsObject } from '../records.js';

export const EXISTENCES = ['confirmed', 'creating', 'gone'] as const;

/** The number under which an existence is stored. */
export const existenceNumber = (existence: CsObject['existence']): number => EXISTENCES.indexOf(existence);
