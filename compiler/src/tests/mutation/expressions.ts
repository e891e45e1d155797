// Mutations of expressions: operators turned round, operands and branches left out, literals changed.
import { expressionsIn } from '../../semantics/syntax-walk.js';
import type { Span } from '../../source/index.js';
import type { Expression } from '../../syntax/index.js';
import { gapOf, type MutationCode } from './mutant.js';

/** One change inside of an expression: the text of a span becomes another. */
export interface Change {
  readonly code: MutationCode;
  readonly span: Span;
  readonly becomes: string;
  /** The part that is left out, where the whole has to be written anew without it. */
  readonly without?: Span;
}

type Text = (span: Span) => string;

/** All changes of an expression and its parts. `text`: what stands in a span. Messages of errors are left alone. */
export const changesIn = (expression: Expression, text: Text): readonly Change[] => {
  const silent = new Set(
    [...expressionsIn(expression)].flatMap((part) => (part.kind === 'error' ? [...expressionsIn(part.message)] : [])),
  );
  return [...expressionsIn(expression)].filter((part) => !silent.has(part)).flatMap((part) => changesOf(part, text));
};

const changesOf = (node: Expression, text: Text): readonly Change[] => {
  const to = (code: MutationCode, becomes: string): Change => ({ code, span: node.span, becomes });
  switch (node.kind) {
    case 'comparison':
      return comparisons(node, text);
    case 'presence':
      return [to('operator', `${text(node.of.span)} is ${node.present ? 'absent' : 'present'}`)];
    case 'not':
      return [to('operator', text(node.of.span))];
    case 'and':
    case 'or':
      return logical(node, text);
    case 'arithmetic':
      return [{ code: 'operator', span: node.operatorSpan, becomes: node.operator === '+' ? '-' : '+' }];
    case 'negative':
      return [to('operator', text(node.of.span))];
    case 'if':
      return [
        to('branch', text(node.then.span)),
        to('branch', node.else === undefined ? 'absent' : text(node.else.span)),
      ];
    case 'otherwise':
      return [to('branch', text(node.left.span)), to('branch', text(node.right.span))];
    case 'case':
      return node.arms.length < 2 ? [] : node.arms.map((arm, i) => armLeftOut(node, arm, i));
    case 'list':
      return node.items.map((item, i) => ({
        ...to('clause', `[${textsOf(without(node.items, i), text).join(', ')}]`),
        without: item.span,
      }));
    case 'call': {
      const [first] = node.arguments;
      return first === undefined || first.kind === 'lambda' ? [] : [to('call', text(first.span))];
    }
    case 'clear':
    case 'keep':
      return [to('branch', 'absent')];
    default:
      return literals(node, text);
  }
};

type Case = Extract<Expression, { kind: 'case' }>;

const armLeftOut = ({ arms }: Case, arm: Case['arms'][number], index: number): Change => {
  const span = gapOf(
    arms.map((each) => each.span),
    index,
  );
  return { code: 'clause', span, becomes: '', without: arm.span };
};

const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  '==': ['!='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

const comparisons = (node: Extract<Expression, { kind: 'comparison' }>, text: Text): readonly Change[] =>
  node.operator === 'in'
    ? [{ code: 'operator', span: node.span, becomes: `not (${text(node.span)})` }]
    : (OPPOSITES[node.operator] ?? []).map((becomes) => ({ code: 'operator', span: node.operatorSpan, becomes }));

const logical = (node: Extract<Expression, { kind: 'and' | 'or' }>, text: Text): readonly Change[] => {
  const joined = (items: readonly Expression[], word: string): string => textsOf(items, text).join(` ${word} `);
  const whole = (code: MutationCode, becomes: string): Change => ({ code, span: node.span, becomes });
  const other = node.kind === 'and' ? 'or' : 'and';
  return [
    whole('operator', `(${joined(node.items, other)})`),
    ...node.items.map((item, i) => ({
      ...whole('clause', joined(without(node.items, i), node.kind)),
      without: item.span,
    })),
  ];
};

const textsOf = (items: readonly Expression[], text: Text): readonly string[] => items.map((item) => text(item.span));

const without = <T>(items: readonly T[], index: number): readonly T[] => items.filter((_, i) => i !== index);

const DAY = 86_400_000;

const literals = (node: Expression, text: Text): readonly Change[] => {
  const to = (becomes: string): readonly Change[] => [{ code: 'constant', span: node.span, becomes }];
  switch (node.kind) {
    case 'boolean':
      return to(String(!node.value));
    case 'integer':
      return to(String(node.value + 1n));
    case 'duration':
      return to(node.text.replace(/^\d+/, (digits) => String(Number(digits) + 1)));
    case 'date':
      return to(new Date((node.value + 1) * DAY).toISOString().slice(0, 10));
    case 'instant':
      return to(new Date(node.value + DAY).toISOString());
    case 'text':
      return to(`${text(node.span).slice(0, -1)}x${text(node.span).slice(-1)}`);
    default:
      return [];
  }
};
