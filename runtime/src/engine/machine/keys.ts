// Join keys: the normalised tuple of an object's values, as text.
import {
  type CompileContext,
  compileCondition,
  compileExpression,
  type Environment,
  partTexts,
  tuples,
} from '../../expressions/index.js';
import type { PlanKey } from '../../plan/index.js';
import type { KeySpecId } from '../../store/index.js';
import type { KeyMachine } from './machine.js';

const NONE: readonly string[] = [];

/** Compiles a key of the plan. `reads`: slots of the metaverse attributes that its expressions read. */
export const compileKey = (
  key: PlanKey,
  spec: KeySpecId,
  context: CompileContext,
  reads: readonly number[],
): KeyMachine => {
  const conditions = key.conditions.map((condition) => compileCondition(condition, context));
  const parts = key.parts.map((part) => ({ evaluate: compileExpression(part.of, context), by: part.by }));
  const [only] = parts;
  const texts =
    parts.length === 1 && only !== undefined
      ? (environment: Environment) => partTexts(only.evaluate(environment), only.by)
      : (environment: Environment) => tuples(parts.map((part) => partTexts(part.evaluate(environment), part.by)));
  return {
    spec,
    type: key.type,
    reads,
    texts:
      conditions.length === 0
        ? texts
        : (environment) => (conditions.every((holds) => holds(environment)) ? texts(environment) : NONE),
  };
};
