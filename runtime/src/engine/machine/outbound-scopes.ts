// Outbound rules of a slot that apply together, and what follows from that alone: worked out once for each combination
// that occurs, not for each metaverse object.
import type { Environment } from '../../expressions/index.js';
import type { OutboundFlow, OutboundMachine, TargetAttribute } from './machine.js';
import { ALWAYS } from './preparation.js';

export interface OutboundScope {
  /** By precedence, then variant. */
  readonly rules: readonly OutboundMachine[];
  /** Those of them that join or provision. */
  readonly links: readonly OutboundMachine[];
  /** Some of them provisions. */
  readonly provisions: boolean;
  /** Attributes that some rule of the slot writes, with the flows of the rules that apply; the name aside. */
  readonly writes: readonly Write[];
  readonly naming: Write | undefined;
}

export interface Write {
  readonly attribute: TargetAttribute;
  /** By rank. */
  readonly flows: readonly OutboundFlow[];
}

/** What scopes are evaluated on. */
export interface Scoped {
  /** Some object of it is held by a rule that projects. */
  readonly held: boolean;
  environment(reads: readonly number[]): Environment;
}

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
