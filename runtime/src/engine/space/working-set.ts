// The part of the space that the engine has before it: read as if everything were in memory. What is not is missed, the
// miss is remembered, and all misses of a batch are loaded in one go; then the evaluation is simply made again.
import type {
  AddRefusal,
  Changes,
  CsObject,
  Departure,
  Findable,
  KeySpecId,
  Loaded,
  MvObject,
  NameClaim,
  Needs,
  Operation,
  Store,
} from '../../store/index.js';
import { type MvId, type MvKey, type ObjectId, type ObjKey, type RefText, SEPARATOR } from '../../values/index.js';
import { addTo, removeFrom } from './lists.js';
import { type Change, overlaid, type Pending } from './overlay.js';

/** Thrown by a read of something that is not loaded yet; caught by the loop that evaluates a batch. Carries nothing. */
export const MISS: unique symbol = Symbol('miss');

const NONE: readonly never[] = [];

/** One kind of thing that can be loaded: what is known, and what was missed. */
class Shelf<K, V> {
  readonly known = new Map<K, V>();
  private missed: Set<K> | undefined;

  get(key: K): V {
    const value = this.known.get(key);
    if (value !== undefined || this.known.has(key)) return value as V;
    this.want(key);
    throw MISS;
  }

  /** Asks for something that will be needed, without reading it now. */
  want(key: K): void {
    if (this.known.has(key)) return;
    if (this.missed === undefined) this.missed = new Set();
    this.missed.add(key);
  }

  get isMissing(): boolean {
    return this.missed !== undefined;
  }

  take(): Set<K> | undefined {
    const { missed } = this;
    this.missed = undefined;
    return missed;
  }

  learn(loaded: ReadonlyMap<K, V>): void {
    for (const [key, value] of loaded) if (!this.known.has(key)) this.known.set(key, value);
  }

  forget(): void {
    this.known.clear();
  }
}

/** How many objects are looked at together. Measured: fewer cost more commits, more cost memory. */
const BATCH = 1_000;
/** More records than those of so many batches are forgotten between batches. */
const BATCHES_KEPT = 3;

export class WorkingSet {
  private readonly objects = new Shelf<ObjectId, CsObject | undefined>();
  private readonly mvs = new Shelf<MvId, MvObject | undefined>();
  private readonly mvKeys = new Shelf<MvKey, MvId | undefined>();
  private readonly links = new Shelf<MvId, readonly ObjectId[]>();
  private readonly anchors = new Shelf<ObjKey, ObjectId | undefined>();
  private readonly names = new Shelf<string, readonly ObjectId[]>();
  private readonly keys = new Shelf<string, readonly number[]>();
  private readonly referrers = new Shelf<string, readonly ObjectId[]>();
  private readonly mvReferrers = new Shelf<MvKey, readonly MvId[]>();
  private readonly births = new Shelf<ObjKey, readonly MvKey[]>();
  private readonly claims = new Shelf<string, readonly MvId[]>();
  private readonly claimed = new Shelf<MvId, readonly NameClaim[]>();
  private readonly operations = new Shelf<MvId, readonly Operation[]>();
  private readonly unclaimed = new Shelf<ObjectId, Operation | undefined>();
  private readonly refusals = new Shelf<MvId, readonly AddRefusal[]>();
  private readonly visibles = new Shelf<string, boolean>();
  private readonly childNames = new Shelf<string, readonly ObjectId[]>();

  private readonly shelves: readonly { readonly isMissing: boolean; forget(): void }[] = [
    this.objects,
    this.mvs,
    this.mvKeys,
    this.links,
    this.anchors,
    this.names,
    this.keys,
    this.referrers,
    this.mvReferrers,
    this.births,
    this.claims,
    this.claimed,
    this.operations,
    this.unclaimed,
    this.refusals,
    this.visibles,
    this.childNames,
  ];

