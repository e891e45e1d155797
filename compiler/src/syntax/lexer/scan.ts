// Where texts and quoted names end, and what a text is made of. Works on characters; knows no tokens.

/** A piece of a text: literal characters with escapes resolved, or a hole with the code in it. */
export type TextPart =
  | { readonly kind: 'literal'; readonly start: number; readonly end: number; readonly text: string }
  | {
      readonly kind: 'hole';
      /** From `$` to behind `}`. */
      readonly start: number;
      readonly end: number;
      readonly codeStart: number;
      readonly codeEnd: number;
      readonly closed: boolean;
    };

export interface ScannedText {
  /** Behind the closing quote, or at the end of the line when there is none. */
  readonly end: number;
  readonly closed: boolean;
  readonly parts: readonly TextPart[];
  /** Places of malformed escapes. */
  readonly badEscapes: readonly { readonly start: number; readonly end: number }[];
}

/** Texts in holes of texts in holes …: deeper than this counts as not closed. Nobody writes it; the stack is finite. */
const DEEPEST = 50;

/** Reads the text whose opening quote stands at `start`. */
export const scanText = (source: string, start: number, depth = 0): ScannedText => {
  const parts: TextPart[] = [];
  const badEscapes: { start: number; end: number }[] = [];
  let literal = '';
  let literalStart = start + 1;
  let at = start + 1;
  const endLiteral = (): void => {
    if (at > literalStart) parts.push({ kind: 'literal', start: literalStart, end: at, text: literal });
    literal = '';
  };
  for (;;) {
    const character = source[at];
    if (character === undefined || character === '\n' || character === '\r') {
      endLiteral();
      return { end: at, closed: false, parts, badEscapes };
    }
    if (character === '"') {
      endLiteral();
      return { end: at + 1, closed: true, parts, badEscapes };
    }
    if (character === '\\') {
      const found = readEscape(source, at);
      if (found.text === undefined) badEscapes.push({ start: at, end: found.end });
      literal += found.text ?? '';
      at = found.end;
    } else if (character === '$' && source[at + 1] === '{') {
      endLiteral();
      const hole = readHole(source, at, depth);
      parts.push(hole);
      at = hole.end;
      literalStart = at;
    } else {
      literal += character;
      at++;
    }
  }
};

export const endOfText = (source: string, start: number): number => {
  // Most texts are plain; only a backslash or a hole asks for the whole scan.
  for (let at = start + 1; ; at++) {
    const character = source[at];
    if (character === '"') return at + 1;
    if (character === undefined || character === '\n' || character === '\r') return at;
    if (character === '\\' || (character === '$' && source[at + 1] === '{')) return scanText(source, start).end;
  }
};

/** Behind the closing quote of a raw text (two quotes are one), or the end of the line. */
export const endOfRawText = (source: string, start: number): number => {
  let at = start + 1;
  while (!endsLine(source, at)) {
    if (source[at] !== "'") at++;
    else if (source[at + 1] === "'") at += 2;
    else return at + 1;
  }
  return at;
};

/** Behind the closing back-tick, or the end of the line. */
export const endOfQuotedName = (source: string, start: number): number => {
  let at = start + 1;
  while (!endsLine(source, at)) if (source[at++] === '`') return at;
  return at;
};

const endsLine = (source: string, at: number): boolean =>
  at >= source.length || source[at] === '\n' || source[at] === '\r';

const endOfLine = (source: string, at: number): number => {
  let end = at;
  while (!endsLine(source, end)) end++;
  return end;
};

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['$', '$'],
]);
const UNICODE_ESCAPE = /\\u\{([0-9A-Fa-f]{1,6})\}/y;

/** `text` is missing when it is no escape. */
const readEscape = (source: string, at: number): { readonly text?: string; readonly end: number } => {
  if (endsLine(source, at + 1)) return { end: at + 1 };
  const simple = SIMPLE_ESCAPES.get(source[at + 1] ?? '');
  if (simple !== undefined) return { text: simple, end: at + 2 };
  UNICODE_ESCAPE.lastIndex = at;
  const match = UNICODE_ESCAPE.exec(source);
  if (match === null) return { end: at + 2 };
  const code = Number.parseInt(match[1] ?? '', 16);
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  const end = at + match[0].length;
  return isCharacter ? { text: String.fromCodePoint(code), end } : { end };
};

const readHole = (source: string, start: number, depth: number): TextPart & { kind: 'hole' } => {
  const codeStart = start + 2;
  const codeEnd = depth < DEEPEST ? endOfHole(source, codeStart, depth) : undefined;
  if (codeEnd !== undefined) return { kind: 'hole', start, end: codeEnd + 1, codeStart, codeEnd, closed: true };
  // Not closed on this line: what stands before the line's last quote is taken for the hole, the quote for the text's end.
  const quote = source.slice(codeStart, endOfLine(source, codeStart)).lastIndexOf('"');
  const end = quote < 0 ? endOfLine(source, codeStart) : codeStart + quote;
  return { kind: 'hole', start, end, codeStart, codeEnd: end, closed: false };
};

/** The place of the `}` that closes a hole; braces balance, texts and quoted names have quotes of their own. */
const endOfHole = (source: string, codeStart: number, depth: number): number | undefined => {
  let open = 0;
  let at = codeStart;
  while (!endsLine(source, at)) {
    const character = source[at];
    if (character === '}' && open === 0) return at;
    if (character === '"') {
      const inner = scanText(source, at, depth + 1);
      if (!inner.closed) return undefined;
      at = inner.end;
    } else if (character === "'") at = endOfRawText(source, at);
    else if (character === '`') at = endOfQuotedName(source, at);
    else {
      if (character === '{') open++;
      if (character === '}') open--;
      at++;
    }
  }
  return undefined;
};
