// `+ - *` and the minus sign (T5, P3, 8.2, X1).
import type { Expr, Scalar } from '@syncrule/runtime/plan';
import type { ArithmeticExpression, Expression, NegativeExpression } from '../../syntax/tree.js';
import type { Type, Typed } from '../scope.js';
import { type Context, type Expected, hint } from './context.js';
import { conversions, pickers } from './conversions.js';
import { convertToFit } from './fit.js';
import { operand, pair, standing, stripped, value } from './parts.js';
import { report, sourceOf } from './report.js';
import { dayBesideInstant } from './time.js';
import { broken, constant, from, strict } from './typed.js';
import { commonType, describeType, elementOf, isMany, isScalar, isSecret, listOf, single } from './types.js';

type Sides = readonly [Typed, Typed];
const DAY = 86_400_000;

export const arithmetic = (context: Context, node: ArithmeticExpression, expected: Expected | undefined): Typed => {
  const sides = operandsOf(context, node, expected);
  const [left, right] = sides;
  const secret = isSecret(left.type) ? node.left : isSecret(right.type) ? node.right : undefined;
  if (secret !== undefined) return report(context, 'SR3143', secret, {});
  if (left.type === 'anything' && right.type === 'anything') return broken;
  if (isMany(left.type) || isMany(right.type)) return withLists(context, node, sides);
  return moving(context, node, sides, ofSingles(context, node, sides));
};

/** `-e`; of a literal the negative literal. */
export const negative = (context: Context, node: NegativeExpression): Typed => {
  const of = value(context, node.of);
  if (of.type === 'anything') return of;
  if (!isScalar(of.type, 'integer', 'duration')) {
    const found = describeType(of.type);
    return isMany(of.type)
      ? report(context, 'SR3202', node.of, { what: '`-`', found }, { fixes: pickers(context, node.of, of.type) })
      : report(
          context,
          'SR3128',
          node.of,
          { found },
          { fixes: conversions(context, node.of, of.type, single('integer')) },
        );
  }
  return negatedLiteral(of) ?? strict({ op: 'negate', kind: kindOfNegate(of.type), of: of.expr }, of.type, [of]);
};

const kindOfNegate = (type: Type): 'integer' | 'duration' => (isScalar(type, 'duration') ? 'duration' : 'integer');

const negatedLiteral = ({ expr, type }: Typed): Typed | undefined => {
  if (expr.op !== 'const' || typeof expr.value !== 'object') return undefined;
  if ('integer' in expr.value) {
    return constant({ op: 'const', value: { integer: String(-BigInt(expr.value.integer)) } }, type);
  }
  return 'duration' in expr.value
    ? constant({ op: 'const', value: { duration: 0 - expr.value.duration } }, type)
    : undefined;
};

/** Texts beside a list are read as its values; where a list is expected, both are. */
const operandsOf = (context: Context, node: ArithmeticExpression, expected: Expected | undefined): Sides => {
  if (node.operator === '+' && expected !== undefined && isMany(expected.type)) {
    const wanted = { ...expected, must: false };
    return [operand(context, node.left, wanted), operand(context, node.right, wanted)];
  }
  return pair(context, node.left, node.right, (other) => (isMany(other.type) ? hint(other.type) : undefined));
};

/** `xs + ys`, a value beside a list included; nothing else is done with lists (V3). */
const withLists = (context: Context, node: ArithmeticExpression, sides: Sides): Typed => {
  const [left, right] = sides;
  const list = isMany(left.type) ? node.left : node.right;
  const listType = isMany(left.type) ? left.type : right.type;
  if (node.operator !== '+') {
    const words = { what: `\`${node.operator}\``, found: describeType(listType) };
    return report(context, 'SR3202', list, words, { fixes: pickers(context, list, listType) });
  }
  const type = commonType(elementOf(left.type), elementOf(right.type));
  if (type === undefined) return apart(context, node, sides);
  const [a, b] = [standing(context, left, node.left), standing(context, right, node.right)];
  const parts = [convertToFit(a, listOf(type)), convertToFit(b, listOf(type))] as const;
  const certain = parts.some((part) => part.certain);
  return {
    ...from({ op: 'add', kind: 'list', left: parts[0].expr, right: parts[1].expr }, listOf(type), parts),
    certain,
    mayBeAbsent: certain ? [] : parts.flatMap((part) => part.mayBeAbsent),
    side: left.side ?? right.side,
  };
};

