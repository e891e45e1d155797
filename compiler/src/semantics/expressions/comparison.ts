// `==`, `!=`, `<` and its like, `in` (T6, 8.6, X1).
import type { Expr } from '@syncrule/runtime/plan';
import type { Fix } from '../../diagnostics/diagnostic.js';
import type { ComparisonExpression, Expression } from '../../syntax/tree.js';
import type { Facts, Typed } from '../scope.js';
import { type Context, hint, hintOf } from './context.js';
import { conversions } from './conversions.js';
import { equalityOf } from './equality.js';
import { noFacts, presenceOf, union, unionFacts } from './facts.js';
import { insideCondition, isBareText, pair, stripped, value } from './parts.js';
import { replace, report, sourceOf } from './report.js';
import { dayBesideInstant, timesAgree, turnedRound } from './time.js';
import { broken, from } from './typed.js';
import { commonType, describeType, elementOf, isMany, isScalar, isSecret, listOf, single } from './types.js';

const ORDER = { '<': 'less', '<=': 'lessOrEqual', '>': 'greater', '>=': 'greaterOrEqual' } as const;

export const comparison = (around: Context, node: ComparisonExpression): Typed => {
  const context = insideCondition(around);
  if (node.operator === 'in') return membership(context, node);
  const turned = turnedRound(context, node);
  const inside = turned === undefined ? context : { ...context, turned };
  const [left, right] = pair(inside, node.left, node.right);
  if (left.type === 'anything' && right.type === 'anything') return conditionOf(undecided, [left, right]);
  const isOrder = node.operator !== '==' && node.operator !== '!=';
  const wrong =
    notSingle(context, node, [left, right]) ?? (isOrder ? noOrder(context, node, [left, right]) : undefined);
  if (wrong !== undefined) return wrong;
  if (!timesAgree(context, node, [left, right])) return broken;
  return isOrder ? order(node, [left, right]) : equality(context, node, [left, right]);
};

/** What stands for a condition over what is wrong already. */
const undecided: Expr = { op: 'const', value: false };

type Sides = readonly [Typed, Typed];

const equality = (context: Context, node: ComparisonExpression, sides: Sides): Typed => {
  const [left, right] = sides;
  const type = commonType(left.type, right.type);
  if (type === undefined) {
    if (dayBesideInstant(context, node, sides)) return broken;
    const words = { left: describeType(left.type), right: describeType(right.type) };
    return report(context, 'SR3129', node, words, { fixes: towardsEachOther(context, node, sides) });
  }
  const equal = node.operator === '==';
  const by = equalityOf(type, sides);
  const expr: Expr = { op: equal ? 'equal' : 'unequal', left: left.expr, right: right.expr, by };
  const known = unionFacts(bothPresent(sides), textFacts(left, right));
  return {
    ...conditionOf(expr, sides),
    whenTrue: equal ? known : noFacts,
    whenFalse: equal ? noFacts : known,
  };
};

const order = (node: ComparisonExpression, sides: Sides): Typed => {
  const [left, right] = sides;
  if (node.operator === '==' || node.operator === '!=' || node.operator === 'in') throw new Error('bug: not an order');
  return {
    ...conditionOf({ op: ORDER[node.operator], left: left.expr, right: right.expr }, sides),
    whenTrue: bothPresent(sides),
  };
};

/** `e in xs`. */
const membership = (context: Context, node: ComparisonExpression): Typed => {
  const sides = membershipSides(context, node);
  const [left, right] = sides;
  if (isSecret(left.type)) return report(context, 'SR3143', node.left, {});
  if (isMany(left.type)) {
    return report(context, 'SR3202', node.left, { what: '`in`', found: describeType(left.type) }, anyOf(context, node));
  }
  if (right.type !== 'anything' && !right.type.many) return noList(context, node, right);
  const type = commonType(left.type, elementOf(right.type));
  if (type === undefined) {
    const words = { left: describeType(left.type), right: describeType(elementOf(right.type)) };
    return report(context, 'SR3129', node, words, {
      fixes: conversions(context, node.left, left.type, elementOf(right.type)),
    });
  }
  const expr: Expr = { op: 'in', left: left.expr, right: right.expr, by: equalityOf(type, sides) };
  return { ...conditionOf(expr, sides), whenTrue: unionFacts(bothPresent(sides), textFacts(left, right)) };
};

const membershipSides = (context: Context, node: ComparisonExpression): Sides => {
  if (!isBareText(node.left)) {
    const left = value(context, node.left);
    return [left, value(context, node.right, hintOf(left.type === 'anything' ? undefined : listOf(left.type)))];
  }
  const right = value(context, node.right, hint(listOf(single('string'))));
  return [value(context, node.left, hint(elementOf(right.type))), right];
};

const noList = (context: Context, node: ComparisonExpression, right: Typed): Typed => {
  const fixes = [replace(context, { span: node.operatorSpan }, 'Write `==`', '==')];
  return report(context, 'SR3132', node.right, { found: describeType(right.type) }, { fixes });
};

