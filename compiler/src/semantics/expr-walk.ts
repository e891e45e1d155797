// Walks over lowered expressions: replacing parts, collecting what they read.
import type { DnPart, Expr, Lambda } from '@syncrule/runtime/plan';

type Change = (expr: Expr) => Expr;

/** The expression with `change` applied to each expression directly inside it. */
export const mapParts = (expr: Expr, change: Change): Expr => {
  switch (expr.op) {
    case 'through':
    case 'not':
    case 'present':
    case 'missing':
    case 'negate':
      return { ...expr, of: change(expr.of) };
    case 'text':
      return { ...expr, parts: expr.parts.map((part) => textPart(part, change)) };
    case 'dn':
      return { ...expr, parts: expr.parts.map((part) => dnPart(part, change)) };
    case 'named':
      return { ...expr, name: change(expr.name) };
    case 'call':
      return { ...expr, arguments: expr.arguments.map((argument) => mapArgument(argument, change)) };
    case 'apply':
      return { ...expr, arguments: expr.arguments.map(change) };
    case 'if':
      return { ...expr, condition: change(expr.condition), then: change(expr.then), ...elseOf(expr.else, change) };
    case 'case':
      return {
        ...expr,
        subject: change(expr.subject),
        arms: expr.arms.map((arm) => ({ ...arm, then: change(arm.then) })),
        ...elseOf(expr.else, change),
      };
    case 'and':
    case 'or':
    case 'list':
      return { ...expr, items: expr.items.map(change) };
    case 'equal':
    case 'unequal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
    case 'in':
    case 'otherwise':
    case 'add':
    case 'subtract':
    case 'multiply':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    case 'every':
      return {
        ...expr,
        links: expr.links.map(change),
        ...(expr.condition === undefined ? {} : { condition: change(expr.condition) }),
      };
    case 'unique':
      return {
        ...expr,
        candidates: expr.candidates.map(change),
        ...(expr.next === undefined ? {} : { next: { ...expr.next, body: change(expr.next.body) } }),
      };
    case 'account':
      return { ...expr, of: change(expr.of) };
    case 'today':
      return { ...expr, zone: change(expr.zone) };
    case 'error':
      return { ...expr, message: change(expr.message) };
    default:
      return expr;
  }
};

const textPart = (part: string | Expr, change: Change) => (typeof part === 'string' ? part : change(part));

const elseOf = (other: Expr | undefined, change: Change) => (other === undefined ? {} : { else: change(other) });

const dnPart = (part: DnPart, change: Change): DnPart =>
  'run' in part
    ? { run: change(part.run) }
    : { rdn: part.rdn.map(({ type, value }) => ({ type, value: value.map((piece) => textPart(piece, change)) })) };

const mapArgument = (argument: Expr | Lambda, change: Change): Expr | Lambda =>
  argument.op === 'lambda' ? { ...argument, body: change(argument.body) } : change(argument);

/** The expression with `change` applied everywhere, inner parts first. */
export const rewrite = (expr: Expr, change: Change): Expr => change(mapParts(expr, (part) => rewrite(part, change)));

/** The expression and everything in it. */
export const exprsIn = (expr: Expr): readonly Expr[] => {
  const found: Expr[] = [];
  const visit = (part: Expr): Expr => {
    found.push(part);
    return mapParts(part, visit);
  };
  visit(expr);
  return found;
};
