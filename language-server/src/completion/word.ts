// The word under a cursor, and the same file with a marker in its place: what is being written always parses as a name.
import { type SourceFile, type Span, sourceFile } from '@syncrule/compiler/source';
import { type Parsed, parse } from '@syncrule/compiler/syntax';

/** A token, in words of our own. `kind`: as the lexer calls it. */
export interface Token extends Span {
  readonly kind: string;
  readonly text: string;
}

export interface Marked {
  readonly parsed: Parsed;
  /** The name that stands where the word was; nothing else in the file has it. */
  readonly marker: string;
  /** The word's place in the original text. */
  readonly span: Span;
  readonly word: string;
  /** The tokens before the marker, and whether the marker is a token itself: else it is in a text or a comment. */
  readonly before: readonly Token[];
  readonly isToken: boolean;
}

/** Puts a marker at the cursor. Where the word is inside a text, all of that text is the word. */
export const markWord = (file: SourceFile, offset: number): Marked => {
  const { span, word } = wordAt(file, offset);
  const marker = unusedName(file.text);
  const text = `${file.text.slice(0, span.start)}${marker}${file.text.slice(span.end)}`;
  const parsed = parse(sourceFile(file.path, text));
  const tokens = tokensOf(parsed);
  const own = tokens.find((token) => token.start <= span.start && token.end >= span.start + marker.length);
  const isToken = own !== undefined && own.text.replaceAll('`', '') === marker;
  return { parsed, marker, span, word, isToken, before: tokens.filter((token) => token.end <= span.start) };
};

export const tokensOf = (parsed: Parsed): readonly Token[] =>
  parsed.tokens.map(({ kind, image, start, end }) => ({ kind: kind.name, text: image, start, end }));

const unusedName = (text: string): string => {
  let name = 'cursor_';
  while (text.includes(name)) name += '_';
  return name;
};

const TEXTS: ReadonlySet<string> = new Set(['PlainText', 'RawText']);

const wordAt = (file: SourceFile, offset: number): { readonly span: Span; readonly word: string } => {
  const inside = tokensOf(parse(file)).find((token) => token.start < offset && offset <= token.end);
  if (inside !== undefined && TEXTS.has(inside.kind)) {
    const span = insideOf(inside, offset);
    if (span !== undefined) return { span, word: file.text.slice(span.start, span.end) };
  }
  if (inside?.kind === 'QuotedName') return { span: inside, word: inside.text.replaceAll('`', '') };
  return nameAt(file.text, offset);
};

/** Between the quotes of a text; a text that is not closed ends at the cursor. Undefined behind the closing quote. */
const insideOf = ({ text, start, end }: Token, offset: number): Span | undefined => {
  const isClosed = text.length > 1 && text.endsWith(text.charAt(0));
  if (isClosed && offset === end) return undefined;
  return { start: start + 1, end: isClosed ? end - 1 : offset };
};

const BEHIND = /[\p{L}_](?:[\p{L}\p{M}\p{Nd}_]|-(?!-))*$/u;
const AHEAD = /^(?:[\p{L}\p{M}\p{Nd}_]|-(?=[\p{L}\p{M}\p{Nd}_]))*/u;
/** No name is longer; looking at more would make every key stroke as slow as the longest line. */
const LONGEST = 200;

const nameAt = (text: string, offset: number): { readonly span: Span; readonly word: string } => {
  const behind = BEHIND.exec(text.slice(Math.max(0, offset - LONGEST), offset))?.[0] ?? '';
  const isBegun = behind !== '' || !/[\p{Nd}]$/u.test(text.slice(0, offset).slice(-1));
  const ahead = isBegun ? (AHEAD.exec(text.slice(offset, offset + LONGEST))?.[0] ?? '') : '';
  const span = { start: offset - behind.length, end: offset + ahead.length };
  return { span, word: behind + ahead };
};
