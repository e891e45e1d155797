// The entry: one expression against what its place expects, and from each kind of expression to its checker.
import { catalogue, type FunctionEntry } from '@syncrule/runtime/functions';
import type { Expression } from '../../syntax/tree.js';
import type { Check, Expectation, Typed } from '../scope.js';
import { arithmetic, negative } from './arithmetic.js';
import { call } from './calls/call.js';
import { reportSecondName } from './calls/unique.js';
import { caseOf, ifThenElse, otherwise } from './choice.js';
import { comparison } from './comparison.js';
import { type Context, type Expected, must } from './context.js';
import { every } from './every.js';
import { fit } from './fit.js';
import { list } from './list.js';
import { logical, not, presence } from './logic.js';
import { meaningOfMember } from './members.js';
import { meaningOfName, meaningOfQualified, same, self, valueMeant } from './names.js';
import { clear, errorOutcome, keep } from './outcomes.js';
import { standing } from './parts.js';
import { text } from './texts.js';
import { broken, constant, possiblyAbsent } from './typed.js';
import { single } from './types.js';

/** The checker of expressions over a catalogue of functions. It never throws. */
export const createCheck =
  (functions: ReadonlyMap<string, FunctionEntry>): Check =>
  (expression, scope, facts, expectation) => {
    const context: Context = {
      scope,
      catalogue: functions,
      facts,
      variables: new Map(),
      inside: undefined,
      position: expectation.position,
      timeAnywhere: expectation.moving === 'anywhere',
      check: checkPart,
    };
    const typed = checkPart(expression, context, expectedBy(expectation));
    if (typed.reads.unique) reportSecondName(context, expression);
    const mayMove = expectation.moving !== undefined || expectation.position === 'let';
    return mayMove ? typed : standing(context, typed, expression);
  };

/** The checker over the catalogue of the runtime. */
export const check: Check = createCheck(catalogue);

const expectedBy = ({ type, crossing, connector }: Expectation): Expected | undefined =>
  type === undefined ? undefined : { ...must(type), crossing: crossing ?? false, connector };

/** Kinds whose parts are their result hand on what is expected; the others' results are made to fit. */
const checkPart = (node: Expression, context: Context, expected: Expected | undefined): Typed => {
  const typed = checkKind(node, context, expected);
  const { file, placed } = context.scope;
  placed?.(typed.expr, { file, span: node.span });
  return typed;
};

const checkKind = (node: Expression, context: Context, expected: Expected | undefined): Typed => {
  switch (node.kind) {
    case 'parenthesised':
      return context.check(node.of, context, expected);
    case 'if':
      return ifThenElse(context, node, expected);
    case 'case':
      return caseOf(context, node, expected);
    case 'otherwise':
      return otherwise(context, node, expected);
    default:
      return fit(context, checkByItself(node, context, expected), expected, node);
  }
};

type ByItself = Exclude<Expression, { readonly kind: 'parenthesised' | 'if' | 'case' | 'otherwise' }>;

const checkByItself = (node: ByItself, context: Context, expected: Expected | undefined): Typed => {
  switch (node.kind) {
    case 'missing':
      return broken;
    case 'text':
      return text(context, node, expected);
    case 'integer':
      return constant({ op: 'const', value: { integer: String(node.value) } }, single('integer'));
    case 'duration':
      return constant({ op: 'const', value: { duration: node.value } }, single('duration'));
    case 'date':
      return constant({ op: 'const', value: { date: node.value } }, single('date'));
    case 'instant':
      return constant({ op: 'const', value: { datetime: node.value } }, single('datetime'));
    case 'boolean':
      return constant({ op: 'const', value: node.value }, single('boolean'));
    case 'absent':
      return possiblyAbsent(constant({ op: 'absent' }, 'anything'), node.span, 'absent');
    case 'name':
      return valueMeant(context, meaningOfName(context, node), node);
    case 'qualified':
      return valueMeant(context, meaningOfQualified(context, node), node);
    case 'same':
      return same(context, node);
    case 'self':
      return self(context, node);
    case 'member':
      return member(context, node);
    case 'call':
      return call(context, node, expected);
    case 'list':
      return list(context, node, expected);
    case 'every':
      return every(context, node);
    case 'and':
    case 'or':
      return logical(context, node);
    case 'not':
      return not(context, node);
    case 'comparison':
      return comparison(context, node);
    case 'presence':
      return presence(context, node);
    case 'arithmetic':
      return arithmetic(context, node, expected);
    case 'negative':
      return negative(context, node);
    case 'clear':
      return clear(context, node);
    case 'keep':
      return keep(context, node);
    case 'error':
      return errorOutcome(context, node);
  }
};

const member = (context: Context, node: Extract<Expression, { kind: 'member' }>): Typed => {
  const meaning = meaningOfMember(context, node);
  return meaning.kind === 'groupOf' ? broken : valueMeant(context, meaning, node);
};
