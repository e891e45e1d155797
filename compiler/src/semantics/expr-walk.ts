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

type Visit = (part: Expr) => void;

/** Calls `visit` with each expression directly inside it, in the order of {@link mapParts}, and makes nothing new. */
export const eachPart = (expr: Expr, visit: Visit): void => {
  switch (expr.op) {
    case 'through':
    case 'not':
    case 'present':
    case 'missing':
    case 'negate':
    case 'account':
      return visit(expr.of);
    case 'text':
      return eachOf(expr.parts, visit);
    case 'dn':
      for (const part of expr.parts) eachOfDnPart(part, visit);
      return;
    case 'named':
      return visit(expr.name);
    case 'call':
      for (const argument of expr.arguments) visit(argument.op === 'lambda' ? argument.body : argument);
      return;
    case 'apply':
      return eachOf(expr.arguments, visit);
    case 'if':
      visit(expr.condition);
      visit(expr.then);
      if (expr.else !== undefined) visit(expr.else);
      return;
    case 'case':
      visit(expr.subject);
      for (const { then } of expr.arms) visit(then);
      if (expr.else !== undefined) visit(expr.else);
      return;
    case 'and':
    case 'or':
    case 'list':
      return eachOf(expr.items, visit);
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
      visit(expr.left);
      return visit(expr.right);
    case 'every':
      eachOf(expr.links, visit);
      if (expr.condition !== undefined) visit(expr.condition);
      return;
    case 'unique':
      eachOf(expr.candidates, visit);
      if (expr.next !== undefined) visit(expr.next.body);
      return;
    case 'today':
      return visit(expr.zone);
    case 'error':
      return visit(expr.message);
    default:
  }
};

const eachOf = (parts: readonly (string | Expr)[], visit: Visit): void => {
  for (const part of parts) if (typeof part !== 'string') visit(part);
};

const eachOfDnPart = (part: DnPart, visit: Visit): void => {
  if ('run' in part) visit(part.run);
  else for (const { value } of part.rdn) eachOf(value, visit);
};

/** Calls `visit` with the expression and with everything in it, outer parts first. */
export const eachExpr = (expr: Expr, visit: Visit): void => {
  visit(expr);
  eachPart(expr, (part) => eachExpr(part, visit));
};

/** The expression and everything in it. */
export const exprsIn = (expr: Expr): readonly Expr[] => {
  const found: Expr[] = [];
  eachExpr(expr, (part) => found.push(part));
  return found;
};
