// Asking for texts of one connector, and reading the answers.
import type { FoundOf, TextsOf } from './port.js';

/** Texts of one owner, such as names of a connector. */
export const textsOf = <Of>(of: Of, texts: Iterable<string>): TextsOf<Of> => new Map([[of, texts]]);

/** What was found for a text; nothing where it was not asked for. */
export const foundFor = <Of, Found>(found: FoundOf<Of, Found>, of: Of, text: string): readonly Found[] =>
  found.get(of)?.get(text) ?? [];

/** All that was found, in the order in which it was asked for. */
export const allFound = <Of, Found>(found: FoundOf<Of, Found>): readonly Found[] =>
  [...found.values()].flatMap((lists) => [...lists.values()].flat());