/** Two single values. */
const ofSingles = (context: Context, node: ArithmeticExpression, sides: Sides): Typed => {
  const [left, right] = sides;
  const plan = planOf(node.operator, scalarOf(left.type, right.type), scalarOf(right.type, left.type));
  if (plan === undefined) {
    if (node.operator === '-' && dayBesideInstant(context, node, sides)) return broken;
    return apart(context, node, sides);
  }
  if (plan.days && !wholeDays(context, isScalar(left.type, 'duration') ? node.left : node.right)) return broken;
  return strict(plan.expr(left.expr, right.expr), single(plan.gives), sides);
};

/** The scalar of an operand; of one that can be anything, what goes with the other. */
const scalarOf = (type: Type, other: Type): Scalar => {
  if (type !== 'anything') return type.scalar;
  return other === 'anything'
    ? 'string'
    : other.scalar === 'date' || other.scalar === 'datetime'
      ? 'duration'
      : other.scalar;
};

interface Operation {
  readonly gives: Scalar;
  readonly expr: (left: Expr, right: Expr) => Expr;
  /** A date and a duration: literals must be whole days. */
  readonly days?: true;
}

const planOf = (operator: ArithmeticExpression['operator'], left: Scalar, right: Scalar): Operation | undefined => {
  if (operator === '*') return left === 'integer' && right === 'integer' ? multiply : undefined;
  return operator === '+' ? additionOf(left, right) : subtractionOf(left, right);
};

const multiply: Operation = { gives: 'integer', expr: (left, right) => ({ op: 'multiply', left, right }) };

const additionOf = (left: Scalar, right: Scalar): Operation | undefined => {
  if (left === right && (left === 'integer' || left === 'string' || left === 'binary' || left === 'duration')) {
    return { gives: left, expr: (a, b) => ({ op: 'add', kind: left, left: a, right: b }) };
  }
  if (right === 'duration' && (left === 'date' || left === 'datetime')) return shifted(left, false);
  if (left === 'duration' && (right === 'date' || right === 'datetime')) return shifted(right, true);
  return undefined;
};

/** A date or instant and a duration; the date stands left in the plan. */
const shifted = (kind: 'date' | 'datetime', turned: boolean): Operation => ({
  gives: kind,
  expr: (a, b) => ({ op: 'add', kind, left: turned ? b : a, right: turned ? a : b }),
  ...(kind === 'date' ? { days: true as const } : {}),
});

const subtractionOf = (left: Scalar, right: Scalar): Operation | undefined => {
  if (left === right && (left === 'integer' || left === 'duration')) {
    return { gives: left, expr: (a, b) => ({ op: 'subtract', kind: left, left: a, right: b }) };
  }
  if (left === right && (left === 'date' || left === 'datetime')) {
    return { gives: 'duration', expr: (a, b) => ({ op: 'subtract', kind: `${left}Difference`, left: a, right: b }) };
  }
  if (right !== 'duration' || (left !== 'date' && left !== 'datetime')) return undefined;
  const days = left === 'date' ? { days: true as const } : {};
  return { gives: left, expr: (a, b) => ({ op: 'subtract', kind: left, left: a, right: b }), ...days };
};

/** A literal duration beside a date is whole days. */
const wholeDays = (context: Context, node: Expression): boolean => {
  const plain = stripped(node);
  const literal = plain.kind === 'negative' ? stripped(plain.of) : plain;
  if (literal.kind !== 'duration' || literal.value % DAY === 0) return true;
  report(context, 'SR3705', node, { found: sourceOf(context, node) });
  return false;
};

/** What moves (X1): a moving date or instant with a duration, or beside one that stands. Nothing else may. */
const moving = (context: Context, node: ArithmeticExpression, [left, right]: Sides, outcome: Typed): Typed => {
  if (outcome.type === 'anything' || (!left.moves && !right.moves)) return outcome;
  if (context.timeAnywhere) return { ...outcome, moves: true };
  const isTime = (side: Typed): boolean => isScalar(side.type, 'date', 'datetime');
  if (left.moves && (right.moves || !isTime(left))) return standing(context, left, node.left);
  if (right.moves && !isTime(right)) return standing(context, right, node.right);
  return { ...outcome, moves: true };
};

const apart = (context: Context, node: ArithmeticExpression, [left, right]: Sides): Typed => {
  const words = { operator: node.operator, left: describeType(left.type), right: describeType(right.type) };
  const fixes = [
    ...conversions(context, node.left, left.type, right.type),
    ...conversions(context, node.right, right.type, left.type),
  ];
  return report(context, 'SR3127', node, words, { fixes });
};
