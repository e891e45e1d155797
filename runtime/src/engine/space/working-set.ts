// The part of the space that the engine has before it: read as if everything were in memory. What is not is missed, the
// miss is remembered, and all misses of a batch are loaded in one go; then the evaluation is simply made again.
import type {
  AddRefusal,
  AskedList,
  CsObject,
  Departure,
  Findable,
  KeySpecId,
  MvHead,
  MvObject,
  NameClaim,
  Needs,
  ObjectHead,
  Operation,
  Slot,
  Store,
} from '../../store/index.js';
import { type MvId, type MvKey, type ObjectId, type ObjKey, type RefText, SEPARATOR } from '../../values/index.js';
import { askAll } from './ask-all.js';
import type { LookedAt } from './list-parts.js';
import { move, movePair } from './moves.js';
import { Notes } from './notes.js';
import { PendingChanges } from './pending-changes.js';
import { ReferenceLoading } from './reference-loading.js';
import { Shelves } from './shelves.js';

const NONE: readonly never[] = [];

/** How many objects are looked at together. Measured: of fewer each costs more, and of more the garbage collection. */
const BATCH = 500;
/** More records than those of so many batches are forgotten between batches. */
const BATCHES_KEPT = 3;

export class WorkingSet {
  private readonly shelves = new Shelves();
  private readonly changes = new PendingChanges();
  /** Committed with what has changed. */
  readonly notes = new Notes();
  readonly references = new ReferenceLoading(this.shelves, (also) => this.fetch(also));

