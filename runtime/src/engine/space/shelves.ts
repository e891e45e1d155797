// Everything that can be loaded of the space, shelf by shelf: what is known, and what was missed.
import type {
  AddRefusal,
  CsObject,
  KeySpecId,
  Loaded,
  MvHead,
  MvObject,
  NameClaim,
  Needs,
  ObjectHead,
  Operation,
  Slot,
} from '../../store/index.js';
import type { MvId, MvKey, ObjectId, ObjKey } from '../../values/index.js';
import { MISS } from './miss.js';
import { PairShelf } from './pair-shelf.js';

/** One kind of thing that can be loaded: what is known, and what was missed. */
export class Shelf<K, V> {
  readonly known = new Map<K, V>();
  private missed: Set<K> | undefined;

  get(key: K): V {
    const value = this.known.get(key);
    if (value !== undefined || this.known.has(key)) return value as V;
    this.want(key);
    throw MISS;
  }

  /** Misses what is known, so that it is loaded anew. */
  getAnew(key: K): never {
    this.missed ??= new Set();
    this.missed.add(key);
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
    loaded.forEach((value, key) => {
      if (!this.known.has(key)) this.known.set(key, value);
    });
  }

  forget(): void {
    this.known.clear();
  }
}

/** So that the heads of all members of a group of half a million may stay from one phase to the next. */
const HEADS_PER_RECORD = 500;

export class Shelves {
  readonly objects = new Shelf<ObjectId, CsObject | undefined>();
  readonly mvs = new Shelf<MvId, MvObject | undefined>();
  readonly mvKeys = new Shelf<MvKey, MvId | undefined>();
  /** Of records that stand in `objects` and `mvs` those count. */
  readonly heads = new Shelf<ObjectId, ObjectHead | undefined>();
  readonly mvHeads = new Shelf<MvId, MvHead | undefined>();
  readonly links = new Shelf<MvId, readonly ObjectId[]>();
  readonly anchors = new Shelf<ObjKey, ObjectId | undefined>();
  readonly names = new PairShelf<string, ObjectId>();
  readonly keys = new PairShelf<KeySpecId, number>();
  readonly referrers = new PairShelf<string, ObjectId>();
  readonly mvReferrers = new Shelf<MvKey, readonly MvId[]>();
  readonly births = new Shelf<ObjKey, readonly MvKey[]>();
  readonly claims = new PairShelf<string, MvId>();
  readonly claimed = new Shelf<MvId, readonly NameClaim[]>();
  readonly operations = new Shelf<MvId, readonly Operation[]>();
  readonly adds = new Shelf<MvId, readonly Slot[]>();
  readonly unclaimed = new Shelf<ObjectId, Operation | undefined>();
  readonly refusals = new Shelf<MvId, readonly AddRefusal[]>();
  readonly visibles = new Shelf<string, boolean>();
  readonly childNames = new PairShelf<string, ObjectId>();

  private readonly all: readonly { readonly isMissing: boolean; forget(): void }[] = [
    this.objects,
    this.mvs,
    this.mvKeys,
    this.heads,
    this.mvHeads,
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
    this.adds,
    this.unclaimed,
    this.refusals,
    this.visibles,
    this.childNames,
  ];

  /** Whether anything was missed since it was last taken. */
  get isMissing(): boolean {
    for (const shelf of this.all) if (shelf.isMissing) return true;
    return false;
  }

  /** What was missed. */
  take(): Needs {
    return {
      ...some('objects', this.objects.take()),
      ...some('mvs', this.mvs.take()),
      ...some('mvKeys', this.mvKeys.take()),
      ...some('heads', this.heads.take()),
      ...some('mvHeads', this.mvHeads.take()),
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
      ...some('adds', this.adds.take()),
      ...some('unclaimed', this.unclaimed.take()),
      ...some('addRefusals', this.refusals.take()),
      ...some('visible', this.visibles.take()),
      ...some('children', this.childNames.take()),
    };
  }

  learn(loaded: Loaded): void {
    this.objects.learn(loaded.objects);
    this.mvs.learn(loaded.mvs);
    this.mvKeys.learn(loaded.mvKeys);
    this.heads.learn(loaded.heads);
    this.mvHeads.learn(loaded.mvHeads);
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
    this.adds.learn(loaded.adds);
    this.unclaimed.learn(loaded.unclaimed);
    this.refusals.learn(loaded.addRefusals);
    this.visibles.learn(loaded.visible);
    this.childNames.learn(loaded.children);
  }

  /** Whether more records are known than so many, or far more heads: each takes a small part of the room of a record. */
  areFull(records: number): boolean {
    return (
      this.objects.known.size + this.mvs.known.size >= records ||
      this.heads.known.size + this.mvHeads.known.size >= HEADS_PER_RECORD * records
    );
  }

  /** Forgets what can be loaded again, but not that no object of a type is visible: it would be noted if one became so. */
  forget(): void {
    const invisible = [...this.visibles.known].filter(([, visible]) => !visible);
    for (const shelf of this.all) shelf.forget();
    for (const [type, visible] of invisible) this.visibles.known.set(type, visible);
  }
}

const some = <Name extends string, T>(name: Name, missed: T | undefined): { readonly [K in Name]?: T } =>
  (missed === undefined ? {} : { [name]: missed }) as { readonly [K in Name]?: T };