  /** What the store has of changed records; first of all changes since the last flush. */
  private readonly changedObjects = new Map<ObjectId, CsObject | undefined>();
  private readonly changedMvs = new Map<MvId, MvObject | undefined>();
  private departures: Departure[] = [];
  private readonly removedMvs = new Set<MvId>();
  private readonly changedOperations = new Map<MvId, readonly Operation[]>();
  private readonly changedUnclaimed = new Map<ObjectId, Operation | undefined>();
  private readonly changedClaims = new Map<MvId, readonly NameClaim[]>();

  private constructor(
    private readonly store: Store,
    private nextMv: number,
    /** How many objects are looked at together. */
    readonly batch: number,
  ) {}

  static async over(store: Store, batch = BATCH): Promise<WorkingSet> {
    return new WorkingSet(store, (await store.nextIds()).mv, batch);
  }

  // ---- reading; each throws MISS where the answer is not here yet

  object(id: ObjectId): CsObject | undefined {
    return this.objects.get(id);
  }
  mv(id: MvId): MvObject | undefined {
    return this.mvs.get(id);
  }
  mvByKey(key: MvKey): MvObject | undefined {
    const id = this.mvKeys.get(key);
    return id === undefined ? undefined : this.mvs.get(id);
  }
  /** Objects linked to a metaverse object, those that are gone included. */
  linkedTo(id: MvId): readonly CsObject[] {
    return this.each(this.links.get(id));
  }
  byAnchor(key: ObjKey): CsObject | undefined {
    const id = this.anchors.get(key);
    return id === undefined ? undefined : this.objects.get(id);
  }
  byName(connector: string, name: string): readonly CsObject[] {
    return this.each(this.names.get(connector + SEPARATOR + name));
  }
  childrenOf(connector: string, name: string): readonly CsObject[] {
    return this.each(this.childNames.get(connector + SEPARATOR + name));
  }
  /** Visible objects that have this key. */
  objectsByKey(spec: KeySpecId, text: string): readonly CsObject[] {
    return this.each(this.keys.get(spec + SEPARATOR + text) as readonly ObjectId[]);
  }
  mvsByKey(spec: KeySpecId, text: string): readonly MvId[] {
    return this.keys.get(spec + SEPARATOR + text) as readonly MvId[];
  }
  referrersOf(connector: string, reference: RefText): readonly CsObject[] {
    return this.each(this.referrers.get(connector + SEPARATOR + reference));
  }
  mvReferrersOf(key: MvKey): readonly MvId[] {
    return this.mvReferrers.get(key);
  }
  birthsOf(key: ObjKey): readonly MvKey[] {
    return this.births.get(key);
  }
  claimsOf(connector: string, name: string): readonly MvId[] {
    return this.claims.get(connector + SEPARATOR + name);
  }
  claimedBy(id: MvId): readonly NameClaim[] {
    return this.claimed.get(id);
  }
  operationsOf(id: MvId): readonly Operation[] {
    return this.operations.get(id);
  }
  /** What is staged for an object that nobody claimed. */
  unclaimedOf(id: ObjectId): Operation | undefined {
    return this.unclaimed.get(id);
  }
  addRefusalsOf(id: MvId): readonly AddRefusal[] {
    return this.refusals.get(id);
  }
  /** Whether any object of this type may be visible. May say yes where the last one was joined a moment ago. */
  anyVisible(csType: string): boolean {
    return this.visibles.get(csType);
  }

  private each(ids: readonly ObjectId[]): readonly CsObject[] {
    if (ids.length === 0) return NONE;
    let missing = false;
    const found: CsObject[] = [];
    for (const id of ids) {
      try {
        const object = this.objects.get(id);
        if (object !== undefined) found.push(object);
      } catch (miss) {
        if (miss !== MISS) throw miss;
        missing = true;
      }
    }
    if (missing) throw MISS;
    return found;
  }

  // ---- writing; seen by reads at once

  newMvId(): MvId {
    const id = this.nextMv as MvId;
    this.nextMv += 1;
    return id;
  }

  /** The record as it is now, of one that was read before other changes; nothing if it was removed since. */
  latestObject(record: CsObject): CsObject | undefined {
    return this.objects.known.has(record.id) ? this.objects.known.get(record.id) : record;
  }
  latestMv(record: MvObject): MvObject | undefined {
    return this.mvs.known.has(record.id) ? this.mvs.known.get(record.id) : record;
  }

