// The first half of completion in the body of a test, where a step that is not finished is no part of the tree: from its
// tokens alone (section 10).
import { type Cursor, EMPTY, NOTHING, type Sight, words } from './cursor.js';
import type { Token } from './word.js';

const STEPS = ['given', 'change', 'remove', 'expect', 'at', 'param'];
const ABOUT_SYSTEMS: ReadonlySet<string> = new Set(['given', 'change', 'remove']);
const CHANGES: ReadonlySet<string> = new Set(['add', 'update', 'delete']);
const OTHER_DECLARATIONS: ReadonlySet<string> = new Set([
  ...['connector', 'metaverse', 'namespace', 'function', 'flows', 'rule', 'test'],
]);

/** The cursor behind these tokens of a file; undefined outside of the bodies of tests. */
export const inSteps = (before: readonly Token[], isNewLine: boolean): Cursor | undefined => {
  const body = bodyOf(before);
  if (body === undefined) return undefined;
  const { step, depth } = currentStep(body);
  const [word] = step;
  if (word === undefined) return words(...STEPS);
  return depth > 0 ? inObject(step) : inHead(word, { step, isNewLine });
};

/** The tokens behind the brace of the test that is still open. */
const bodyOf = (before: readonly Token[]): readonly Token[] | undefined => {
  const at = before.findLastIndex(({ kind }) => OTHER_DECLARATIONS.has(kind));
  if (before[at]?.kind !== 'test') return undefined;
  const brace = before.findIndex(({ kind }, index) => index > at && kind === 'LBrace');
  if (brace < 0) return undefined;
  const body = before.slice(brace + 1);
  return depthOf(body) < 0 ? undefined : body;
};

const depthOf = (tokens: readonly Token[]): number =>
  tokens.reduce((depth, { kind }) => depth + (kind === 'LBrace' ? 1 : kind === 'RBrace' ? -1 : 0), 0);

/** The step that reaches to the cursor; empty where the last one has ended. `depth`: of braces that it left open. */
const currentStep = (body: readonly Token[]): { readonly step: readonly Token[]; readonly depth: number } => {
  let start = 0;
  let depth = 0;
  for (const [index, { kind }] of body.entries()) {
    if (depth === 0 && STEPS.includes(kind) && !isName(body, index)) start = index;
    if (kind === 'LBrace') depth++;
    if (kind === 'RBrace' && --depth === 0) start = index + 1;
  }
  return { step: body.slice(start), depth };
};

/** Whether the word at that place is a name: `expect given.person`, `given at.change`. */
const isName = (body: readonly Token[], index: number): boolean =>
  body[index - 1]?.kind === 'Dot' || body[index + 1]?.kind === 'Dot';

interface Head {
  readonly step: readonly Token[];
  readonly isNewLine: boolean;
}

/** Before the braces of a step, or where it has none. */
const inHead = (word: Token, { step, isNewLine }: Head): Cursor => {
  const last = step.at(-1);
  if (step.length === 1 || last === undefined) return behindWord(word.kind);
  if (word.kind === 'param') return last.kind === 'Equal' ? paramValue(step) : behindStep(isNewLine);
  if (word.kind === 'at') return behindStep(isNewLine);
  if (step.length <= 3 && word.kind === 'expect') {
    if (last.kind === 'no') return expectation([...CHANGES]);
    if (CHANGES.has(last.kind)) return { kind: 'objectType', connector: undefined, side: 'cs' };
    if (last.kind === 'error') return { kind: 'objectType', connector: undefined, side: undefined };
  }
  const type = typeBehind(step);
  if (last.kind === 'Dot') return { kind: 'objectType', connector: nameOf(step.at(-2)), side: 'cs' };
  if (last.kind === 'as') return { kind: 'account', types: type === undefined ? [] : [type] };
  const mayName = word.kind === 'expect' && step.at(-2)?.kind === 'Dot';
  return mayName && !isNewLine ? words('as') : behindStep(isNewLine);
};

const behindStep = (isNewLine: boolean): Cursor => (isNewLine ? words(...STEPS) : NOTHING);

const behindWord = (word: string): Cursor => {
  if (word === 'at') return NOTHING;
  if (word === 'param') return { kind: 'qualified', qualifier: 'param', sight: EMPTY };
  if (ABOUT_SYSTEMS.has(word)) return { kind: 'objectType', connector: undefined, side: 'cs' };
  return expectation(['nothing', 'no', 'error', ...CHANGES]);
};

const expectation = (given: readonly string[]): Cursor => ({ kind: 'expectation', words: given });

const paramValue = (step: readonly Token[]): Cursor => ({ kind: 'paramValue', param: nameOf(step[1]) });

/** Between the braces of a step. */
const inObject = (step: readonly Token[]): Cursor => {
  const type = typeBehind(step);
  const last = step.at(-1);
  const colon = step.findLastIndex(({ kind }) => kind === 'Colon');
  const field = step.findLastIndex(
    ({ kind }, index) => kind === 'LBrace' || (kind === 'Comma' && !isInList(step, index)),
  );
  if (type === undefined || last === undefined) return NOTHING;
  const sight: Sight = { ...EMPTY, target: [type] };
  if (field > colon) {
    const path = step.slice(field + 1);
    if (path.length > 0 && last.kind !== 'Dot') return NOTHING;
    const group = pathText(path.slice(0, -1));
    return { kind: 'field', group, sight, words: isError(step) && group === '' ? ['message'] : [] };
  }
  if (last.kind === 'Dot') return { kind: 'objectType', connector: nameOf(step.at(-2)), side: 'cs' };
  if (!['Colon', 'LBracket', 'Comma'].includes(last.kind)) return NOTHING;
  return { kind: 'fieldValue', path: pathText(step.slice(field + 1, colon)), sight };
};

const isError = (step: readonly Token[]): boolean => step[1]?.kind === 'error' && step[2]?.kind !== 'Dot';

const isInList = (step: readonly Token[], index: number): boolean => {
  const before = step.slice(0, index);
  const count = (wanted: string): number => before.filter(({ kind }) => kind === wanted).length;
  return count('LBracket') > count('RBracket');
};

const pathText = (path: readonly Token[]): string =>
  path
    .filter(({ kind }) => kind !== 'Dot')
    .map(nameOf)
    .join('.');

const nameOf = (token: Token | undefined): string => token?.text.replaceAll('`', '') ?? '';

/** The object type that a step is about: `hr.person`, `person`. */
const typeBehind = (step: readonly Token[]): string | undefined => {
  const head = step.slice(
    1,
    step.findIndex(({ kind }) => kind === 'LBrace') < 0 ? undefined : step.findIndex(({ kind }) => kind === 'LBrace'),
  );
  const dot = head.findIndex(({ kind }) => kind === 'Dot');
  if (dot > 0) return `${nameOf(head[dot - 1])}.${nameOf(head[dot + 1])}`;
  const name = head.findLast(({ kind }) => kind === 'Identifier' || kind === 'QuotedName');
  return name === undefined ? undefined : nameOf(name);
};
