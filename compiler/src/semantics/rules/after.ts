// `after` (R2): a duration made of literals and params, so that it is one number in the plan.
import type { Constant, Expr } from '@syncrule/runtime/plan';
import { rulesDiagnostics } from '../../diagnostics/catalogue/rules.js';
import { diagnosticsOf } from '../../diagnostics/index.js';
import type { SourceFile } from '../../source/index.js';
import type { Expression } from '../../syntax/index.js';
import { check, noFacts } from '../expressions/index.js';
import type { Report } from '../findings.js';
import { expressionsIn } from '../syntax-walk.js';
import { baseScope, type World } from '../world.js';

const report = diagnosticsOf(rulesDiagnostics);

/** Checks the duration; undefined when it is wrong, which is reported. */
export const checkAfter = (
  expression: Expression,
  { world, file, report: to }: { readonly world: World; readonly file: SourceFile; readonly report: Report },
): Expr | undefined => {
  const foreign = [...expressionsIn(expression)].find((part) => !isAllowed(part));
  if (foreign !== undefined) {
    if (foreign.kind !== 'missing') to(report('SR3307', { file, span: foreign.span }, {}));
    return undefined;
  }
  const { type, expr } = check(expression, baseScope(world, file, to), noFacts, {
    type: { scalar: 'duration', many: false },
    position: 'value',
  });
  if (type === 'anything') return undefined;
  const value = milliseconds(expr, world.paramValues);
  if (value === undefined || (value >= 0 && Number.isSafeInteger(value))) return expr;
  to(report('SR3308', { file, span: expression.span }, {}));
  return undefined;
};

const isAllowed = (part: Expression): boolean =>
  part.kind === 'duration' ||
  (part.kind === 'qualified' && part.qualifier === 'param') ||
  (part.kind === 'arithmetic' && part.operator !== '*') ||
  part.kind === 'negative' ||
  part.kind === 'parenthesised';

/** The duration in milliseconds; undefined while a parameter in it has no value. */
export const milliseconds = (expr: Expr, params: ReadonlyMap<string, Constant>): number | undefined => {
  const both = (left: Expr, right: Expr, combine: (a: number, b: number) => number): number | undefined => {
    const [a, b] = [milliseconds(left, params), milliseconds(right, params)];
    return a === undefined || b === undefined ? undefined : combine(a, b);
  };
  switch (expr.op) {
    case 'const':
      return durationIn(expr.value);
    case 'param': {
      const value = params.get(expr.name);
      return value === undefined ? undefined : durationIn(value);
    }
    case 'add':
      return both(expr.left, expr.right, (a, b) => a + b);
    case 'subtract':
      return both(expr.left, expr.right, (a, b) => a - b);
    case 'negate':
      return both({ op: 'const', value: { duration: 0 } }, expr.of, (a, b) => a - b);
    default:
      return undefined;
  }
};

const durationIn = (constant: Constant): number | undefined =>
  typeof constant === 'object' && 'duration' in constant ? constant.duration : undefined;