  /** `before`: the record that is replaced. */
  putObject(before: CsObject, after: CsObject): void {
    if (!this.changedObjects.has(after.id)) this.changedObjects.set(after.id, before);
    this.objects.known.set(after.id, after);
    if (before.link?.mv !== after.link?.mv) {
      if (before.link !== undefined) removeFrom(this.links.known, before.link.mv, after.id);
      if (after.link !== undefined) addTo(this.links.known, after.link.mv, after.id);
      else this.visibles.known.set(`${after.connector}.${after.type}`, true);
    }
    this.rekey(before.keys, after.keys, after.id);
  }

  /** Remembers something that is no more, in the transaction that writes what is changed now. */
  remember(departure: Departure): void {
    this.departures.push(departure);
  }

  /** `before`: the record that is replaced; nothing for a new one. */
  putMv(before: MvObject | undefined, after: MvObject): void {
    if (!this.changedMvs.has(after.id)) this.changedMvs.set(after.id, before);
    this.mvs.known.set(after.id, after);
    if (before === undefined) this.born(after);
    this.rekey(before?.keys ?? NONE, after.keys, after.id);
  }

  private born(mv: MvObject): void {
    this.mvKeys.known.set(mv.key, mv.id);
    this.links.known.set(mv.id, NONE);
    this.operations.known.set(mv.id, NONE);
    this.claimed.known.set(mv.id, NONE);
    this.refusals.known.set(mv.id, NONE);
    const birth = mv.key.slice(0, mv.key.lastIndexOf(SEPARATOR)) as ObjKey;
    const births = this.births.known.get(birth);
    if (births !== undefined) this.births.known.set(birth, [...births, mv.key]);
  }

  removeMv(mv: MvObject): void {
    this.mvs.known.set(mv.id, undefined);
    this.mvKeys.known.set(mv.key, undefined);
    if (this.changedMvs.get(mv.id) === undefined && this.changedMvs.has(mv.id)) this.changedMvs.delete(mv.id);
    else this.removedMvs.add(mv.id);
    this.changedMvs.delete(mv.id);
    this.putClaims(mv.id, NONE);
    this.changedClaims.delete(mv.id);
    this.changedOperations.delete(mv.id);
    this.rekey(mv.keys, NONE, mv.id);
    const birth = mv.key.slice(0, mv.key.lastIndexOf(SEPARATOR)) as ObjKey;
    const births = this.births.known.get(birth);
    if (births !== undefined)
      this.births.known.set(
        birth,
        births.filter((key) => key !== mv.key),
      );
  }

  /** Replaces the operations of a metaverse object. */
  putOperations(id: MvId, operations: readonly Operation[]): void {
    this.operations.known.set(id, operations);
    this.changedOperations.set(id, operations);
  }

  /** Replaces what is staged for an object that nobody claims. */
  putUnclaimed(id: ObjectId, operation: Operation | undefined): void {
    this.unclaimed.known.set(id, operation);
    this.changedUnclaimed.set(id, operation);
  }

  /** Replaces the name claims of a metaverse object, whose former ones are known. */
  putClaims(id: MvId, claims: readonly NameClaim[]): void {
    for (const claim of this.claimed.known.get(id) ?? NONE)
      removeFrom(this.claims.known, claim.connector + SEPARATOR + claim.name, id);
    for (const claim of claims) addTo(this.claims.known, claim.connector + SEPARATOR + claim.name, id);
    this.claimed.known.set(id, claims);
    this.changedClaims.set(id, claims);
  }

  private rekey(before: CsObject['keys'], after: CsObject['keys'], owner: number): void {
    if (before === after) return;
    for (const [spec, text] of before) removeFrom(this.keys.known, spec + SEPARATOR + text, owner);
    for (const [spec, text] of after) addTo(this.keys.known, spec + SEPARATOR + text, owner);
  }

  // ---- lists, straight from the store; what is changed must be committed

