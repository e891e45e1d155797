// What a name that is not known may have meant: in words, and as edits.
import { didYouMean, type Fix, nearest } from '../diagnostics/index.js';
import type { Location } from '../source/index.js';
import { reservedWords } from '../syntax/index.js';

/** What a finding about a name says besides: nothing, where no name is near. */
export interface Meant {
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

/** The nearest of the names that are known; `location` is where the unknown one stands. */
export const meant = (location: Location, name: string, candidates: Iterable<string>): Meant => {
  const known = [...candidates];
  const help = didYouMean(name, known);
  if (help === undefined) return {};
  return {
    help,
    fixes: nearest(name, known).map((candidate) => changeTo(location, candidate, writtenName(candidate))),
  };
};

/** The same for what stands in quotes. */
export const meantText = (location: Location, text: string, candidates: Iterable<string>): Meant => {
  const known = [...candidates];
  const help = didYouMean(text, known);
  if (help === undefined) return {};
  return {
    help,
    fixes: nearest(text, known).map((candidate) => changeTo(location, candidate, JSON.stringify(candidate))),
  };
};

const changeTo = (location: Location, candidate: string, text: string): Fix => ({
  title: `Change to \`${candidate}\``,
  edits: [{ location, text }],
});

/** A name as it is written: in back-ticks where it is no plain name, or a word of the language (2.3, 2.4). */
export const writtenName = (name: string): string =>
  name
    .split('.')
    .map((part) => (PLAIN.test(part) && !reservedWords.has(part) ? part : `\`${part}\``))
    .join('.');

const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_]*(-[\p{L}\p{M}\p{N}_]+)*$/u;
