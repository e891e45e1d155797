// Inbound rules that are in scope together, and what follows from that alone: worked out once for each combination that
// occurs, not for each object.
import type { Environment } from '../../expressions/index.js';
import type { Contributor, InboundMachine, KeyMachine, MvTypeMachine } from './machine.js';
import { ALWAYS } from './preparation.js';

export interface InboundScope {
  /** By precedence, then variant. */
  readonly rules: readonly InboundMachine[];
  /** Those of them that join or project. */
  readonly links: readonly InboundMachine[];
  /** The account under which they link. */
  readonly account: string | null;
  /** Their join clauses: the key to look with, and where. */
  readonly clauses: readonly {
    readonly source: KeyMachine;
    /** One index for each metaverse type that the rules name. */
    readonly targets: readonly KeyMachine[];
  }[];
  /** What they flow into metaverse objects of a type from objects linked under an account. */
  readonly flowing: (type: MvTypeMachine, account: string | null) => Flowing;
}

/** The rules that apply to a linked object: in scope, of the link's account, to the metaverse object's type. */
export interface Flowing {
  readonly rules: readonly InboundMachine[];
  /** One of them projects: the object holds the metaverse object. */
  readonly holds: boolean;
  /** By slot of the metaverse type, by rank. */
  readonly contributors: readonly (readonly Contributor[])[];
}

/** Which rules of a type are in scope for an object. */
export const inboundScopes = (rules: readonly InboundMachine[]): ((environment: Environment) => InboundScope) => {
  const conditional = rules.filter((rule) => rule.scope !== ALWAYS);
  const known = new Map<string, InboundScope>();
  return (environment) => {
    let which = '';
    for (const rule of conditional) which += rule.scope(environment) ? '1' : '0';
    const found = known.get(which);
    if (found !== undefined) return found;
    const out = new Set(conditional.filter((_, index) => which[index] === '0'));
    const scope = inboundScope(rules.filter((rule) => !out.has(rule)));
    known.set(which, scope);
    return scope;
  };
};

export const inboundScope = (rules: readonly InboundMachine[]): InboundScope => {
  const links = rules.filter((rule) => rule.links);
  const joining = links.filter((rule) => rule.joins.length > 0);
  const known = new Map<string, Flowing>();
  return {
    rules,
    links,
    account: links[0]?.account ?? null,
    clauses: (joining[0]?.joins ?? []).map((join, index) => ({
      source: join.source,
      targets: [...new Set(joining.flatMap((rule) => rule.joins[index]?.target ?? []))],
    })),
    flowing: (type, account) => {
      const which = account === null ? type.name : `${type.name} ${account}`;
      const found = known.get(which);
      if (found !== undefined) return found;
      const flowing = flowingInto(rules, type, account);
      known.set(which, flowing);
      return flowing;
    },
  };
};

const flowingInto = (rules: readonly InboundMachine[], type: MvTypeMachine, account: string | null): Flowing => {
  const applying = rules.filter((rule) => rule.rule.mvType === type.name && rule.account === account);
  return {
    rules: applying,
    holds: applying.some((rule) => rule.projects),
    contributors: type.attributes.map((attribute) =>
      (attribute?.contributors ?? []).filter(({ rule }) => applying.includes(rule)),
    ),
  };
};
