// Comparing conditions (C3, C4): empty, disjoint, implied. Sound and deliberately simple: "cannot tell" reads as no.
import type { Expr } from '@syncrule/runtime/plan';
import { type Conjunction, conjoined, type NormalForm, normalForms } from './normal-form.js';
import { opposed, type Part } from './parts.js';
import { both, everyValue, isEmpty, type States, type Values } from './states.js';

/** What is known about the paths of a source type. */
export interface Paths {
  /** Never absent (7.3). */
  readonly certain: (path: string) => boolean;
  /** The values of its type, where they are a closed set: those of a boolean, or of a set of texts. */
  readonly values: (path: string) => Values | undefined;
}

/** A condition prepared for comparing. */
export interface Condition {
  readonly holds: NormalForm;
  readonly fails: NormalForm;
}

/** `inlined`: without `let`s and declared functions. Missing, like a missing scope: always true. */
export const conditionOf = (inlined: Expr | undefined): Condition =>
  inlined === undefined ? always : normalForms(inlined);

const always: Condition = { holds: [new Map()], fails: [] };

/** Never true. */
export const isNever = (a: Condition, paths: Paths): boolean => allEmpty(a.holds, paths);

/** Never true together. */
export const areDisjoint = (a: Condition, b: Condition, paths: Paths): boolean => nothingIn(a.holds, b.holds, paths);

/** Whenever `a` is true, `b` is. */
export const implies = (a: Condition, b: Condition, paths: Paths): boolean => nothingIn(a.holds, b.fails, paths);

/** It holds whatever its path is, as `employeeNumber is present` does of an attribute that is always there. */
export const isTrivial = (part: Part, paths: Paths): boolean => {
  const other = opposed(part);
  return other.kind === 'path' && isEmpty(both(statesOf(other.path, paths), other.allows));
};

const nothingIn = (a: NormalForm, b: NormalForm, paths: Paths): boolean => {
  const together = conjoined(a, b);
  return together !== undefined && allEmpty(together, paths);
};

const allEmpty = (form: NormalForm, paths: Paths): boolean => form.every((each) => isEmptyConjunction(each, paths));

const isEmptyConjunction = (conjunction: Conjunction, paths: Paths): boolean => {
  const letters = new Map<string, boolean>();
  const left = new Map<string, States>();
  for (const part of conjunction.values()) {
    if (part.kind === 'letter') {
      if (letters.get(part.name) === !part.holds) return true;
      letters.set(part.name, part.holds);
    } else {
      const states = both(left.get(part.path) ?? statesOf(part.path, paths), part.allows);
      if (isEmpty(states)) return true;
      left.set(part.path, states);
    }
  }
  return false;
};

const statesOf = (path: string, paths: Paths): States => ({
  absent: !paths.certain(path),
  values: paths.values(path) ?? everyValue,
});
