// The catalogue: every function of the language, by name.

import { CERTIFICATES } from './certificates/index.js';
import { CONVERSIONS } from './conversions.js';
import { DATE_FORMATS } from './date-formats.js';
import { DATES } from './dates.js';
import type { FunctionEntry } from './entry.js';
import { IDENTIFIERS } from './identifiers.js';
import { LISTS } from './lists.js';
import { NUMBERS } from './numbers.js';
import { PHONES } from './phones.js';
import { STABLE } from './stable.js';
import { TEXT_CHANGES } from './text-changes.js';
import { TEXT_PARTS } from './text-parts.js';
import { TEXT_PATTERNS } from './text-patterns.js';
import { TEXT_QUESTIONS } from './text-questions.js';

const FAMILIES: readonly (readonly FunctionEntry[])[] = [
  TEXT_PARTS,
  TEXT_CHANGES,
  TEXT_QUESTIONS,
  TEXT_PATTERNS,
  LISTS,
  NUMBERS,
  CONVERSIONS,
  IDENTIFIERS,
  DATES,
  DATE_FORMATS,
  PHONES,
  CERTIFICATES,
  STABLE,
];

export const catalogue: ReadonlyMap<string, FunctionEntry> = new Map(
  FAMILIES.flat().map((entry) => [entry.name, entry]),
);
