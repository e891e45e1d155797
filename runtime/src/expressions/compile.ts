// Compiles expressions of a plan to functions, once per plan: nothing walks the tree while objects are synchronised.
import type { Expr } from '../plan/expression.js';
import { constantContent } from '../values/constant.js';
import { todayIn, zoneOf } from '../values/datetime/index.js';
import { compileAdd, compileMultiply, compileNegate, compileSubtract } from './arithmetic.js';
import { compileApply, compileCall } from './calls.js';
import {
  compileAll,
  compileAny,
  compileCase,
  compileIf,
  compileList,
  compileNot,
  compileOtherwise,
  compilePresence,
} from './choices.js';
import { type Code, type Condition, computed, conditionOf, constant } from './code.js';
import { compileEqual, compileIn, compileOrder } from './compare.js';
import type { CompileContext } from './context.js';
import { type Evaluate, type EvaluateOutcome, Failure } from './environment.js';
import { compileEvery, compileLink } from './every.js';
import { observedCode } from './observe.js';
import { outcomeOf } from './outcomes.js';
import { compileAccount, compileNewPassword } from './outgoing.js';
import { readLet, readParam, readSelf, readSource, readTarget, readThrough, readVariable } from './read.js';
import type { Scope } from './scope.js';
import { compileDn, compileMessage, compileNamed, compileText } from './texts.js';
import { compileUnique } from './unique.js';

/** The value of an expression; `error` in it (of a `let`) throws {@link Failure}. */
export const compileExpression = (expr: Expr, context: CompileContext): Evaluate =>
  compile(expr, scopeOf(context)).evaluate;

/** The value of a link of `every`: which members are looked up now, and when others will be. */
export const compileMemberLink = (link: Expr, context: CompileContext): Evaluate => compileLink(link, scopeOf(context));

/** An expression where a condition is wanted: absent counts as false (8.5). */
export const compileCondition = (expr: Expr, context: CompileContext): Condition =>
  conditionOf(compile(expr, scopeOf(context)));

/**
 * The right side of a flow (8.19): `clear`, `keep`, a value, or absent, which the empty text and the empty list are too;
 * `error` throws {@link Failure}. Duplicates are still in lists: they depend on the target (`outcomeContent` of values).
 */
export const compileOutcome = (expr: Expr, context: CompileContext): EvaluateOutcome =>
  outcomeOf(expr, scopeOf(context));

/** What was compiled for a context before: functions and `let`s are used by many expressions. */
const scopes = new WeakMap<CompileContext, Scope>();

function scopeOf(context: CompileContext): Scope {
  const known = scopes.get(context);
  if (known !== undefined) return known;
  const scope: Scope = { context, variables: new Map(), compile, functions: new Map(), lets: new Map() };
  scopes.set(context, scope);
  return scope;
}

function compile(expr: Expr, scope: Scope): Code {
  return observedCode(expr, compileByItself(expr, scope), scope.context.observer);
}

function compileByItself(expr: Expr, scope: Scope): Code {
  switch (expr.op) {
    case 'const':
      return constant(constantContent(expr.value));
    case 'absent':
      return constant(undefined);
    case 'source':
      return readSource(expr.attribute, scope);
    case 'target':
      return readTarget(expr.attribute, scope);
    case 'param':
      return readParam(expr.name, scope);
    case 'self':
      return readSelf();
    case 'variable':
      return readVariable(expr.name, scope);
    case 'let':
      return readLet(expr.name, scope);
    case 'through':
      return readThrough(expr, scope);
    case 'text':
      return compileText(expr.parts, scope);
    case 'dn':
      return compileDn(expr.parts, scope);
    case 'named':
      return compileNamed(expr.name, scope);
    case 'call':
      return compileCall(expr, scope);
    case 'apply':
      return compileApply(expr, scope);
    case 'if':
      return compileIf(expr, scope);
    case 'case':
      return compileCase(expr, scope);
    case 'and':
      return compileAll(expr.items, scope);
    case 'or':
      return compileAny(expr.items, scope);
    case 'not':
      return compileNot(expr.of, scope);
    case 'equal':
    case 'unequal':
      return compileEqual(expr, scope);
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return compileOrder(expr, scope);
    case 'in':
      return compileIn(expr, scope);
    case 'present':
    case 'missing':
      return compilePresence(expr.op, expr.of, scope);
    case 'otherwise':
      return compileOtherwise(expr.left, expr.right, scope);
    case 'add':
      return compileAdd(expr, scope);
    case 'subtract':
      return compileSubtract(expr, scope);
    case 'multiply':
      return compileMultiply(expr.left, expr.right, scope);
    case 'negate':
      return compileNegate(expr.kind, expr.of, scope);
    case 'list':
      return compileList(expr.items, scope);
    case 'now':
      return computed(({ now }) => now);
    case 'today':
      return compileToday(expr.zone, scope);
    case 'error':
      return compileError(expr.message, scope);
    case 'every':
      return compileEvery(expr, scope);
    case 'account':
      return compileAccount(expr, scope);
    case 'newPassword':
      return compileNewPassword();
    case 'unique':
      return compileUnique(expr, scope);
    case 'clear':
    case 'keep':
      throw new Error(`bug: the plan has ${expr.op} where a value is wanted`);
  }
}

/** Absent in a zone that does not exist. */
function compileToday(zone: Expr, scope: Scope): Code {
  const { evaluate } = scope.compile(zone, scope);
  return computed((environment) => {
    const name = evaluate(environment);
    const found = typeof name === 'string' ? zoneOf(name) : undefined;
    return found === undefined ? undefined : todayIn(found, environment.now);
  });
}

function compileError(message: Expr, scope: Scope): Code {
  const text = compileMessage(message, scope);
  return computed((environment) => {
    throw new Failure(text(environment));
  });
}
