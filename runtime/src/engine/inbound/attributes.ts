// Attributes of a metaverse object (engine specification 4.4), worked out when asked for: two may be each other's manager.
import { CLEAR, type Environment, Failure, KEEP, type Through } from '../../expressions/index.js';
import type { Contribution, MvObject, MvValue } from '../../store/index.js';
import { type Content, type MvId, type MvKey, type ObjKey, type Row, refTextOf, valuesOf } from '../../values/index.js';
import type {
  Contributor,
  InboundFlow,
  InboundMachine,
  MvAttributeMachine,
  MvTypeMachine,
} from '../machine/machine.js';
import { bug } from '../machine/preparation.js';
import { foreseenName } from '../names/giving.js';
import { sameValues } from '../same.js';
import { Memo, type Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import { keyOf } from '../space/resolve.js';
import { mvKeyOf } from './crossing.js';
import { compareEntries, type Entry, elect, normalised } from './election.js';
import { applies, isContested, type Member, membersOf, type Supposition } from './linked.js';
import { membersByKey } from './members.js';
import { NO_PARTS, NO_VALUE, partResult, UNBORN } from './parts.js';
import { type Attributes, earlier, failing, StoredAttributes } from './stored-attributes.js';
import { needWholeList } from './whole-lists.js';

/** What an attribute comes to: a value with its mark and contributors, and since when; or nothing. */
export interface AttributeOutcome {
  readonly value: MvValue | undefined;
  /** Two objects disagree at one rank. */
  readonly tie: readonly Entry[] | undefined;
  /** The attribute's own expression arrived at `error(…)`. */
  readonly failure: Failure | undefined;
}

const NOTHING: AttributeOutcome = { value: undefined, tie: undefined, failure: undefined };

export class LiveAttributes implements Attributes {
  /** Linked objects that are there, in the order O1. */
  readonly members: readonly Member[];
  /** Some object of it is held by a rule that projects. */
  readonly held: boolean;
  readonly type: MvTypeMachine;
  private readonly outcomes: (AttributeOutcome | undefined)[] = [];
  private readonly relational: (AttributeOutcome | undefined)[] = [];
  private readonly cells: Content[] = [];
  private epoch: number;
  private nextMoment: number | undefined;
  private surroundings: Environment | undefined;
  /** The only object that it has, if that holds it: nobody competes with it, and nothing is remembered. */
  private readonly sole: Member | undefined;

  constructor(
    private readonly session: Session,
    private record: MvObject,
    private readonly supposition: Supposition = {},
  ) {
    this.type = session.machine.mvTypes.get(record.type) ?? bug(`no metaverse type ${record.type}`);
    this.members = membersOf(session, record, this.type, supposition);
    this.held = this.members.some((member) => member.flowing.holds);
    this.sole = this.held && this.members.length === 1 ? this.members[0] : undefined;
    this.epoch = session.epoch;
  }

  get mv(): MvObject {
    return this.record;
  }

  /** What was stored of it before this synchronisation: one that is born in it may be stored while others still join it. */
  private get before(): Pick<MvObject, 'stored' | 'holders'> {
    return this.session.wasThere(this.record.id) ? this.record : UNBORN;
  }

  /** The object that was supposed is joined now, to a record that is there. */
  adopted(record: MvObject): void {
    this.rekeyed(record);
    this.epoch = -1;
  }

  /** The record got other keys: nothing that attributes depend on. */
  rekeyed(record: MvObject): void {
    this.record = record;
    this.surroundings = undefined;
  }

  /** The moment at which something evaluated here may change with nothing but time. */
  get next(): number | undefined {
    if (!this.session.machine.usesTime) return this.nextMoment;
    let least = this.nextMoment;
    for (const { view } of this.members) least = earlier(least, view.next);
    return least;
  }

  readonly noteMoment = (at: number): void => {
    this.nextMoment = earlier(this.nextMoment, at);
  };

  get tied(): boolean {
    const contests = (slot: number): boolean => isContested(this.members, slot) && this.outcome(slot).tie !== undefined;
    return this.members.length > 1 && this.type.inOrder.some(({ slot }) => contests(slot));
  }

  get failures(): readonly string[] {
    return failing(this.type.derived, (attribute) => this.outcome(attribute.slot).failure !== undefined);
  }

  /** Which objects hold it (E 1). */
  holders(): readonly ObjKey[] {
    if (this.sole !== undefined) return [this.sole.key];
    return this.members.filter((member) => member.flowing.holds).map((member) => member.key);
  }

  /** The content of an attribute as others read it: cleared is absent. */
  read(slot: number): Content {
    const named = this.session.names.hasBegun && this.type.attributes[slot]?.nameLevel !== undefined;
    return named ? this.mv.stored[slot]?.values : this.outcome(slot).value?.values;
  }

  /** The object's attributes by slot; those in `reads` are sure to be there. */
  row(reads: readonly number[]): Row {
    for (const slot of reads) this.cells[slot] = this.read(slot);
    return this.cells;
  }

  environment(reads: readonly number[]): Environment {
    const row = this.row(reads);
    this.surroundings ??= this.session.metaverseEnvironment(
      this.mv,
      row,
      metaverseThrough(this.session),
      this.noteMoment,
    );
    return this.surroundings;
  }

  outcome(slot: number): AttributeOutcome {
    const attribute = this.type.attributes[slot];
    if (attribute === undefined) return NOTHING;
    const memo = attribute.relational ? this.relationalNow() : this.outcomes;
    const known = memo[slot];
    if (known !== undefined) return known;
    const outcome = this.compute(attribute);
    memo[slot] = outcome;
    return outcome;
  }

  /** What was worked out through references, as long as no link has changed since. */
  private relationalNow(): (AttributeOutcome | undefined)[] {
    if (this.epoch !== this.session.epoch) {
      this.relational.length = 0;
      this.epoch = this.session.epoch;
    }
    return this.relational;
  }

  private compute(attribute: MvAttributeMachine): AttributeOutcome {
    if (attribute.byEngine) return this.goneSince(attribute.slot);
    if (this.sole === undefined || attribute.merge) return this.elected(attribute);
    const contributors = this.sole.flowing.contributors[attribute.slot] ?? [];
    const [only] = contributors;
    if (only === undefined) return this.unelected(attribute);
    return contributors.length > 1 ? this.elected(attribute) : this.uncontested(attribute, only, this.sole);
  }

  /** One rule alone says what the attribute is: there is nothing to elect. */
  private uncontested(attribute: MvAttributeMachine, { rule, flow }: Contributor, member: Member): AttributeOutcome {
    const result = flow.once ? this.mv.once?.[attribute.name] : member.view.result(flow);
    if (result instanceof Failure) return this.elected(attribute);
    const own = this.contributed(attribute, flow, member, result);
    if (own === undefined) return this.unelected(attribute);
    const clear = own === CLEAR;
    const by = [{ object: member.key, rule: rule.id, part: clear ? { clear } : own }];
    return this.comesTo(attribute.slot, clear ? undefined : own, { clear, mark: undefined, by });
  }

  private elected(attribute: MvAttributeMachine): AttributeOutcome {
    if (!this.held || isContested(this.members, attribute.slot)) this.needWhole(attribute.slot);
    const election = elect(this.entries(attribute), attribute);
    if (election.kind === 'none') return this.unelected(attribute);
    if (election.kind === 'tie') {
      const { values, clear, by } = this.before.stored[attribute.slot] ?? NO_VALUE;
      return { ...this.comesTo(attribute.slot, values, { clear, by, mark: 'tied' }), tie: election.entries };
    }
    const { by, recorded } = election;
    const clear = election.kind === 'clear';
    return this.comesTo(attribute.slot, clear ? undefined : election.values, {
      clear,
      mark: recorded ? 'recorded' : undefined,
      by,
    });
  }

  /** Nobody contributes: it has the value that its own expression gives, if it has one. */
  private unelected(attribute: MvAttributeMachine): AttributeOutcome {
    return attribute.derived === undefined ? NOTHING : this.derive(attribute, attribute.derived);
  }

  /** A value; one that is there already stays as old as it is. */
  private comesTo(
    slot: number,
    values: Content,
    { clear, mark, by }: Omit<MvValue, 'values' | 'since'>,
  ): AttributeOutcome {
    const before = this.before.stored[slot];
    const stays = before !== undefined && before.clear === clear && sameValues(before.values, values);
    const since = stays ? before.since : this.session.at;
    return { value: { values, clear, mark, by, since }, tie: undefined, failure: undefined };
  }

  /** Life records it (5.2); until then, and once something holds the object again, it is absent. */
  private goneSince(slot: number): AttributeOutcome {
    const { goneSince } = this.mv;
    return this.held || goneSince === undefined ? NOTHING : this.plain(slot, goneSince);
  }

  private plain(slot: number, values: Content): AttributeOutcome {
    return this.comesTo(slot, values, { clear: false, mark: undefined, by: NO_PARTS });
  }

  /** What is only supposed reserves no name. */
  private naming(reads: readonly number[]): Environment {
    const { with: more, without } = this.supposition;
    if (!this.session.names.hasBegun || (more ?? without) === undefined) return this.environment(reads);
    return { ...this.environment(reads), unique: (request) => foreseenName(this.mv, request) };
  }

  private derive(attribute: MvAttributeMachine, derived: NonNullable<MvAttributeMachine['derived']>): AttributeOutcome {
    try {
      const outcome = derived.evaluate(this.naming(derived.reads));
      if (outcome === CLEAR || outcome === KEEP) return NOTHING;
      const values = normalised(outcome, attribute);
      return values === undefined ? NOTHING : this.plain(attribute.slot, values);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      const stored = this.before.stored[attribute.slot];
      return {
        ...(stored === undefined
          ? NOTHING
          : this.comesTo(attribute.slot, stored.values, { ...stored, mark: 'recorded' })),
        failure: thrown,
      };
    }
  }

  private entries(attribute: MvAttributeMachine): readonly Entry[] {
    const entries: Entry[] = [];
    for (const contributor of attribute.contributors)
      for (const member of this.members)
        if (applies(contributor.rule, member)) this.contribute(entries, attribute, contributor, member);
    if (!this.held) entries.push(...this.remembered(attribute, entries));
    return entries.length > 1 ? entries.sort(compareEntries) : entries;
  }

  private contribute(
    entries: Entry[],
    attribute: MvAttributeMachine,
    { rank, rule, flow }: Contributor,
    member: Member,
  ): void {
    const result = flow.once ? this.mv.once?.[attribute.name] : member.view.result(flow);
    if (result instanceof Failure) {
      for (const part of this.recorded(attribute, member, rule))
        entries.push({ rank, object: member.key, rule: rule.id, result: partResult(part), recorded: true });
      return;
    }
    const own = this.contributed(attribute, flow, member, result);
    if (own !== undefined) entries.push({ rank, object: member.key, rule: rule.id, result: own, recorded: false });
  }

  /** What a flow gives, as the attribute holds it. */
  private contributed(
    attribute: MvAttributeMachine,
    flow: InboundFlow,
    { object }: Member,
    result: Content | typeof CLEAR,
  ): Content | typeof CLEAR {
    if (result === CLEAR) return CLEAR;
    return normalised(flow.reference ? this.crossing(object.connector, result, attribute) : result, attribute);
  }

  /** What an object whose flow fails is recorded to have contributed: through this rule, or one that no longer flows the attribute for it. */
  private recorded(attribute: MvAttributeMachine, member: Member, rule: InboundMachine): readonly Contribution[] {
    if (this.supposition.without?.id === member.object.id) return [];
    return (this.before.stored[attribute.slot]?.by ?? []).filter(
      (part) => part.object === member.key && (part.rule === rule.id || !this.flowsNow(part.rule, member, attribute)),
    );
  }

  private flowsNow(id: string, member: Member, attribute: MvAttributeMachine): boolean {
    return attribute.contributors.some(
      (contributor) => contributor.rule.id === id && applies(contributor.rule, member),
    );
  }

  /** What the last holders contributed, while there is no holder: at the rank of their rules, unless something living stands there. */
  private remembered(attribute: MvAttributeMachine, living: readonly Entry[]): readonly Entry[] {
    return this.memory(attribute)
      .filter((part) => !this.appliesNow(part))
      .map(
        (part): Entry => ({
          rank: attribute.rankOf(part.rule),
          object: part.object,
          rule: part.rule,
          result: partResult(part),
          recorded: false,
        }),
      )
      .filter((entry) => attribute.merge || !living.some((other) => other.rank === entry.rank));
  }

  private needWhole(slot: number): void {
    if (this.supposition.fresh !== true) needWholeList(this.session, this.record, slot, this.members);
  }

  /** kept(M) of the specification: what stays of the objects that held it last. */
  memory(attribute: MvAttributeMachine): readonly Contribution[] {
    this.needWhole(attribute.slot);
    const { without } = this.supposition;
    const forgotten = without === undefined ? undefined : keyOf(without);
    const parts =
      this.mv.goneSince !== undefined
        ? (this.mv.kept?.[attribute.name] ?? [])
        : (this.before.stored[attribute.slot]?.by ?? []).filter((part) => this.before.holders.includes(part.object));
    return forgotten === undefined ? parts : parts.filter((part) => part.object !== forgotten);
  }

  private appliesNow(part: Contribution): boolean {
    const member = this.members.find((each) => each.key === part.object);
    return member?.view.rules.some((rule) => rule.id === part.rule && applies(rule, member)) ?? false;
  }

  /** References of a connector as references of the metaverse: to what the objects are joined to, of a type that the attribute allows. */
  private crossing(connector: string, result: Content, attribute: MvAttributeMachine): Content {
    const found: MvKey[] = [];
    askAll(valuesOf(result), (reference) => {
      const key = mvKeyOf(this.session, connector, refTextOf(reference), attribute.type.to);
      if (key !== undefined) found.push(key);
    });
    return found.length === 0 ? undefined : found;
  }
}

/** The attributes of a metaverse object: as they are now, or as they were stored once everything is. */
export const attributesOf = (session: Session, mv: MvObject): Attributes => {
  if (!session.finished) return liveAttributesOf(session, mv);
  const known = STORED.of(session).get(mv.id);
  if (known !== undefined && known.mv === mv) return known;
  const attributes = new StoredAttributes(session, mv, metaverseThrough(session));
  STORED.of(session).set(mv.id, attributes);
  return attributes;
};

/** The attributes of a metaverse object worked out from its links. */
export const liveAttributesOf = (session: Session, mv: MvObject): LiveAttributes => {
  const live = LIVE.of(session);
  const known = live.get(mv.id);
  if (known !== undefined && known.mv === mv) return known;
  const attributes = new LiveAttributes(session, mv);
  live.set(mv.id, attributes);
  return attributes;
};

/** What was worked out on the supposition that a metaverse object would be born holds now that it is. */
export const adoptAttributes = (session: Session, attributes: LiveAttributes, mv: MvObject): void => {
  attributes.adopted(mv);
  LIVE.of(session).set(mv.id, attributes);
};

const LIVE = new Memo<MvId, LiveAttributes>();
const STORED = new Memo<MvId, StoredAttributes>();

/** A link of the metaverse object has changed: what was worked out of it no longer holds. */
export const forgetAttributes = (session: Session, id: MvId): void => {
  LIVE.of(session).delete(id);
  session.epoch += 1;
};

/** Content of an attribute of another metaverse object: as stored where nothing has touched it. */
const readMetaverse = (session: Session, key: MvKey, types: readonly string[], attribute: string): Content => {
  const mv = session.space.mvByKey(key);
  if (mv === undefined || !types.includes(mv.type)) return undefined;
  const slot = session.machine.mvTypes.get(mv.type)?.slots.get(attribute);
  if (slot === undefined) return undefined;
  return session.isTouched(mv.id) ? liveAttributesOf(session, mv).read(slot) : mv.stored[slot]?.values;
};

/** Reading through references of the metaverse, and after `cs.` through those of the target's connector. */
export const metaverseThrough = (session: Session): Through => {
  const known = THROUGH.get(session);
  if (known !== undefined) return known;
  const through: Through = {
    connectorObject: (connector, reference, types, attribute) =>
      session.readConnectorObject(connector, reference, types, attribute),
    metaverseObject: (key, types, attribute) => readMetaverse(session, key, types, attribute),
    members: (key, texts) => membersByKey(session, key, texts),
  };
  THROUGH.set(session, through);
  return through;
};

const THROUGH = new WeakMap<Session, Through>();
