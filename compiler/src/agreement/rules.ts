// Rules prepared for being compared: which of them compete, and which of those can meet (A1, A2).
import type { PlanCsAttribute, PlanMvAttribute } from '@syncrule/runtime/plan';
import { keyText } from '@syncrule/runtime/values';
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import {
  areDisjoint,
  type Condition,
  conditionOf,
  type Definitions,
  inline,
  type Paths,
  texts,
  type Values,
} from './conditions/index.js';

/** A rule with its scope ready for comparing. */
export interface Contender {
  readonly rule: CheckedRule;
  readonly scope: Condition;
  readonly definitions: Definitions;
}

/** Rules that compete for the same attributes, in the order of the program's rules, and what is known of their source. */
export interface Contest {
  readonly direction: 'inbound' | 'outbound';
  readonly contenders: readonly Contender[];
}

/** The contests of a program, in the order in which their first rules stand (A1). */
export const contestsOf = (program: CheckedProgram): readonly Contest[] => {
  const functions = new Map(program.functions.map((entry) => [entry.name, entry]));
  const contests = new Map<string, Contender[]>();
  for (const rule of program.rules) {
    const definitions = { owner: `${rule.plan.name} ${rule.plan.variant}`, lets: rule.plan.lets, functions };
    const scope = conditionOf(rule.plan.scope && inline(rule.plan.scope, definitions));
    const key = contestKey(rule);
    const known = contests.get(key);
    if (known === undefined) contests.set(key, [{ rule, scope, definitions }]);
    else known.push({ rule, scope, definitions });
  }
  return [...contests.values()].map((contenders) => ({ direction: directionOf(contenders), contenders }));
};

const contestKey = ({ plan }: CheckedRule): string =>
  plan.direction === 'inbound' ? `${plan.mvType}<` : `${plan.mvType}>${plan.csType}>${plan.account ?? ''}`;

const directionOf = (contenders: readonly Contender[]): Contest['direction'] =>
  contenders[0]?.rule.plan.direction ?? 'inbound';

/** Every two of a list, the earlier one first. */
export const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((a, i) => items.slice(i + 1).map((b): readonly [T, T] => [a, b]));

/** Whether two competing rules can meet (A2): scopes of different kinds of objects say nothing about each other. */
export const canMeet = (a: Contender, b: Contender, pathsOf: PathsOf): boolean => {
  const [left, right] = [a.rule.plan, b.rule.plan];
  const sameSource = left.direction === 'outbound' || (left.csType === right.csType && left.account === right.account);
  return !sameSource || !areDisjoint(a.scope, b.scope, pathsOf(a.rule, b.rule));
};

/** What is known about the paths of the source type that two rules have in common. */
export type PathsOf = (a: CheckedRule, b: CheckedRule) => Paths;

export const pathsIn = (program: CheckedProgram): PathsOf => {
  const types = typesOf(program);
  return (a, b) => {
    const source = a.plan.direction === 'inbound' ? a.plan.csType : a.plan.mvType;
    return {
      certain: (path) => a.certainPaths.has(path) || b.certainPaths.has(path),
      values: (path) => closedSet(attributesAt(types, [source], path)),
    };
  };
};

type Attribute = PlanCsAttribute | PlanMvAttribute;
type Types = ReadonlyMap<string, ReadonlyMap<string, Attribute>>;

/** The attributes of all types of both sides, by the type's name and their own. */
const typesOf = (program: CheckedProgram): Types => {
  const connectorTypes = program.connectors.flatMap((connector) =>
    connector.types.map((type) => ({ name: `${connector.name}.${type.name}`, attributes: type.attributes })),
  );
  const types = [...connectorTypes, ...program.metaverse.map((type) => type.plan)];
  return new Map(
    types.map(({ name, attributes }) => [
      name,
      new Map<string, Attribute>(attributes.map((each) => [each.name, each])),
    ]),
  );
};

/** The attributes that a path means, starting at objects of these types: several where a reference has several types. */
const attributesAt = (types: Types, at: readonly string[], path: string): readonly Attribute[] =>
  at.flatMap((name) => {
    const attributes = types.get(name);
    const attribute = attributes?.get(path);
    if (attribute !== undefined) return [attribute];
    return dotsIn(path).flatMap((dot) => {
      const to = attributes?.get(path.slice(0, dot))?.type.to;
      return to === undefined ? [] : attributesAt(types, to, path.slice(dot + 1));
    });
  });

const dotsIn = (path: string): readonly number[] => [...path].flatMap((c, i) => (c === '.' ? [i] : []));

/** The values that these attributes can have together, if that is a closed set. */
const closedSet = (attributes: readonly Attribute[]): Values | undefined => {
  const sets = attributes.map(({ type, equality }) => {
    if (type.many) return undefined;
    return type.scalar === 'boolean' ? ['true', 'false'] : type.oneOf?.map((text) => keyText(text, equality));
  });
  return sets.length > 0 && sets.every((set) => set !== undefined) ? texts(sets.flat()) : undefined;
};
