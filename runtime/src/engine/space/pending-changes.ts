// What is changed and not committed yet.
import type { Changes, CsObject, Departure, KeySpecId, MvObject, NameClaim, Operation } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { Overlay, PairOverlay } from './overlay.js';

export class PendingChanges {
  /** What the store has of changed records; first of all changes since they were last taken. */
  readonly objects = new Map<ObjectId, CsObject | undefined>();
  readonly mvs = new Map<MvId, MvObject | undefined>();
  departures: Departure[] = [];
  readonly removedMvs = new Set<MvId>();
  operations = new Map<MvId, readonly Operation[]>();
  unclaimed = new Map<ObjectId, Operation | undefined>();
  claims = new Map<MvId, readonly NameClaim[]>();

  /** Objects linked to metaverse objects, owners of keys, claimants of names: what a store does not know of them. */
  readonly links = new Overlay<MvId, ObjectId>();
  readonly keys = new PairOverlay<KeySpecId, number>();
  readonly names = new PairOverlay<string, MvId>();

  /** Everything as a store takes it, with `also`; from now on nothing is changed. */
  take(
    objects: ReadonlyMap<ObjectId, CsObject | undefined>,
    mvs: ReadonlyMap<MvId, MvObject | undefined>,
    also: Changes,
  ): Changes {
    const changedObjects = replaced(this.objects, objects);
    const changedMvs = replaced(this.mvs, mvs);
    const changes: Changes = {
      ...also,
      ...(this.operations.size === 0 ? {} : { operations: this.operations }),
      ...(this.unclaimed.size === 0 ? {} : { unclaimed: this.unclaimed }),
      ...(this.claims.size === 0 ? {} : { claims: this.claims }),
      ...(changedObjects.length === 0 ? {} : { objects: changedObjects }),
      ...(changedMvs.length === 0 ? {} : { mvs: changedMvs }),
      ...(this.removedMvs.size === 0 ? {} : { removedMvs: [...this.removedMvs] }),
      ...(this.departures.length === 0 ? {} : { departures: this.departures }),
    };
    this.departures = [];
    this.operations = new Map();
    this.unclaimed = new Map();
    this.claims = new Map();
    for (const pending of [this.objects, this.mvs, this.removedMvs]) pending.clear();
    for (const overlay of [this.links, this.keys, this.names]) overlay.forget();
    return changes;
  }
}

/** Records that are other ones now, with those that they replace. */
const replaced = <Id, Record>(
  before: ReadonlyMap<Id, Record | undefined>,
  now: ReadonlyMap<Id, Record | undefined>,
): readonly { readonly before: Record | undefined; readonly after: Record }[] => {
  const changes: { readonly before: Record | undefined; readonly after: Record }[] = [];
  for (const [id, record] of before) {
    const after = now.get(id);
    if (after !== undefined && after !== record) changes.push({ before: record, after });
  }
  return changes;
};
