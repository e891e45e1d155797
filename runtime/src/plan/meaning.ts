// What a plan means, part by part, without names of rules, places and comments (engine specification 7.4): so that a new
// plan's synchronisation looks only at what the difference can touch, and a rule that was only renamed stays the same rule.
import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.js';
import type { Plan, PlanConnector, PlanCsType, PlanJoin, PlanMvAttribute, PlanMvType, PlanRule } from './plan.js';
import { ruleId } from './rule-id.js';

/** Hashes: two parts with one hash mean the same. */
export interface PlanMeaning {
  /** By {@link ruleId}. */
  readonly rules: Readonly<Record<string, string>>;
  /** By connector type (`corp.user`): its schema, the rules that read it, its keys, who may delete it unclaimed. */
  readonly objects: Readonly<Record<string, string>>;
  /** By metaverse type: its attributes, its keys, and the rules that write from it. */
  readonly metaverse: Readonly<Record<string, string>>;
  /** By metaverse type: the rules that flow into it. */
  readonly sources: Readonly<Record<string, string>>;
}

const known = new WeakMap<Plan, PlanMeaning>();

/** What each part of a plan means. Plans are immutable: each is read once. */
export const planMeaning = (plan: Plan): PlanMeaning => {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const meaning = meaningOf(plan);
  known.set(plan, meaning);
  return meaning;
};

const meaningOf = (plan: Plan): PlanMeaning => {
  const reading = new Reading(plan);
  const rules = new Map(plan.rules.map((rule) => [rule, reading.rule(rule)]));
  const hashes = (which: (rule: PlanRule) => boolean): readonly string[] =>
    plan.rules.flatMap((rule) => (which(rule) ? (rules.get(rule) ?? []) : [])).sort();
  return {
    rules: Object.fromEntries([...rules].map(([rule, hash]) => [ruleId(rule), hash])),
    objects: Object.fromEntries(
      plan.connectors.flatMap((connector) =>
        connector.types.map((type) => {
          const name = `${connector.name}.${type.name}`;
          const reads = hashes((rule) => rule.csType === name && (rule.direction === 'inbound' || !!rule.unclaimed));
          return [name, digest([reading.csType(connector, type), reads, reading.keys(name)])];
        }),
      ),
    ),
    metaverse: Object.fromEntries(
      plan.metaverse.map((type) => {
        const writes = hashes((rule) => rule.mvType === type.name && rule.direction === 'outbound');
        const targets = plan.connectors.flatMap((connector) =>
          connector.types
            .filter((each) => plan.rules.some((rule) => writesTo(rule, type, `${connector.name}.${each.name}`)))
            .map((each) => reading.csType(connector, each)),
        );
        return [type.name, digest([reading.mvType(type, rules), writes, targets, reading.keys(type.name)])];
      }),
    ),
    sources: Object.fromEntries(
      plan.metaverse.map(({ name }) => [
        name,
        digest(hashes((rule) => rule.mvType === name && rule.direction === 'inbound')),
      ]),
    ),
  };
};

const writesTo = (rule: PlanRule, type: PlanMvType, csType: string): boolean =>
  rule.direction === 'outbound' && rule.mvType === type.name && rule.csType === csType;

const digest = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 22);

/** Reads parts of a plan with everything in place of what stands for it: values of params, bodies of functions, keys. */
class Reading {
  private readonly params: ReadonlyMap<string, unknown>;
  private readonly functions = new Map<string, string>();

  constructor(private readonly plan: Plan) {
    this.params = new Map(plan.params.map(({ name, value }) => [name, value]));
  }

  rule(rule: PlanRule): string {
    const { name: _name, title: _title, joins, ...rest } = rule;
    return digest([this.read(rest), joins.map((join) => this.join(join))]);
  }

  private join({ source, target }: PlanJoin): unknown {
    return [this.read(this.plan.keys[source]), this.read(this.plan.keys[target])];
  }

  /** Of the keys, those over objects of a type that joins or `every` look up. */
  keys(type: string): readonly string[] {
    return this.plan.keys
      .filter((key) => key.type === type)
      .map((key) => digest(this.read(key)))
      .sort();
  }

