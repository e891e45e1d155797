// The words for rules and types of a plan.
import type { Plan, PlanRule, ValueType } from '@syncrule/runtime/plan';
import { expressionText, type Sight, sightOf } from './expression.js';
import type { Vocabulary } from './parts.js';

/** `string[]`, `"active" | "left"`, `ref person`. */
export const typeText = ({ scalar, many, oneOf, to }: ValueType): string => {
  const texts = oneOf?.map((text) => JSON.stringify(text)).join(' | ');
  const one = texts ?? (scalar === 'ref' ? `ref ${to === undefined ? 'any' : to.join(' | ')}` : scalar);
  return !many ? one : texts === undefined ? `${one}[]` : `(${one})[]`;
};

/** How the expressions of a rule are written. */
export const ruleSight = (plan: Pick<Plan, 'keys'>, rule: PlanRule): Sight =>
  sightOf(plan, rule.direction === 'inbound' ? 'mv.' : 'cs.');

export const vocabularyOf = (plan: Plan, rule?: PlanRule): Vocabulary => ({
  functions: new Map(plan.functions.map((each) => [each.name, each])),
  keys: plan.keys,
  lets: new Map(rule?.lets.map(({ name, of }) => [name, of]) ?? []),
});

/** `number == cs.employeeNumber`: a join by its two keys. */
export const keyText = (plan: Plan, rule: PlanRule, join: PlanRule['joins'][number]): string => {
  const [source, target] = [plan.keys[join.source], plan.keys[join.target]];
  const sight = ruleSight(plan, rule);
  const other: Sight = { ...sight, source: sight.target };
  const parts = (source?.parts ?? []).map(({ of }, at) => {
    const against = target?.parts[at];
    return `${expressionText(of, sight)} == ${against === undefined ? '?' : expressionText(against.of, other)}`;
  });
  const conditions = [
    ...(source?.conditions ?? []).map((condition) => expressionText(condition, sight)),
    ...(target?.conditions ?? []).map((condition) => expressionText(condition, other)),
  ];
  return [...parts, ...conditions].join(' and ');
};
