// Joins, clause by clause: what was looked for, and what was found.
import type { Place, Plan, PlanRule } from '../plan/index.js';
import { definitionsOf } from './model.js';
import { type Input, inputsOf } from './reads.js';
import { exprText } from './text.js';
import type { Outcomes } from './trace.js';

export interface JoinClause<Candidate> {
  /** From 1. */
  readonly number: number;
  readonly place: Place;
  /** `employeeNumber == mv.employeeId`. */
  readonly text: string;
  /** What the clause read on the side that looks. */
  readonly inputs: readonly Input[];
  /** Whether all values that the clause needs are there, so that anything was looked for. */
  readonly looked: boolean;
  readonly candidates: readonly Candidate[];
}

/** A clause of a rule, with what was heard while the engine made its key. */
export const clauseOf = <Candidate>(
  plan: Plan,
  rule: PlanRule,
  index: number,
  found: { readonly outcomes: Outcomes; readonly texts: readonly string[]; readonly candidates: readonly Candidate[] },
): JoinClause<Candidate> => {
  const join = rule.joins[index];
  const definitions = definitionsOf(rule, new Map(plan.functions.map((one) => [one.name, one])));
  const source = join && plan.keys[join.source];
  const expressions = [...(source?.parts.map((part) => part.of) ?? []), ...(source?.conditions ?? [])];
  return {
    number: index + 1,
    place: join?.place ?? rule.place,
    text: join === undefined ? '' : clauseText(plan, rule, join),
    inputs: distinct(expressions.flatMap((expr) => inputsOf(expr, found.outcomes, definitions))),
    looked: found.texts.length > 0,
    candidates: found.candidates,
  };
};

const distinct = (inputs: readonly Input[]): readonly Input[] => [
  ...new Map(inputs.map((input) => [input.attribute, input])).values(),
];

const clauseText = (plan: Plan, rule: PlanRule, { source, target }: PlanRule['joins'][number]): string => {
  const other = rule.direction === 'inbound' ? 'mv' : 'cs';
  const [own, theirs] = [plan.keys[source], plan.keys[target]];
  const equal = (own?.parts ?? []).map(({ of }, part) => {
    const wanted = theirs?.parts[part]?.of;
    return `${exprText(of)} == ${wanted === undefined ? '?' : sided(exprText(wanted), wanted.op === 'source', other)}`;
  });
  const conditions = [...(own?.conditions ?? []).map((condition) => exprText(condition))];
  return [...equal, ...conditions].join(' and ');
};

const sided = (text: string, isAttribute: boolean, other: string): string =>
  isAttribute ? `${other}.${text}` : `${text} (of ${other})`;