  csType({ types: _types, ...connector }: PlanConnector, type: PlanCsType): string {
    return digest([this.read(connector), this.read(type)]);
  }

  mvType({ attributes }: PlanMvType, rules: ReadonlyMap<PlanRule, string>): string {
    const byName = (a: PlanMvAttribute, b: PlanMvAttribute): number => (a.name < b.name ? -1 : 1);
    const meaning = (name: string): readonly string[] =>
      [...rules].flatMap(([rule, hash]) => (rule.name === name ? [hash] : [])).sort();
    return digest(
      [...attributes].sort(byName).map(({ prefer, ...attribute }) => [this.read(attribute), prefer.map(meaning)]),
    );
  }

  /** JSON of a part, complete in itself. */
  private read(part: unknown): unknown {
    if (Array.isArray(part)) return part.map((each) => this.read(each));
    if (typeof part !== 'object' || part === null) return part;
    const record: Readonly<Record<string, unknown>> = { ...part };
    if (record.op === 'param') return { op: 'const', value: this.params.get(String(record.name)) };
    const members = Object.entries(record).filter(([name, value]) => !isPlace(name, value));
    const read = Object.fromEntries(members.map(([name, value]) => [name, this.read(value)]));
    if (record.op === 'apply') return { ...read, name: this.function(String(record.name)) };
    if (record.op === 'every') return { ...read, key: this.read(this.plan.keys[Number(record.key)]) };
    if (record.op === 'unique') return { ...read, namespace: this.namespace(String(record.namespace)) };
    return read;
  }

  private function(name: string): string {
    const known = this.functions.get(name);
    if (known !== undefined) return known;
    const declared = this.plan.functions.find((each) => each.name === name);
    const hash = digest([this.read(declared?.parameters), this.read(declared?.body)]);
    this.functions.set(name, hash);
    return hash;
  }

  /** Names reserved under one name of a namespace stay its own: a renamed namespace is another one. */
  private namespace(name: string): unknown {
    const declared = this.plan.namespaces.find((each) => each.name === name);
    return [name, this.read(declared?.entries)];
  }
}

/** A place in the source says nothing about meaning; the place of a `unique`, an object, does. */
const isPlace = (name: string, value: unknown): boolean =>
  (name === 'place' || name === 'scopePlace') && Array.isArray(value);

/** What a new plan changes. */
export interface PlanDifference {
  /**
   * Rules that only got another name: their former {@link ruleId}, and the one of now. A name that is taken is also given
   * up: what is still recorded under it, of a rule that went long ago, gets the one that falls free.
   */
  readonly renamed: ReadonlyMap<string, string>;
  /** Connector types whose objects must be looked at again. */
  readonly objects: ReadonlySet<string>;
  /** Metaverse types whose objects must be. */
  readonly metaverse: ReadonlySet<string>;
  /** Metaverse types of which those without a source must be: what was kept of it ranks by rules. */
  readonly sources: ReadonlySet<string>;
}

/** What differs between two plans. */
export const planDifference = (before: PlanMeaning, after: PlanMeaning): PlanDifference => ({
  renamed: renames(before.rules, after.rules),
  objects: differing(before.objects, after.objects),
  metaverse: differing(before.metaverse, after.metaverse),
  sources: differing(before.sources, after.sources),
});

type Hashes = Readonly<Record<string, string>>;

const differing = (before: Hashes, after: Hashes): ReadonlySet<string> =>
  new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => before[name] !== after[name]));

/** Of the rules that came, each that means what one that went meant; equal ones in the order of their names. */
const renames = (before: Hashes, after: Hashes): ReadonlyMap<string, string> => {
  const came = new Map<string, string[]>();
  for (const id of Object.keys(after).sort()) {
    const hash = after[id];
    if (id in before || hash === undefined) continue;
    came.set(hash, [...(came.get(hash) ?? []), id]);
  }
  const renamed = new Map<string, string>();
  for (const id of Object.keys(before).sort()) {
    const hash = before[id];
    const now = id in after || hash === undefined ? undefined : came.get(hash)?.shift();
    if (now !== undefined) renamed.set(id, now);
  }
  return new Map([...renamed, ...[...renamed].map(([id, now]) => [now, id] as const)]);
};
