// Which references of lists that go value by value a synchronisation looks at. Lists are loaded as far as they are looked
// at; of some metaverse objects everything is, and then the lists of their objects are loaded whole.
import { type CsObject, type ListParts, type Loaded, type MvObject, typeOfObject } from '../../store/index.js';
import type { MvId, MvKey, ObjectId } from '../../values/index.js';
import { IdSet } from './id-set.js';

const NONE: ReadonlySet<never> = new Set();

/** Of one kind of record: what is looked at, and what is known of less than that. */
class Parts<Id extends number, Reference extends string> {
  private readonly marked = new Map<Id, Set<Reference>>();
  private readonly wholes = new IdSet<Id>();
  /** Loaded in part. */
  private readonly inPart = new Set<Id>();
  private readonly records = new WeakSet<object>();
  /** Of those, more is looked at than when they were loaded. */
  readonly stale = new Set<Id>();

  of(id: Id): ReadonlySet<Reference> | undefined {
    return this.wholes.has(id) ? undefined : (this.marked.get(id) ?? NONE);
  }

  /** Whether it was not looked at before. */
  add(id: Id, reference: Reference): boolean {
    if (this.wholes.has(id)) return false;
    const known = this.marked.get(id);
    if (known?.has(reference) === true) return false;
    if (known === undefined) this.marked.set(id, new Set([reference]));
    else known.add(reference);
    if (this.inPart.has(id)) this.stale.add(id);
    return true;
  }

  addAll(id: Id): void {
    if (!this.wholes.add(id)) return;
    this.marked.delete(id);
    if (this.inPart.has(id)) this.stale.add(id);
  }

  /** It was loaded, with what is looked at. */
  loaded(record: { readonly id: Id }): void {
    const { id } = record;
    this.stale.delete(id);
    if (this.wholes.has(id)) this.inPart.delete(id);
    else {
      this.inPart.add(id);
      this.records.add(record);
    }
  }

  /** A record takes the place of one that may have been loaded in part, and before the one that is known now. */
  replaced(before: { readonly id: Id }, after: { readonly id: Id }, known: object | undefined): void {
    if (!this.records.has(before)) return;
    this.records.add(after);
    this.inPart.add(after.id);
    if (known !== before) this.stale.add(after.id);
  }

  takeStale(): readonly Id[] {
    const stale = [...this.stale];
    for (const id of stale) this.inPart.delete(id);
    this.stale.clear();
    return stale;
  }

  forget(): void {
    this.inPart.clear();
    this.stale.clear();
  }
}

export class LookedAt implements ListParts {
  private readonly objects = new Parts<ObjectId, string>();
  private readonly mvs = new Parts<MvId, MvKey>();
  private readonly complete = new IdSet<MvId>();

  constructor(readonly slots: ListParts['slots']) {}

  readonly ofObject = (id: ObjectId): ReadonlySet<string> | undefined => this.objects.of(id);
  readonly ofMv = (id: MvId): ReadonlySet<MvKey> | undefined => this.mvs.of(id);

  /** A value of a metaverse object's lists is looked at. */
  value(id: MvId, value: MvKey): void {
    if (this.mvs.add(id, value)) this.complete.delete(id);
  }

  /** A reference in the lists of an object that is linked to a metaverse object is looked at. */
  reference(object: ObjectId, reference: string, mv: MvId): void {
    if (this.objects.add(object, reference)) this.complete.delete(mv);
  }

  /** Everything about a metaverse object is looked at. */
  everything(id: MvId): void {
    this.mvs.addAll(id);
    this.complete.delete(id);
  }

  everythingOf(id: ObjectId): void {
    this.objects.addAll(id);
  }

  /** Whether everything is known that belongs to what is looked at of it. */
  isComplete(id: MvId): boolean {
    return this.complete.has(id);
  }

  completed(id: MvId): void {
    this.complete.add(id);
  }

  isStaleObject(id: ObjectId): boolean {
    return this.objects.stale.has(id);
  }

  isStaleMv(id: MvId): boolean {
    return this.mvs.stale.has(id);
  }

  /** Records of which more is looked at than when they were loaded; from now on, none. */
  takeStale(): { readonly objects: readonly ObjectId[]; readonly mvs: readonly MvId[] } {
    return { objects: this.objects.takeStale(), mvs: this.mvs.takeStale() };
  }

  get hasStale(): boolean {
    return this.objects.stale.size > 0 || this.mvs.stale.size > 0;
  }

  /** Notes what was loaded. */
  learn({ objects, mvs }: Pick<Loaded, 'objects' | 'mvs'>): void {
    for (const object of objects.values())
      if (object?.link !== undefined && this.slots.has(typeOfObject(object))) this.objects.loaded(object);
    for (const mv of mvs.values()) if (mv !== undefined && this.slots.has(mv.type)) this.mvs.loaded(mv);
  }

  /** A record is changed; `known`: the one that is known now. */
  changedObject(before: CsObject, after: CsObject, known: CsObject | undefined): void {
    this.objects.replaced(before, after, known);
  }

  changedMv(before: MvObject, after: MvObject, known: MvObject | undefined): void {
    this.mvs.replaced(before, after, known);
  }

  /** Nothing is loaded any more. */
  forget(): void {
    this.objects.forget();
    this.mvs.forget();
  }
}
