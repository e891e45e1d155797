// The first half of completion: says what stands at the cursor, from the text alone.
import { type SourceFile, sourceFile } from '@syncrule/compiler/source';
import { parse } from '@syncrule/compiler/syntax';
import { type Cursor, NOTHING, type Place, words } from './cursor.js';
import { inFile } from './declarations.js';
import { inSteps } from './steps.js';
import { type Marked, markWord, type Token } from './word.js';

/** Classifies an offset of a file, whatever the file looks like. */
export const classify = (file: SourceFile, offset: number): Place => {
  const marked = markWord(file, offset);
  return { cursor: cursorAt(file, marked), span: marked.span, word: marked.word };
};

const cursorAt = (file: SourceFile, marked: Marked): Cursor => {
  const { parsed, marker, before } = marked;
  const last = before.at(-1);
  const isNewLine = last === undefined || /[\r\n]/.test(file.text.slice(last.end, marked.span.start));
  const step = inSteps(before, isNewLine);
  if (step !== undefined) return marked.isToken ? step : insideText(step);
  const looking = marked.isToken ? inEvery(before) : undefined;
  if (looking !== undefined) return looking;
  if (marked.isToken && isPattern(before)) return patternAt(file, marked);
  const found = inFile(parsed.tree, marker);
  if (!marked.isToken) return found?.kind === 'text' || found?.kind === 'schema' ? found : NOTHING;
  const header = headerWords(before, isNewLine);
  if (found === undefined)
    return header ?? (isNewLine || last === undefined ? NOTHING : continuation(last, before)) ?? NOTHING;
  if (last === undefined) return found;
  // Only the whole right side of a flow is evaluated once or merged.
  if (found.kind === 'operand' && last.kind === 'Arrow') return { ...found, words: ['once', 'merge'] };
  // No operand follows another: the parser put one in where a word is missing.
  if (OPERANDS.has(found.kind) && endsOperand(last)) return words(...operators(before));
  if (!isCompletedBy(found)) return found;
  if (!isNewLine) return header ?? continuation(last, before) ?? found;
  return found.kind === 'clause' && endsOperand(last)
    ? { ...found, words: [...found.words, ...operators(before)] }
    : found;
};

/** Behind `every T` comes a new name, behind that `where`. */
const inEvery = (before: readonly Token[]): Cursor | undefined => {
  if (before.at(-2)?.kind === 'every') return NOTHING;
  return before.at(-3)?.kind === 'every' ? words('where') : undefined;
};

/** Whether an arm of a `case` begins there, or another pattern of it. */
const isPattern = (before: readonly Token[]): boolean => {
  const last = before.at(-1)?.kind ?? '';
  if (!['LBrace', 'Comma', 'Bar'].includes(last)) return false;
  const tokens = currentDeclaration(before);
  const open = openBrackets(tokens);
  return open.at(-1) === 'LBrace' && open.length > (tokens[0]?.kind === 'function' ? 0 : 1);
};

/** A name is no pattern, and the tree holds none there: a text in its place is one. */
const patternAt = (file: SourceFile, { span, marker }: Marked): Cursor => {
  const text = `${file.text.slice(0, span.start)}"${marker}"${file.text.slice(span.end)}`;
  const found = inFile(parse(sourceFile(file.path, text)).tree, marker);
  return found?.kind === 'text' ? { ...found, kind: 'pattern' } : words('else');
};

const CLOSED_BY: Readonly<Record<string, string>> = {
  RBrace: 'LBrace',
  RParen: 'LParen',
  RBracket: 'LBracket',
  HoleEnd: 'HoleStart',
};
const OPENING: ReadonlySet<string> = new Set(Object.values(CLOSED_BY));

/** The brackets that are open behind these tokens, from the outside in. */
const openBrackets = (tokens: readonly Token[]): readonly string[] => {
  const open: string[] = [];
  for (const { kind } of tokens) {
    if (OPENING.has(kind)) open.push(kind);
    else if (CLOSED_BY[kind] !== undefined && open.at(-1) === CLOSED_BY[kind]) open.pop();
  }
  return open;
};