  /** How much of lists is loaded; nothing: all of them, whole. */
  lists: LookedAt | undefined;
  /** Called when records were loaded anew with more of their lists: what was worked out of them may not hold. */
  whenReloaded: () => void = () => undefined;

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
    const { objects } = this.shelves;
    return this.lists?.isStaleObject(id) === true ? objects.getAnew(id) : objects.get(id);
  }
  mv(id: MvId): MvObject | undefined {
    const { mvs } = this.shelves;
    return this.lists?.isStaleMv(id) === true ? mvs.getAnew(id) : mvs.get(id);
  }
  mvByKey(key: MvKey): MvObject | undefined {
    const id = this.shelves.mvKeys.get(key);
    return id === undefined ? undefined : this.mv(id);
  }
  /** Objects linked to a metaverse object, those that are gone included. */
  linkedTo(id: MvId): readonly CsObject[] {
    return this.each(this.shelves.links.get(id));
  }
  /** An object without its values, which need not be loaded for it. */
  head(id: ObjectId): ObjectHead | undefined {
    const { known } = this.shelves.objects;
    const object = known.get(id);
    return object !== undefined || known.has(id) ? object : this.shelves.heads.get(id);
  }
  /** A metaverse object without its values. */
  mvHead(id: MvId): MvHead | undefined {
    const { known } = this.shelves.mvs;
    const mv = known.get(id);
    return mv !== undefined || known.has(id) ? mv : this.shelves.mvHeads.get(id);
  }
  mvIdOf(key: MvKey): MvId | undefined {
    return this.shelves.mvKeys.get(key);
  }
  headByAnchor(key: ObjKey): ObjectHead | undefined {
    const id = this.shelves.anchors.get(key);
    return id === undefined ? undefined : this.head(id);
  }
  headsByName(connector: string, name: string): readonly ObjectHead[] {
    return this.heads(this.shelves.names.get(connector, name));
  }
  /** As {@link linkedTo}, without their values. */
  headsLinkedTo(id: MvId): readonly ObjectHead[] {
    return this.heads(this.shelves.links.get(id));
  }
  byName(connector: string, name: string): readonly CsObject[] {
    return this.each(this.shelves.names.get(connector, name));
  }
  childrenOf(connector: string, name: string): readonly CsObject[] {
    return this.each(this.shelves.childNames.get(connector, name));
  }
  /** Visible objects that have this key. */
  objectsByKey(spec: KeySpecId, text: string): readonly CsObject[] {
    return this.each(this.shelves.keys.get(spec, text) as readonly ObjectId[]);
  }
  mvsByKey(spec: KeySpecId, text: string): readonly MvId[] {
    return this.shelves.keys.get(spec, text) as readonly MvId[];
  }
  referrersOf(connector: string, reference: RefText): readonly ObjectHead[] {
    return this.heads(this.shelves.referrers.get(connector, reference));
  }
  mvReferrersOf(key: MvKey): readonly MvId[] {
    return this.shelves.mvReferrers.get(key);
  }
  birthsOf(key: ObjKey): readonly MvKey[] {
    return this.shelves.births.get(key);
  }
  claimsOf(connector: string, name: string): readonly MvId[] {
    return this.shelves.claims.get(connector, name);
  }
  claimedBy(id: MvId): readonly NameClaim[] {
    return this.shelves.claimed.get(id);
  }
  operationsOf(id: MvId): readonly Operation[] {
    return this.shelves.operations.get(id);
  }
  /** Slots in which the last synchronisation created something for a metaverse object, or this one if it is through with it. */
  addsOf(id: MvId): readonly Slot[] {
    return this.shelves.adds.get(id);
  }
  /** What is staged for an object that nobody claimed. */
  unclaimedOf(id: ObjectId): Operation | undefined {
    return this.shelves.unclaimed.get(id);
  }
  addRefusalsOf(id: MvId): readonly AddRefusal[] {
    return this.shelves.refusals.get(id);
  }
  /** Whether any object of this type may be visible. May say yes where the last one was joined a moment ago. */
  anyVisible(csType: string): boolean {
    return this.shelves.visibles.get(csType);
  }

  private each(ids: readonly ObjectId[]): readonly CsObject[] {
    const [first] = ids;
    if (first === undefined || ids.length > 1) return foundAmong(ids, (id) => this.object(id));
    const only = this.object(first);
    return only === undefined ? NONE : [only];
  }
  private heads(ids: readonly ObjectId[]): readonly ObjectHead[] {
    return foundAmong(ids, (id) => this.head(id));
  }

  // ---- writing; seen by reads at once

  newMvId(): MvId {
    const id = this.nextMv as MvId;
    this.nextMv += 1;
    return id;
  }

  /** The record as it is now, of one that was read before other changes; nothing if it was removed since. */
  latestObject(record: CsObject): CsObject | undefined {
    return this.shelves.objects.known.has(record.id) ? this.shelves.objects.known.get(record.id) : record;
  }
  latestMv(record: MvObject): MvObject | undefined {
    return this.shelves.mvs.known.has(record.id) ? this.shelves.mvs.known.get(record.id) : record;
  }

  /** `before`: the record that is replaced. */
  putObject(before: CsObject, after: CsObject): void {
    if (!this.changes.objects.has(after.id)) this.changes.objects.set(after.id, before);
    this.lists?.changedObject(before, after, this.shelves.objects.known.get(after.id));
    this.shelves.objects.known.set(after.id, after);
    if (before.link?.mv !== after.link?.mv) {
      const { links } = this.shelves;
      if (before.link !== undefined) move(links, this.changes.links, before.link.mv, after.id, false);
      if (after.link !== undefined) move(links, this.changes.links, after.link.mv, after.id, true);
      else this.shelves.visibles.known.set(`${after.connector}.${after.type}`, true);
    }
    this.rekey(before.keys, after.keys, after.id);
  }

  /** Remembers something that is no more, in the transaction that writes what is changed now. */
  remember(departure: Departure): void {
    this.changes.departures.push(departure);
  }

  /** `before`: the record that is replaced; nothing for a new one. */
  putMv(before: MvObject | undefined, after: MvObject): void {
    if (!this.changes.mvs.has(after.id)) this.changes.mvs.set(after.id, before);
    if (before !== undefined) this.lists?.changedMv(before, after, this.shelves.mvs.known.get(after.id));
    this.shelves.mvs.known.set(after.id, after);
    if (before === undefined) this.born(after);
    this.rekey(before?.keys ?? NONE, after.keys, after.id);
  }

  private born(mv: MvObject): void {
    this.shelves.mvKeys.known.set(mv.key, mv.id);
    this.shelves.links.known.set(mv.id, NONE);
    this.shelves.operations.known.set(mv.id, NONE);
    this.shelves.claimed.known.set(mv.id, NONE);
    this.shelves.refusals.known.set(mv.id, NONE);
    const birth = mv.key.slice(0, mv.key.lastIndexOf(SEPARATOR)) as ObjKey;
    const births = this.shelves.births.known.get(birth);
    if (births !== undefined) this.shelves.births.known.set(birth, [...births, mv.key]);
  }

  removeMv(mv: MvObject): void {
    this.shelves.mvs.known.set(mv.id, undefined);
    this.shelves.mvKeys.known.set(mv.key, undefined);
    if (this.changes.mvs.get(mv.id) === undefined && this.changes.mvs.has(mv.id)) this.changes.mvs.delete(mv.id);
    else this.changes.removedMvs.add(mv.id);
    this.changes.mvs.delete(mv.id);
    this.putClaims(mv.id, NONE);
    this.changes.claims.delete(mv.id);
    this.changes.operations.delete(mv.id);
    this.rekey(mv.keys, NONE, mv.id);
    const birth = mv.key.slice(0, mv.key.lastIndexOf(SEPARATOR)) as ObjKey;
    const births = this.shelves.births.known.get(birth);
    if (births !== undefined)
      this.shelves.births.known.set(
        birth,
        births.filter((key) => key !== mv.key),
      );
  }

  /** Replaces the operations of a metaverse object. */
  putOperations(id: MvId, operations: readonly Operation[]): void {
    this.shelves.operations.known.set(id, operations);
    this.changes.operations.set(id, operations);
  }

  /** Replaces what is staged for an object that nobody claims. */
  putUnclaimed(id: ObjectId, operation: Operation | undefined): void {
    this.shelves.unclaimed.known.set(id, operation);
    this.changes.unclaimed.set(id, operation);
  }

  /** Replaces the name claims of a metaverse object, whose former ones are known. */
  putClaims(id: MvId, claims: readonly NameClaim[]): void {
    const { claims: shelf, claimed } = this.shelves;
    const { names } = this.changes;
    for (const { connector, name } of claimed.known.get(id) ?? NONE) movePair(shelf, names, connector, name, id, false);
    for (const { connector, name } of claims) movePair(shelf, names, connector, name, id, true);
    this.shelves.claimed.known.set(id, claims);
    this.changes.claims.set(id, claims);
  }

  private rekey(before: CsObject['keys'], after: CsObject['keys'], owner: number): void {
    if (before === after) return;
    const { keys } = this.shelves;
    for (const [spec, text] of before) movePair(keys, this.changes.keys, spec, text, owner, false);
    for (const [spec, text] of after) movePair(keys, this.changes.keys, spec, text, owner, true);
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
    return this.shelves.isMissing;
  }

  /** Loads everything that was missed, in one go; what is changed and not committed yet counts. */
  async fetch(also: Pick<Needs, 'referred' | 'standing'> = {}): Promise<void> {
    if (this.lists?.hasStale === true) await this.dropStale(this.lists);
    const unknown = this.shelves.births.isMissing || this.shelves.mvReferrers.isMissing;
    if (this.changes.removedMvs.size > 0 || (unknown && this.changes.mvs.size > 0)) await this.flush();
    const inPart = this.lists === undefined ? {} : { inPart: this.lists };
    const loaded = await this.store.load({ ...this.shelves.take(), ...also, ...inPart });
    this.lists?.learn(loaded);
    this.shelves.learn({
      ...loaded,
      linked: this.changes.links.over(loaded.linked),
      keys: this.changes.keys.over(loaded.keys),
      claims: this.changes.names.over(loaded.claims),
    });
  }

  /** Of each of these lists one reference that is not known; what is changed must be committed. */
  async others(lists: readonly AskedList[]): Promise<ReadonlyMap<AskedList, string | undefined>> {
    return lists.length === 0 ? new Map() : (await this.store.load({ others: lists })).others;
  }

  /** Forgets records of which more of their lists is looked at now. */
  private async dropStale(lists: LookedAt): Promise<void> {
    const { objects, mvs } = lists.takeStale();
    await this.flush();
    for (const id of objects) this.shelves.objects.known.delete(id);
    for (const id of mvs) this.shelves.mvs.known.delete(id);
    this.whenReloaded();
  }

  // ---- asking for what will be needed, without reading it now: saves the evaluation from finding out by and by

  wantObjects(ids: Iterable<ObjectId>): void {
    for (const id of ids) this.shelves.objects.want(id);
  }
  wantMvs(ids: Iterable<MvId>): void {
    for (const id of ids) {
      this.shelves.mvs.want(id);
      this.shelves.links.want(id);
    }
  }
  wantMvKeys(keys: Iterable<MvKey>): void {
    for (const key of keys) this.shelves.mvKeys.want(key);
  }
  wantKey(spec: KeySpecId, text: string): void {
    this.shelves.keys.want(spec, text);
  }
  wantKeys(spec: KeySpecId, texts: Iterable<string>): void {
    for (const text of texts) this.shelves.keys.want(spec, text);
  }
  wantBirths(key: ObjKey): void {
    this.shelves.births.want(key);
  }
  wantName(connector: string, name: string): void {
    this.shelves.names.want(connector, name);
    this.shelves.claims.want(connector, name);
  }
  /** What is staged for these, and was refused to them. */
  wantStaged(ids: Iterable<MvId>): void {
    for (const id of ids) {
      this.shelves.operations.want(id);
      this.shelves.refusals.want(id);
    }
  }
  wantUnclaimed(ids: Iterable<ObjectId>): void {
    for (const id of ids) this.shelves.unclaimed.want(id);
  }
  wantClaimed(ids: Iterable<MvId>): void {
    for (const id of ids) this.shelves.claimed.want(id);
  }

  /** Loads these metaverse objects with everything that is linked to them. */
  async loadMvs(ids: readonly MvId[]): Promise<void> {
    if (this.lists?.hasStale === true) await this.dropStale(this.lists);
    this.wantMvs(ids);
    if (this.missing) await this.fetch();
    for (const id of ids) this.wantObjects(this.shelves.links.known.get(id) ?? NONE);
    if (this.missing) await this.fetch();
  }

  /** Commits what has changed. The last commit of the run makes it lasting. */
  async flush(): Promise<void> {
    const changes = this.changes.take(this.shelves.objects.known, this.shelves.mvs.known, this.notes.take());
    if (Object.keys(changes).length > 0) await this.store.commit({ ...changes, followed: true });
  }

  /** What was committed is not lost with the process from now on. */
  makeLasting(): Promise<void> {
    return this.store.commit({});
  }

  /** Forgets what is loaded once it is too much. Only between batches, when everything is committed. */
  async trim(): Promise<boolean> {
    if (!this.shelves.areFull(BATCHES_KEPT * this.batch)) return false;
    await this.flush();
    this.lists?.forget();
    this.shelves.forget();
    return true;
  }
}

/** What there is of these; all of them are asked for before one that is not here yet is missed. */
const foundAmong = <Found>(ids: readonly ObjectId[], read: (id: ObjectId) => Found | undefined): readonly Found[] => {
  if (ids.length === 0) return NONE;
  const found: Found[] = [];
  askAll(ids, (id) => {
    const each = read(id);
    if (each !== undefined) found.push(each);
  });
  return found;
};
