// Outbound rules of a slot that apply together, and what follows from that alone: worked out once for each combination
// that occurs, not for each metaverse object.
import type { OutboundMachine, OutboundScope, Scoped, TargetAttribute, Write } from './machine.js';
import { ALWAYS } from './preparation.js';

interface Written {
  readonly writes: readonly TargetAttribute[];
  readonly naming: TargetAttribute | undefined;
}

/** Which rules of a slot apply to a metaverse object; those that provision only while it is held. */
export const outboundScopes = (
  rules: readonly OutboundMachine[],
  { writes, naming }: Written,
): ((attributes: Scoped) => OutboundScope) => {
  const known = new Map<string, OutboundScope>();
  const scopeOf = (applying: readonly OutboundMachine[]): OutboundScope => {
    const write = (attribute: TargetAttribute): Write => ({
      attribute,
      flows: attribute.flows.filter(({ rule }) => applying.includes(rule)),
    });
    return {
      rules: applying,
      links: applying.filter((rule) => rule.links),
      provisions: applying.some((rule) => rule.provisions),
      writes: writes.map(write),
      naming: naming === undefined ? undefined : write(naming),
    };
  };
  return (attributes) => {
    let which = '';
    for (const rule of rules) which += applies(rule, attributes) ? '1' : '0';
    const found = known.get(which);
    if (found !== undefined) return found;
    const scope = scopeOf(rules.filter((_, index) => which[index] === '1'));
    known.set(which, scope);
    return scope;
  };
};

const applies = (rule: OutboundMachine, attributes: Scoped): boolean =>
  (attributes.held || !rule.provisions) && (rule.scope === ALWAYS || rule.scope(attributes.environment(rule.reads)));