/** Whether what the parser took for something new may as well go on with what stands before it on the line. */
const isCompletedBy = (found: Cursor): boolean => found.kind === 'clause' || found.kind === 'nothing';

/** In a test only the value of an attribute is a text with a choice. */
const insideText = (step: Cursor): Cursor =>
  step.kind === 'fieldValue'
    ? { kind: 'text', sight: step.sight, expected: { kind: 'field', path: step.path } }
    : NOTHING;

const DECLARATIONS = ['param', 'connector', 'metaverse', 'namespace', 'function', 'flows', 'rule', 'test'];
const OPENERS: ReadonlySet<string> = new Set(DECLARATIONS);
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
  const [opener] = tokens;
  if (depth > 0) return opener?.kind === 'connector' && tokens.at(-1)?.kind === 'LBrace' ? words('schema') : undefined;
  if (opener === undefined || braces > 0) return words(...DECLARATIONS);
  if (opener.kind === 'rule' || opener.kind === 'flows') return ruleHeader(tokens);
  // A default is a constant, which a name is not: no tree holds it.
  if (opener.kind === 'param' && tokens.at(-1)?.kind === 'Equal') {
    return { kind: 'paramValue', param: tokens[1]?.text.replaceAll('`', '') ?? '' };
  }
  if (opener.kind === 'param' || opener.kind === 'function') return isNewLine ? words(...DECLARATIONS) : undefined;
  return NOTHING;
};

const ruleHeader = (tokens: readonly Token[]): Cursor | undefined => {
  const last = tokens.at(-1);
  if (tokens.length < 2 || last === undefined) return NOTHING;
  if (['from', 'to', 'as', 'Comma', 'Dot', 'precedence'].includes(last.kind)) return undefined;
  const kinds = new Set(tokens.map(({ kind }) => kind));
  if (!kinds.has('from')) return words('from');
  const isRule = tokens[0]?.kind === 'rule';
  // Accounts are those of connector types, which have a dot.
  const account = isRule && tokens.at(-2)?.kind === 'Dot' ? ['as'] : [];
  if (!kinds.has('to')) return words('to', ...account);
  return isRule && !kinds.has('precedence') ? words('precedence', ...account) : words(...account);
};

/** What may follow a word of a clause on its line. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  project: ['when'],
  provision: ['when'],
  deprovision: ['delete', 'disconnect', 'keep'],
  unclaimed: ['delete'],
  is: ['present', 'absent'],
  let: [],
};

/** What may follow two words: what a rule does with an object, and when. */
const FOLLOWERS_OF_TWO: Readonly<Record<string, readonly string[]>> = {
  'deprovision delete': ['after'],
  'deprovision disconnect': ['after'],
  'deprovision keep': ['after'],
  'unclaimed delete': ['when'],
};

const continuation = (last: Token, before: readonly Token[]): Cursor | undefined => {
  const followers = FOLLOWERS_OF_TWO[`${before.at(-2)?.kind} ${last.kind}`] ?? FOLLOWERS[last.kind];
  if (followers !== undefined) return words(...followers);
  if (isBehindType(before)) return words(...(last.kind === 'exact' ? ['prefer'] : ['exact', 'prefer']));
  return endsOperand(last) ? words(...operators(before)) : undefined;
};

/** Behind the type of a metaverse attribute, before its expression. */
const isBehindType = (before: readonly Token[]): boolean => {
  if (currentDeclaration(before)[0]?.kind !== 'metaverse') return false;
  const start = before.findLast(({ kind }) => kind === 'Colon' || kind === 'Equal' || kind === 'prefer');
  return start?.kind === 'Colon';
};

const OPERANDS: ReadonlySet<Cursor['kind']> = new Set(['operand', 'namespace', 'accountOfTarget']);
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