  mvIds(after: MvId, limit: number): Promise<readonly MvId[]> {
    return this.store.mvIds({ after, limit });
  }
  findable(after: ObjectId, limit: number): Promise<readonly Findable[]> {
    return this.store.findable({ after, limit });
  }
  objectIds(after: ObjectId, limit: number, existence?: CsObject['existence']): Promise<readonly ObjectId[]> {
    return this.store.objectIds({ after, limit, ...(existence === undefined ? {} : { existence }) });
  }

  // ---- between batches

  /** Whether anything was missed since the last {@link fetch}. */
  get missing(): boolean {
    for (const shelf of this.shelves) if (shelf.isMissing) return true;
    return false;
  }

  /** Loads everything that was missed, in one go; what is changed and not committed yet counts. */
  async fetch(): Promise<void> {
    const unknown = this.births.isMissing || this.mvReferrers.isMissing;
    if (this.removedMvs.size > 0 || (unknown && this.changedMvs.size > 0)) await this.flush();
    const needs: Needs = {
      ...some('objects', this.objects.take()),
      ...some('mvs', this.mvs.take()),
      ...some('mvKeys', this.mvKeys.take()),
      ...some('linked', this.links.take()),
      ...some('anchors', this.anchors.take()),
      ...some('names', this.names.take()),
      ...some('keys', this.keys.take()),
      ...some('referrers', this.referrers.take()),
      ...some('mvReferrers', this.mvReferrers.take()),
      ...some('births', this.births.take()),
      ...some('claims', this.claims.take()),
      ...some('claimed', this.claimed.take()),
      ...some('operations', this.operations.take()),
      ...some('unclaimed', this.unclaimed.take()),
      ...some('addRefusals', this.refusals.take()),
      ...some('visible', this.visibles.take()),
      ...some('children', this.childNames.take()),
    };
    this.learn(overlaid(await this.store.load(needs), this.pending()));
  }

  private pending(): Pending {
    return {
      objects: () => changesOf(this.changedObjects, this.objects.known),
      mvs: () => changesOf(this.changedMvs, this.mvs.known),
      claims: this.changedClaims,
    };
  }

  private learn(loaded: Loaded): void {
    this.objects.learn(loaded.objects);
    this.mvs.learn(loaded.mvs);
    this.mvKeys.learn(loaded.mvKeys);
    this.links.learn(loaded.linked);
    this.anchors.learn(loaded.anchors);
    this.names.learn(loaded.names);
    this.keys.learn(loaded.keys);
    this.referrers.learn(loaded.referrers);
    this.mvReferrers.learn(loaded.mvReferrers);
    this.births.learn(loaded.births);
    this.claims.learn(loaded.claims);
    this.claimed.learn(loaded.claimed);
    this.operations.learn(loaded.operations);
    this.unclaimed.learn(loaded.unclaimed);
    this.refusals.learn(loaded.addRefusals);
    this.visibles.learn(loaded.visible);
    this.childNames.learn(loaded.children);
  }

  // ---- asking for what will be needed, without reading it now: saves the evaluation from finding out by and by

  wantObjects(ids: Iterable<ObjectId>): void {
    for (const id of ids) this.objects.want(id);
  }
  wantMvs(ids: Iterable<MvId>): void {
    for (const id of ids) {
      this.mvs.want(id);
      this.links.want(id);
    }
  }
  wantMvKeys(keys: Iterable<MvKey>): void {
    for (const key of keys) this.mvKeys.want(key);
  }
  wantKey(spec: KeySpecId, text: string): void {
    this.keys.want(spec + SEPARATOR + text);
  }
  wantKeys(spec: KeySpecId, texts: Iterable<string>): void {
    for (const text of texts) this.keys.want(spec + SEPARATOR + text);
  }
  wantBirths(key: ObjKey): void {
    this.births.want(key);
  }
  wantName(connector: string, name: string): void {
    this.names.want(connector + SEPARATOR + name);
    this.claims.want(connector + SEPARATOR + name);
  }
  /** What is staged for these, and was refused to them. */
  wantStaged(ids: Iterable<MvId>): void {
    for (const id of ids) {
      this.operations.want(id);
      this.refusals.want(id);
    }
  }
  wantUnclaimed(ids: Iterable<ObjectId>): void {
    for (const id of ids) this.unclaimed.want(id);
  }
  wantClaimed(ids: Iterable<MvId>): void {
    for (const id of ids) this.claimed.want(id);
  }

