// Joins (R4): split into links and conditions, and turned into the keys of both sides.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { Location } from '../../source/index.js';
import type { Expression, JoinClause } from '../../syntax/index.js';
import { exprsIn, rewrite } from '../expr-walk.js';
import { check, unionFacts } from '../expressions/index.js';
import { Findings, silent } from '../findings.js';
import { GONE_SINCE } from '../metaverse.js';
import type { Facts, Reads, Typed } from '../scope.js';
import { bare } from '../syntax-walk.js';
import type { World } from '../world.js';
import { reportDecidedByName } from './decided.js';
import { clauseScope, type PlaceInRule } from './scopes.js';

const report = diagnosticsOf(rulesDiagnostics);

export interface JoinContext {
  readonly place: PlaceInRule;
  readonly facts: Facts;
  /** The definition of a `let`, by its name in the plan: keys stand outside of rules. */
  readonly letExpr: (name: string) => Expr | undefined;
  /** Why an attribute of the target may not be looked up, or nothing. */
  readonly whyNotLookedUp: (attribute: string) => string | undefined;
}

/** The keys of the two sides; undefined when the clause is wrong, which is reported. */
export interface JoinKeys {
  readonly source: PlanKey;
  readonly target: PlanKey;
}

type Part =
  | { readonly kind: 'link'; readonly source: Expr; readonly target: Expr; readonly by: PlanKey['parts'][number]['by'] }
  | { readonly kind: 'condition'; readonly side: 'source' | 'target'; readonly of: Expr; readonly link?: Link };
type Link = Extract<Part, { kind: 'link' }>;

/** Checks one `join`. */
export const checkJoin = (clause: JoinClause, context: JoinContext): JoinKeys | undefined => {
  const findings = new Findings();
  const inside = { ...context, place: { ...context.place, report: findings.report } };
  const parts = checkParts(clause, inside);
  const linked = parts.some((part) => part.kind === 'link') ? parts : parts.map(asLink);
  const hasLink = linked.some((part) => part.kind === 'link');
  if (!hasLink && !findings.hasErrors && clause.condition.kind !== 'missing') {
    findings.report(report('SR3501', at(context, clause.condition), {}));
  }
  for (const finding of findings.list()) context.place.report(finding);
  return hasLink && !findings.hasErrors ? keysOf(linked, context) : undefined;
};

/** A comparison of the target with a constant is a condition beside other links, and a link where there is none. */
const asLink = (part: Part): Part => (part.kind === 'condition' && part.link !== undefined ? part.link : part);

const checkParts = (clause: JoinClause, context: JoinContext): readonly Part[] => {
  let facts = context.facts;
  return andParts(clause.condition).flatMap((expression) => {
    const typed = checkBoolean(expression, facts, context);
    facts = unionFacts(facts, typed.whenTrue);
    const part = partOf(expression, typed, context);
    return part === undefined ? [] : [part];
  });
};

const andParts = (expression: Expression): readonly Expression[] => {
  const inner = bare(expression);
  return inner.kind === 'and' ? inner.items.flatMap(andParts) : [inner];
};

const checkBoolean = (expression: Expression, facts: Facts, { place }: JoinContext): Typed => {
  const connector = place.pair.source.connector ?? place.pair.target.connector;
  const typed = check(expression, clauseScope(place, 'join'), facts, {
    type: { scalar: 'boolean', many: false },
    position: 'value',
    ...(connector === undefined ? {} : { connector }),
  });
  reportDecidedByName(typed, place);
  return typed;
};

const at = ({ place }: JoinContext, node: { readonly span: Location['span'] }): Location => ({
  file: place.file,
  span: node.span,
});

type Comparison = Extract<Expr, { left: Expr; right: Expr; by: unknown }>;

const isLink = (expr: Expr): expr is Comparison => expr.op === 'equal' || expr.op === 'in';

/** What a part of the condition is; nothing when it is neither link nor condition, which is reported. */
const partOf = (expression: Expression, typed: Typed, context: JoinContext): Part | undefined => {
  const expr = inlined(typed.expr, context);
  if (expression.kind === 'comparison' && isLink(expr)) {
    return comparisonPart(expression, expr, context);
  }
  return conditionPart(expression, expr, context);
};

const comparisonPart = (
  expression: Extract<Expression, { kind: 'comparison' }>,
  expr: Comparison,
  context: JoinContext,
): Part | undefined => {
  const [left, right] = [sidesOf(expr.left), sidesOf(expr.right)];
  if (left.target === right.target) return conditionPart(expression, expr, context);
  const isLeft = left.target;
  const [target, source] = isLeft ? [expr.left, expr.right] : [expr.right, expr.left];
  const [targetNode, sourceNode] = isLeft ? [expression.left, expression.right] : [expression.right, expression.left];
  if ((isLeft ? left : right).source) return readsBoth(targetNode, context);
  if (!canBeLookedUp(target, targetNode, context) || isDuration(sourceNode, context)) return undefined;
  const link: Link = { kind: 'link', source, target: asSource(target), by: expr.by };
  const isConstant = !(isLeft ? right : left).source;
  return isConstant ? { kind: 'condition', side: 'target', of: asSource(expr), link } : link;
};

