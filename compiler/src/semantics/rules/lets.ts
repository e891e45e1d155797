// The `let`s of one rule, or of one `flows`, for one pair of types and one set of facts: checked when first used.
import type { ValueType } from '@syncrule/runtime/plan';
import { isMissing, type LetClause } from '../../syntax/index.js';
import { broken, check } from '../expressions/index.js';
import { type Report, silent } from '../findings.js';
import type { Facts, Typed } from '../scope.js';
import { resolveType } from '../value-types.js';
import type { Part } from './includes.js';
import { type LetNames, letScope, type PlaceInRule } from './scopes.js';

export interface Lets extends LetNames {
  /** What the right sides are, in the order in which they use each other; names as the plan has them. */
  readonly checked: () => readonly { readonly name: string; readonly typed: Typed }[];
}

interface LetsContext {
  readonly place: Omit<PlaceInRule, 'lets'>;
  readonly facts: Facts;
  /** Before each name in the plan: keeps the `let`s of included `flows` apart from those of the rule. */
  readonly prefix: string;
}

/** The `let`s among these clauses; the first of equal names counts. Circles are the caller's to report. */
export const checkLets = (clauses: readonly LetClause[], context: LetsContext): Lets => {
  const byName = new Map<string, LetClause>();
  for (const clause of clauses) {
    if (!isMissing(clause.name) && !byName.has(clause.name.text)) byName.set(clause.name.text, clause);
  }
  const results = new Map<string, Typed>();
  const beingChecked = new Set<string>();
  const typedOf = (name: string): Typed | undefined => {
    const clause = byName.get(name);
    if (clause === undefined) return undefined;
    const known = results.get(name);
    if (known !== undefined) return known;
    if (beingChecked.has(name)) return broken;
    beingChecked.add(name);
    const typed = checkLet(clause, { find: typedOf, names: () => [...byName.keys()] }, context);
    beingChecked.delete(name);
    results.set(name, typed);
    return typed;
  };
  const find = (name: string): Typed | undefined => {
    const typed = typedOf(name);
    return typed === undefined ? undefined : asUse(name, typed, context.prefix);
  };
  return {
    find,
    names: () => [...byName.keys()],
    checked: () => {
      for (const name of byName.keys()) typedOf(name);
      return [...results].map(([name, typed]) => ({ name: `${context.prefix}${name}`, typed }));
    },
  };
};

const checkLet = (clause: LetClause, raw: LetNames, { place, facts, prefix }: LetsContext): Typed => {
  const { world, file, report } = place;
  const lets: LetNames = {
    names: raw.names,
    find: (name) => {
      const typed = raw.find(name);
      return typed === undefined ? undefined : asUse(name, typed, prefix);
    },
  };
  const context = { file, report, what: 'a `let`', forbidden: ['secret'] } as const;
  const annotated: ValueType | undefined =
    clause.type === undefined
      ? undefined
      : resolveType(clause.type, { ...context, metaverse: world.tables.names('metaverse') });
  const connector = place.pair.direction === 'inbound' ? place.pair.source.connector : place.pair.target.connector;
  return check(clause.value, letScope({ ...place, lets }, clause.name.text), facts, {
    type: annotated,
    position: 'let',
    ...(connector === undefined ? {} : { connector }),
  });
};

/** A `let` where it is used: a path of its own (W2), with what its definition says. */
const asUse = (name: string, typed: Typed, prefix: string): Typed => ({
  ...typed,
  expr: typed.type === 'anything' && typed.expr.op === 'absent' ? typed.expr : { op: 'let', name: `${prefix}${name}` },
  path: name,
});

/** The `let`s of each part of a rule under each set of facts that is asked about, each checked once. */
export const letsByPart = (
  place: Omit<PlaceInRule, 'lets' | 'file'>,
  reportOf: (part: Part) => Report,
): { readonly of: (part: Part, facts: Facts) => Lets } => {
  const known = new Map<Part, Map<Facts, Lets>>();
  const make = (part: Part, facts: Facts, isFirst: boolean): Lets => {
    const prefix = part.from === undefined || part.included === undefined ? '' : `${part.from}.`;
    const report = isFirst ? reportOf(part) : silent;
    const lets = checkLets(part.lets, { place: { ...place, file: part.file, report }, facts, prefix });
    // The first set of facts is the one that holds for the part: its findings are reported, used or not.
    if (isFirst) lets.checked();
    return lets;
  };
  return {
    of: (part, facts) => {
      const ofPart = known.get(part) ?? new Map<Facts, Lets>();
      known.set(part, ofPart);
      const lets = ofPart.get(facts) ?? make(part, facts, ofPart.size === 0);
      ofPart.set(facts, lets);
      return lets;
    },
  };
};