  /** Loads these metaverse objects with everything that is linked to them. */
  async loadMvs(ids: readonly MvId[]): Promise<void> {
    this.wantMvs(ids);
    if (this.missing) await this.fetch();
    for (const id of ids) this.wantObjects(this.links.known.get(id) ?? NONE);
    if (this.missing) await this.fetch();
  }

  /** Loads the objects of these keys with the metaverse objects that they are linked to. */
  async loadObjectsByKey(keys: Iterable<ObjKey>): Promise<void> {
    const asked = [...keys];
    for (const key of asked) this.anchors.want(key);
    if (this.missing) await this.fetch();
    const ids = asked.flatMap((key) => this.anchors.known.get(key) ?? []);
    this.wantObjects(ids);
    if (this.missing) await this.fetch();
    for (const id of ids) {
      const link = this.objects.known.get(id)?.link;
      if (link !== undefined) this.mvs.want(link.mv);
    }
    if (this.missing) await this.fetch();
  }

  /** Loads the metaverse objects of these keys with everything that is linked to them. */
  async loadMvsByKey(keys: Iterable<MvKey>): Promise<void> {
    const asked = [...keys];
    this.wantMvKeys(asked);
    if (this.missing) await this.fetch();
    await this.loadMvs(asked.flatMap((key) => this.mvKeys.known.get(key) ?? []));
  }

  /** Commits what has changed, with `also` in the same transaction. */
  async flush(also: Changes = {}): Promise<void> {
    const objects = [...this.changedObjects].flatMap(([id, before]) => {
      const after = this.objects.known.get(id);
      return after === undefined || after === before ? [] : [{ before, after }];
    });
    const mvs = [...this.changedMvs].flatMap(([id, before]) => {
      const after = this.mvs.known.get(id);
      return after === undefined || after === before ? [] : [{ before, after }];
    });
    const changes: Changes = {
      ...also,
      ...(this.changedOperations.size === 0 ? {} : { operations: new Map(this.changedOperations) }),
      ...(this.changedUnclaimed.size === 0 ? {} : { unclaimed: new Map(this.changedUnclaimed) }),
      ...(this.changedClaims.size === 0 ? {} : { claims: new Map(this.changedClaims) }),
      ...(objects.length === 0 ? {} : { objects }),
      ...(mvs.length === 0 ? {} : { mvs }),
      ...(this.removedMvs.size === 0 ? {} : { removedMvs: [...this.removedMvs] }),
      ...(this.departures.length === 0 ? {} : { departures: this.departures }),
    };
    this.departures = [];
    this.changedObjects.clear();
    this.changedMvs.clear();
    this.removedMvs.clear();
    this.changedOperations.clear();
    this.changedUnclaimed.clear();
    this.changedClaims.clear();
    if (Object.keys(changes).length > 0) await this.store.commit(changes);
  }

  /** Forgets what is loaded once it is too much. Only between batches, when everything is committed. */
  async trim(): Promise<boolean> {
    if (this.objects.known.size + this.mvs.known.size < BATCHES_KEPT * this.batch) return false;
    await this.flush();
    const invisible = [...this.visibles.known].filter(([, visible]) => !visible);
    for (const shelf of this.shelves) shelf.forget();
    // Of these it would be noted if one became visible.
    for (const [type, visible] of invisible) this.visibles.known.set(type, visible);
    return true;
  }
}

const changesOf = <Id, Record>(
  before: ReadonlyMap<Id, Record | undefined>,
  now: ReadonlyMap<Id, Record | undefined>,
): readonly Change<Record>[] => [...before].map(([id, record]) => ({ before: record, after: now.get(id) }));

const some = <Name extends string, T>(name: Name, set: Set<T> | undefined): { readonly [K in Name]?: Set<T> } =>
  (set === undefined ? {} : { [name]: set }) as { readonly [K in Name]?: Set<T> };
