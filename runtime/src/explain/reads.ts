// From what was heard of an expression to what people ask: what it read, and which of its conditions failed.
import { Failure } from '../expressions/index.js';
import type { Expr, PlanFunction } from '../plan/index.js';
import type { Content } from '../values/index.js';
import { exprText } from './text.js';
import type { Heard, Outcomes } from './trace.js';

/** Something that an expression read, as the rule writes it: `title`, `cs.mail`, `manager.mail`, `param.domain`. */
export interface Input {
  readonly attribute: string;
  readonly value: Content;
}

/** Where the names in an expression lead. */
export interface Definitions {
  readonly lets: ReadonlyMap<string, Expr>;
  readonly functions: ReadonlyMap<string, PlanFunction>;
  /** What the rule calls the other object. */
  readonly target: 'cs' | 'mv';
}

/** What an expression read, in its order, each once. What was not evaluated was not read. */
export const inputsOf = (expr: Expr, outcomes: Outcomes, definitions: Definitions): readonly Input[] => {
  const inputs = new Map<string, Input>();
  const visit = (part: Expr): void => {
    if (isRead(part)) {
      if (!outcomes.has(part)) return;
      const attribute = exprText(part, definitions.target);
      inputs.set(attribute, { attribute, value: contentOf(outcomes.get(part)) });
    }
    for (const child of childrenOf(part, definitions)) visit(child);
  };
  visit(expr);
  return [...inputs.values()];
};

/** The part of a condition because of which it does not hold: of several that are needed, the first that failed. */
export const failedPart = (condition: Expr, outcomes: Outcomes): Expr => {
  if (condition.op !== 'and') return condition;
  const failed = condition.items.find((item) => outcomes.has(item) && outcomes.get(item) !== true);
  return failed === undefined ? condition : failedPart(failed, outcomes);
};

const isRead = ({ op }: Expr): boolean => op === 'source' || op === 'target' || op === 'param' || op === 'through';

const contentOf = (heard: Heard | undefined): Content =>
  heard instanceof Failure || typeof heard === 'symbol' ? undefined : heard;

const childrenOf = (expr: Expr, { lets, functions }: Definitions): readonly Expr[] => {
  switch (expr.op) {
    case 'let': {
      const found = lets.get(expr.name);
      return found === undefined ? [] : [found];
    }
    case 'apply': {
      const body = functions.get(expr.name)?.body;
      return [...expr.arguments, ...(body === undefined ? [] : [body])];
    }
    case 'call':
      return expr.arguments.map((argument) => (argument.op === 'lambda' ? argument.body : argument));
    case 'through':
    case 'not':
    case 'present':
    case 'missing':
    case 'negate':
    case 'account':
      return [expr.of];
    case 'text':
      return expr.parts.filter((part) => typeof part !== 'string');
    case 'dn':
      return expr.parts.flatMap((part) =>
        'run' in part ? [part.run] : part.rdn.flatMap(({ value }) => value.filter((one) => typeof one !== 'string')),
      );
    case 'named':
      return [expr.name];
    case 'if':
      return [expr.condition, expr.then, ...(expr.else === undefined ? [] : [expr.else])];
    case 'case':
      return [expr.subject, ...expr.arms.map(({ then }) => then), ...(expr.else === undefined ? [] : [expr.else])];
    case 'and':
    case 'or':
    case 'list':
      return expr.items;
    case 'every':
      return [...expr.links, ...(expr.condition === undefined ? [] : [expr.condition])];
    case 'unique':
      return [...expr.candidates, ...(expr.next === undefined ? [] : [expr.next.body])];
    case 'today':
      return [expr.zone];
    case 'error':
      return [expr.message];
    case 'const':
    case 'absent':
    case 'source':
    case 'target':
    case 'param':
    case 'self':
    case 'variable':
    case 'newPassword':
    case 'now':
    case 'clear':
    case 'keep':
      return [];
    default:
      return [expr.left, expr.right];
  }
};