/** `any(xs, x => x in ys)`. */
const anyOf = (context: Context, node: ComparisonExpression): { fixes: Fix[] } => {
  const text = `any(${sourceOf(context, node.left)}, x => x in ${sourceOf(context, node.right)})`;
  return { fixes: [replace(context, node, 'Ask about each value with `any(…)`', text)] };
};

/** Lists and secrets are not compared (V3, F8). */
const notSingle = (context: Context, node: ComparisonExpression, [left, right]: Sides): Typed | undefined => {
  if (isSecret(left.type)) return report(context, 'SR3143', node.left, {});
  if (isSecret(right.type)) return report(context, 'SR3143', node.right, {});
  if (!isMany(left.type) && !isMany(right.type)) return undefined;
  const [list, listType] = isMany(left.type) ? [node.left, left.type] : [node.right, right.type];
  const both = isMany(left.type) && isMany(right.type);
  const fixes = both ? [] : [aboutValues(context, node, list)];
  return report(context, 'SR3202', list, { what: `\`${node.operator}\``, found: describeType(listType) }, { fixes });
};

/** The comparison with a list, asked about its values. */
const aboutValues = (context: Context, node: ComparisonExpression, list: Expression): Fix => {
  const other = sourceOf(context, list === node.left ? node.right : node.left);
  const listed = sourceOf(context, list);
  if (node.operator === '==') return replace(context, node, 'Write `in`', `${other} in ${listed}`);
  if (node.operator === '!=') return replace(context, node, 'Write `not … in`', `not ${other} in ${listed}`);
  const inside = list === node.left ? `x ${node.operator} ${other}` : `${other} ${node.operator} x`;
  return replace(context, node, 'Ask about each value with `any(…)`', `any(${listed}, x => ${inside})`);
};

/** Only integers, dates, instants and durations have an order, two of one type. */
const noOrder = (context: Context, node: ComparisonExpression, sides: Sides): Typed | undefined => {
  const [left, right] = sides;
  const ordered = (typed: Typed): boolean =>
    typed.type === 'anything' || isScalar(typed.type, 'integer', 'date', 'datetime', 'duration');
  if (ordered(left) && ordered(right) && commonType(left.type, right.type) !== undefined) return undefined;
  if (dayBesideInstant(context, node, sides)) return broken;
  const words = { operator: node.operator, left: describeType(left.type), right: describeType(right.type) };
  return report(context, 'SR3130', node, words, { fixes: asNumbers(context, node, sides) });
};

const asNumbers = (context: Context, node: ComparisonExpression, [left, right]: Sides): Fix[] => {
  const parts = [numberEdit(context, node.left, left), numberEdit(context, node.right, right)];
  if (!context.catalogue.has('number') || parts.includes(undefined)) return [];
  const edits = parts.flatMap((part) => part ?? []);
  return edits.length === 0 ? [] : [{ title: 'Compare as numbers', edits }];
};

/** The edit that makes a number of a side; none where it is one; undefined where it cannot become one. */
const numberEdit = (context: Context, node: Expression, typed: Typed): Fix['edits'] | undefined => {
  if (isScalar(typed.type, 'integer')) return [];
  if (!isScalar(typed.type, 'string')) return undefined;
  const plain = stripped(node);
  const literal = typed.expr.op === 'const' && typeof typed.expr.value === 'string' ? typed.expr.value : undefined;
  if (plain.kind === 'text' && literal !== undefined && !/^\d+$/.test(literal)) return undefined;
  const text = plain.kind === 'text' && literal !== undefined ? literal : `number(${sourceOf(context, node)})`;
  return replace(context, node, '', text).edits;
};

const towardsEachOther = (context: Context, node: ComparisonExpression, [left, right]: Sides): Fix[] => [
  ...conversions(context, node.left, left.type, right.type),
  ...conversions(context, node.right, right.type, left.type),
];

const conditionOf = (expr: Expr, operands: readonly Typed[]): Typed => from(expr, single('boolean'), operands);

const bothPresent = ([left, right]: Sides): Facts => presenceOf(union(left.pres, right.pres));

/** `path == "text"`, `path in ["text", …]`: which texts of a set it can still be. */
const textFacts = (left: Typed, right: Typed): Facts => {
  const [path, other] = left.path !== undefined ? [left, right] : [right, left];
  if (path.path === undefined || path.type === 'anything' || path.type.oneOf === undefined) return noFacts;
  const texts = constantTexts(other.expr);
  return texts === undefined ? noFacts : { present: new Set(), oneOf: new Map([[path.path, texts]]) };
};

const constantTexts = (expr: Expr): ReadonlySet<string> | undefined => {
  if (expr.op === 'const') return typeof expr.value === 'string' ? new Set([expr.value]) : undefined;
  if (expr.op !== 'list') return undefined;
  const texts = expr.items.map((item) =>
    item.op === 'const' && typeof item.value === 'string' ? item.value : undefined,
  );
  return texts.some((text) => text === undefined) ? undefined : new Set(texts.filter((text) => text !== undefined));
};
