// One thing that completion offers and hover tells about.
import type { ProgramSymbol } from '@syncrule/compiler/semantics';
import { typeText } from '@syncrule/compiler/semantics/expressions';
import type { Location } from '@syncrule/compiler/source';
import { reservedWords } from '@syncrule/compiler/syntax';
import { WORDS } from './words.js';

export type ItemKind =
  | 'word'
  | 'attribute'
  | 'type'
  | 'connector'
  | 'param'
  | 'variable'
  | 'function'
  | 'rule'
  | 'namespace'
  | 'account'
  | 'text'
  | 'file';

/** Something that may stand at a cursor. Plain data: no editor's protocol. */
export interface Item {
  readonly label: string;
  readonly kind: ItemKind;
  /** Its type or signature, in the language. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  /** What is written; missing: the label. */
  readonly insert?: string;
  /** Smaller ones come first. */
  readonly rank: number;
  /** Known here, but not for use: shown by hover, not offered. */
  readonly hidden?: true;
  /** Where it is declared. */
  readonly location?: Location;
}

export const plain = (label: string, kind: ItemKind, rank: number): Item => ({ label, kind, rank });
export const wordLike = (label: string, rank: number): Item => plain(label, 'word', rank);
export const wordItem = (word: string, rank: number): Item => {
  const doc = WORDS.get(word);
  return { ...wordLike(word, rank), ...(doc ? { doc } : {}) };
};

export const symbolItem = (symbol: ProgramSymbol, kind: ItemKind, rank: number): Item => {
  const doc = [symbol.doc, symbol.deprecated === undefined ? undefined : `*Deprecated:* ${symbol.deprecated}`];
  const text = doc.filter((part) => part !== undefined).join('\n\n');
  return {
    label: symbol.name,
    kind,
    rank,
    location: symbol.location,
    ...(symbol.type === undefined ? {} : { detail: typeText(symbol.type) }),
    ...(text === '' ? {} : { doc: text }),
    ...(symbol.name.split('.').every((part) => isPlainName(part)) ? {} : { insert: quoted(symbol.name) }),
  };
};

const isPlainName = (name: string): boolean =>
  /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:-[\p{L}\p{M}\p{Nd}_]+)*$/u.test(name) && !reservedWords.has(name);
const quoted = (name: string): string => (name.includes('.') ? name : `\`${name}\``);
