// Inbound rules that are in scope together, and what follows from that alone: worked out once for each combination that
// occurs, not for each object.
import type { Environment } from '../../expressions/index.js';
import type { Flowing, InboundMachine, InboundOrder, InboundScope, MvTypeMachine } from './machine.js';
import { ALWAYS } from './preparation.js';

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

const orderOf = (links: readonly InboundMachine[]): InboundOrder => ({
  precedence: links[0]?.precedence ?? Number.POSITIVE_INFINITY,
  onlyJoins: !links.some((rule) => rule.projects),
});

/** The place that all objects of a type have, if it does not depend on what they are. */
export const commonOrder = (rules: readonly InboundMachine[]): InboundOrder | undefined => {
  const links = rules.filter((rule) => rule.links);
  return links.every((rule) => rule.scope === ALWAYS) ? orderOf(links) : undefined;
};

export const inboundScope = (rules: readonly InboundMachine[]): InboundScope => {
  const links = rules.filter((rule) => rule.links);
  const joining = links.filter((rule) => rule.joins.length > 0);
  const known = new Map<string, Flowing>();
  return {
    rules,
    links,
    order: orderOf(links),
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
