// What compiling a part of an expression gives: a function, and the value where that is known already.
import { type Content, isMany, type Value } from '../values/value.js';
import type { Environment, Evaluate } from './environment.js';

export type Condition = (environment: Environment) => boolean;

export type Code =
  | { readonly kind: 'constant'; readonly value: Content; readonly evaluate: Evaluate }
  | { readonly kind: 'computed'; readonly evaluate: Evaluate; readonly condition?: Condition };

export const constant = (value: Content): Code => ({ kind: 'constant', value, evaluate: () => value });

export const computed = (evaluate: Evaluate): Code => ({ kind: 'computed', evaluate });

/** Something true or false: a condition that is also a value. */
export const truth = (condition: Condition): Code => ({ kind: 'computed', evaluate: condition, condition });

/** Where a condition is wanted, absent counts as false (8.5). */
export function conditionOf(code: Code): Condition {
  if (code.kind === 'constant') {
    const holds = code.value === true;
    return () => holds;
  }
  const { evaluate } = code;
  return code.condition ?? ((environment) => evaluate(environment) === true);
}

/** Evaluated now when nothing that it rests on can change. For code that throws nothing. */
export function folded(operands: readonly Code[], code: Code): Code {
  return operands.every((operand) => operand.kind === 'constant') ? constant(code.evaluate(NOWHERE)) : code;
}

const untouched = (): never => {
  throw new Error('bug: a constant expression reads its environment');
};

/** The environment of constants. */
const NOWHERE: Environment = {
  get source() {
    return untouched();
  },
  get target() {
    return untouched();
  },
  get self() {
    return untouched();
  },
  get connector() {
    return untouched();
  },
  get through() {
    return untouched();
  },
  get now() {
    return untouched();
  },
  moment: untouched,
};

/** The value of an expression of a single value. */
export function singleOf(content: Content): Value | undefined {
  if (isMany(content)) throw new Error('bug: a list where the plan has a single value');
  return content;
}
