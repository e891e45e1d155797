// The first half of completion: says what stands at the cursor, from the text alone.
import type { SourceFile } from '@syncrule/compiler/source';
import { type Cursor, NOTHING, type Place, words } from './cursor.js';
import { inFile } from './declarations.js';
import { type Marked, markWord, type Token } from './word.js';

/** Classifies an offset of a file, whatever the file looks like. */
export const classify = (file: SourceFile, offset: number): Place => {
  const marked = markWord(file, offset);
  return { cursor: cursorAt(file, marked), span: marked.span, word: marked.word };
};

const cursorAt = (file: SourceFile, marked: Marked): Cursor => {
  const { parsed, marker, before } = marked;
  const found = inFile(parsed.tree, marker);
  if (!marked.isToken) return found?.kind === 'text' || found?.kind === 'schema' ? found : NOTHING;
  const last = before.at(-1);
  const isNewLine = last === undefined || /[\r\n]/.test(file.text.slice(last.end, marked.span.start));
  const header = headerWords(before, isNewLine);
  if (found === undefined)
    return header ?? (isNewLine || last === undefined ? NOTHING : continuation(last, before)) ?? NOTHING;
  if (last === undefined) return found;
  // No operand follows another: the parser put one in where a word is missing.
  if (found.kind === 'operand' && endsOperand(last)) return words(...operators(before));
  if (!isCompletedBy(found)) return found;
  if (!isNewLine) return header ?? continuation(last, before) ?? found;
  return found.kind === 'clause' && endsOperand(last)
    ? { ...found, words: [...found.words, ...operators(before)] }
    : found;
};

/** Whether what the parser took for something new may as well go on with what stands before it on the line. */
const isCompletedBy = (found: Cursor): boolean => found.kind === 'clause' || found.kind === 'nothing';

const DECLARATIONS = ['param', 'connector', 'metaverse', 'function', 'flows', 'rule'];
const OPENERS: ReadonlySet<string> = new Set([...DECLARATIONS, 'namespace', 'test']);
const AFTER_NAMES: ReadonlySet<string> = new Set(['Arrow', 'Colon', 'Equal', 'Dot']);

/** The tokens from the beginning of the declaration that reaches to the cursor. */
const currentDeclaration = (tokens: readonly Token[]): readonly Token[] => {
  const start = tokens.findLastIndex((token, index) => {
    const next = tokens[index + 1];
    if (!OPENERS.has(token.kind) || (next !== undefined && AFTER_NAMES.has(next.kind))) return false;
    return token.kind !== 'param' || next === undefined || isName(next);
  });
  return start < 0 ? [] : tokens.slice(start);
};

const isName = ({ kind }: Token): boolean => kind === 'Identifier' || kind === 'QuotedName';

/** The words of a place outside of all braces: what a declaration begins with, and what goes on in its head. */
const headerWords = (before: readonly Token[], isNewLine: boolean): Cursor | undefined => {
  const tokens = currentDeclaration(before);
  const braces = tokens.filter(({ kind }) => kind === 'LBrace').length;
  const depth = braces - tokens.filter(({ kind }) => kind === 'RBrace').length;
  if (depth > 0) return undefined;
  const [opener] = tokens;
  if (opener === undefined || braces > 0) return words(...DECLARATIONS);
  if (opener.kind === 'rule' || opener.kind === 'flows') return ruleHeader(tokens);
  if (opener.kind === 'param' || opener.kind === 'function') return isNewLine ? words(...DECLARATIONS) : undefined;
  return NOTHING;
};

const ruleHeader = (tokens: readonly Token[]): Cursor | undefined => {
  const last = tokens.at(-1);
  if (tokens.length < 2 || last === undefined) return NOTHING;
  if (['from', 'to', 'as', 'Comma', 'Dot', 'precedence'].includes(last.kind)) return undefined;
  const kinds = new Set(tokens.map(({ kind }) => kind));
  if (!kinds.has('from')) return words('from');
  if (!kinds.has('to')) return words('to');
  return tokens[0]?.kind === 'rule' && !kinds.has('precedence') ? words('precedence', 'as') : NOTHING;
};

/** What may follow a word of a clause on its line. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  project: ['when'],
  provision: ['when'],
  deprovision: ['delete', 'disconnect', 'keep'],
  is: ['present', 'absent'],
  let: [],
};

const continuation = (last: Token, before: readonly Token[]): Cursor | undefined => {
  const followers = FOLLOWERS[last.kind];
  if (followers !== undefined) return words(...followers);
  if (inMetaverse(before)) return words('exact', 'prefer', ...operators(before));
  return endsOperand(last) ? words(...operators(before)) : undefined;
};

const inMetaverse = (before: readonly Token[]): boolean => currentDeclaration(before)[0]?.kind === 'metaverse';

const OPERAND_ENDS: ReadonlySet<string> = new Set([
  ...['Identifier', 'QuotedName', 'Integer', 'Duration', 'DateLiteral', 'Instant', 'PlainText', 'RawText', 'TextEnd'],
  ...['RParen', 'RBracket', 'same', 'self', 'absent', 'present', 'true', 'false', 'clear', 'keep'],
]);

const endsOperand = ({ kind }: Token): boolean => OPERAND_ENDS.has(kind);

/** Operators that are words; `then` and `else` where an `if` waits for them. */
const operators = (before: readonly Token[]): readonly string[] => {
  const count = (kind: string): number => before.filter((token) => token.kind === kind).length;
  const waiting = count('if') > count('then') ? ['then'] : count('then') > count('else') ? ['else'] : [];
  return [...waiting, 'and', 'or', 'in', 'is present', 'is absent'];
};
