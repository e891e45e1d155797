// How an expression moves with time (7.10 X1): up or down with the clock, or with the calendar of a zone.
import type { Expr } from '../plan/expression.js';
import { bindingOf, letOf, onlyVariables, type Scope, substitutes } from './scope.js';

/** A comparison of something that moves (left) with something that stands. */
export type Comparison = 'equal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

/**
 * The expression is `± base + something that stands`. The base is the time of the run, in milliseconds, or the day in a
 * zone; a difference of two dates counts milliseconds, `step` for each day.
 */
export type Motion = { readonly rising: boolean } & (
  | { readonly base: 'now' }
  | { readonly base: 'today'; readonly zone: Expr; readonly zoneScope: Scope; readonly unit: 'day' | 'millisecond' }
);

/** How the expression moves; absent when it stands. */
export function motionOf(expr: Expr, scope: Scope): Motion | undefined {
  switch (expr.op) {
    case 'now':
      return { base: 'now', rising: true };
    case 'today':
      return { base: 'today', rising: true, zone: expr.zone, zoneScope: scope, unit: 'day' };
    case 'let':
      return motionOf(letOf(scope, expr.name), { ...scope, variables: new Map() });
    case 'variable':
      return motionOfVariable(expr.name, scope);
    case 'apply':
      return motionOfCall(expr, scope);
    case 'add':
      return motionOf(expr.left, scope) ?? motionOf(expr.right, scope);
    case 'subtract':
      return motionOfDifference(expr, scope);
    case 'negate':
      return turned(motionOf(expr.of, scope));
    default:
      return undefined;
  }
}

function motionOfVariable(name: string, scope: Scope): Motion | undefined {
  const binding = bindingOf(scope, name);
  return binding.kind === 'substitute' ? motionOf(binding.expr, binding.scope) : undefined;
}

function motionOfCall(expr: Extract<Expr, { readonly op: 'apply' }>, scope: Scope): Motion | undefined {
  const declaration = scope.context.functions.get(expr.name);
  if (declaration === undefined || expr.each === true) return undefined;
  return motionOf(declaration.body, onlyVariables(scope, substitutes(declaration.parameters, expr.arguments, scope)));
}

function motionOfDifference(expr: Extract<Expr, { readonly op: 'subtract' }>, scope: Scope): Motion | undefined {
  const motion = motionOf(expr.left, scope) ?? turned(motionOf(expr.right, scope));
  return motion?.base === 'today' && expr.kind === 'dateDifference' ? { ...motion, unit: 'millisecond' } : motion;
}

const turned = (motion: Motion | undefined): Motion | undefined => motion && { ...motion, rising: !motion.rising };
