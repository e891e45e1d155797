// What `search` finds: the same in every store.
import { type Content, valuesOf } from '../values/value.js';

/** Text as it is compared: without regard to case. */
export const lowered = (text: string): string => text.toLowerCase();

/** Whether a content holds the text (already {@link lowered}): in a text, or in the digits of an integer. */
export const contentHolds = (content: Content, needle: string): boolean =>
  valuesOf(content).some((value) => {
    if (typeof value === 'bigint') return value.toString().includes(needle);
    return typeof value === 'string' && lowered(value).includes(needle);
  });
