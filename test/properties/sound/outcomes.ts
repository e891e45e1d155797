// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Right sides of flows, and the conditions of rules.
import { expression, type Scope } from './expressions.js';
import type { Tape } from './tape.js';
import { BOOLEAN, type Type } from './types.js';
import { DEPTH } from './world.js';

/** A condition, which proves the presence of something that flows may rest on. */
export const scopeClause = (tape: Tape, scope: Scope): string => {
  const found = tape.maybe(scope.names.filter(({ name }) => !name.startsWith('param.')));
  const more = tape.chance(50) ? ` and (${expression(tape, scope, BOOLEAN, 2)})` : '';
  return tape.chance(50) ? `scope ${found?.name ?? 'id'} is present${more}` : '';
};

/** An outcome that is sometimes no value (F1). */
export const outcomeOf = (tape: Tape, scope: Scope, type: Type, outcomes: readonly string[]): string => {
  const value = expression(tape, scope, type, DEPTH);
  if (!tape.chance(15)) return value;
  tape.note('outcome');
  const other = tape.pick(['clear', 'error("no ${param.word}")', ...outcomes]);
  return `if ${expression(tape, scope, BOOLEAN, 1)} then ${other} else ${value}`;
};

/** A flow of which the union counts: values, or an error, and nothing else (F7). */
export const mergedOf = (tape: Tape, scope: Scope, type: Type): string => {
  tape.note('merge');
  const value = expression(tape, scope, type, 2);
  return tape.chance(15)
    ? `merge if ${expression(tape, scope, BOOLEAN, 1)} then error("not \${param.word}") else ${value}`
    : `merge ${value}`;
};
