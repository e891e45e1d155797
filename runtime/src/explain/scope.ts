// Why a rule applies to an object, or does not.
import type { PlanRule } from '../plan/index.js';
import type { Refusal } from './model.js';
import { definitionsOf } from './model.js';
import { type Definitions, failedPart, inputsOf } from './reads.js';
import { exprText } from './text.js';
import type { Outcomes } from './trace.js';

/** The condition of a rule's scope that failed, with what it read. `outcomes`: heard while the engine asked the scope. */
export const refusalOf = (rule: PlanRule, outcomes: Outcomes, functions: Definitions['functions']): Refusal => {
  const definitions = definitionsOf(rule, functions);
  const place = rule.scopePlace ?? rule.place;
  if (rule.scope === undefined) return { condition: '', place, inputs: [] };
  const failed = failedPart(rule.scope, outcomes);
  return { condition: exprText(failed, definitions.target), place, inputs: inputsOf(failed, outcomes, definitions) };
};
