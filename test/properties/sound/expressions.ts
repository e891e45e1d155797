// Well-typed expressions of a wanted type, over what is in sight at their place.
import { call, declaredCall, lifted } from './calls.js';
import { booleanForms, moving, valueForms } from './forms.js';
import { leaf } from './leaves.js';
import type { Form, Making, Scope } from './making.js';
import type { Tape } from './tape.js';
import type { Type } from './types.js';

const FORMS: readonly (readonly [string, Form])[] = [
  ...valueForms,
  ...booleanForms,
  ['moving', moving],
  ['call', call],
  ['call', call],
  ['call for each value', lifted],
  ['declared function', declaredCall],
];

/** All forms, by the name under which a tape notes them. */
export const FORM_NAMES: readonly string[] = [...new Set(FORMS.map(([name]) => name))];

/** How often another form is tried where one cannot give the type. */
const TRIES = 8;

/** An expression of the type, at most `size` forms deep. */
export const expression = (tape: Tape, scope: Scope, type: Type, size: number, variables = 0): string => {
  const making: Making = {
    tape,
    scope,
    part: (of, more = []) =>
      `(${expression(tape, { ...scope, names: [...scope.names, ...more] }, of, size - 1, variables + 1)})`,
    variable: () => `v${variables}`,
  };
  const tries = size <= 0 || tape.chance(15) ? 0 : TRIES;
  for (let i = 0; i < tries; i += 1) {
    const found = tape.maybe(FORMS);
    const made = found?.[1](making, type);
    if (found === undefined || made === undefined) continue;
    tape.note(found[0]);
    return made;
  }
  return leaf(making, type);
};

export type { Declared, Scope } from './making.js';