const conditionPart = (expression: Expression, expr: Expr, context: JoinContext): Part | undefined => {
  const { source, target } = sidesOf(expr);
  if (source && target) return readsBoth(expression, context);
  if (!target) return { kind: 'condition', side: 'source', of: expr };
  if (!canBeLookedUp(expr, expression, context)) return undefined;
  return { kind: 'condition', side: 'target', of: asSource(expr) };
};

const readsBoth = (node: Expression, context: JoinContext): undefined => {
  context.place.report(report('SR3502', at(context, node), {}));
  return undefined;
};

/** The side that is looked up in: no time, no references, nothing that rests on them. */
const canBeLookedUp = (expr: Expr, node: Expression, context: JoinContext): boolean => {
  const reason = exprsIn(expr)
    .map((part) => reasonAgainst(part, context))
    .find((found) => found !== undefined);
  if (reason !== undefined) context.place.report(report('SR3503', at(context, node), { reason }));
  return reason === undefined;
};

const reasonAgainst = (expr: Expr, context: JoinContext): string | undefined => {
  if (expr.op === 'now' || expr.op === 'today') return 'it reads the time';
  if (expr.op === 'through') return 'it reads through a reference';
  if (expr.op === 'apply') return reasonInFunction(expr.name, context.place);
  return expr.op === 'target' ? context.whyNotLookedUp(expr.attribute) : undefined;
};

const reasonInFunction = (name: string, { world }: PlaceInRule): string | undefined => {
  const reads = world.functions.get(name)?.reads;
  if (reads?.time === true) return `\`${name}\` reads the time`;
  return reads?.through === true ? `\`${name}\` reads through a reference` : undefined;
};

const isDuration = (node: Expression, context: JoinContext): boolean => {
  const silently = { ...context.place, report: silent };
  const { type } = check(node, clauseScope(silently, 'join'), context.facts, { type: undefined, position: 'value' });
  const isOne = type !== 'anything' && type.scalar === 'duration';
  if (isOne) context.place.report(report('SR3504', at(context, node), {}));
  return isOne;
};

const sidesOf = (expr: Expr) => {
  const ops = new Set(exprsIn(expr).map((part) => part.op));
  return { source: ops.has('source') || ops.has('self'), target: ops.has('target') };
};

const inlined = (expr: Expr, context: JoinContext): Expr =>
  rewrite(expr, (part) => {
    const definition = part.op === 'let' ? context.letExpr(part.name) : undefined;
    return definition === undefined ? part : inlined(definition, context);
  });

/** A key is one of objects of its type: what is the target for the rule is the source for the key. */
const asSource = (expr: Expr): Expr =>
  rewrite(expr, (part) => (part.op === 'target' ? { op: 'source', attribute: part.attribute } : part));

const keysOf = (parts: readonly Part[], { place }: JoinContext): JoinKeys => {
  const links = parts.filter((part) => part.kind === 'link');
  const conditions = (side: 'source' | 'target') =>
    parts.flatMap((part) => (part.kind === 'condition' && part.side === side ? [part.of] : []));
  return {
    source: {
      type: place.pair.source.name,
      parts: links.map(({ source, by }) => ({ of: source, by })),
      conditions: conditions('source'),
    },
    target: {
      type: place.pair.target.name,
      parts: links.map(({ target, by }) => ({ of: target, by })),
      conditions: conditions('target'),
    },
  };
};

/** Why attributes of a metaverse type may not be looked up: they are, or rest on, time (R4). */
export const timeReasons =
  (derived: (type: string, attribute: string) => Typed | undefined, functions: World['functions']) =>
  (type: string) =>
  (attribute: string): string | undefined => {
    const seen = new Set<string>();
    const restsOnTime = (name: string): boolean => {
      if (name === GONE_SINCE) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      const expr = derived(type, name)?.expr;
      if (expr === undefined) return false;
      return exprsIn(expr).some(
        (part) =>
          part.op === 'now' ||
          part.op === 'today' ||
          part.op === 'through' ||
          part.op === 'every' ||
          (part.op === 'apply' && functionRests(functions.get(part.name)?.reads)) ||
          (part.op === 'source' && restsOnTime(part.attribute)),
      );
    };
    if (attribute === GONE_SINCE) return '`goneSince` follows the life of the object';
    return restsOnTime(attribute) ? `\`${attribute}\` rests on time, \`goneSince\` or other objects` : undefined;
  };

const functionRests = (reads: Reads | undefined): boolean => reads?.time === true || reads?.through === true;
