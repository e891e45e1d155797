// References by name in systems that keep them in step: when an import tells that an object is renamed, or a container
// above it, the system has renamed the references to it too, and tells it of none of their holders.
import type { CsObject, ObjectChange } from '../../store/index.js';
import {
  contentOf,
  dnKey,
  isMany,
  type ObjectId,
  refByName,
  SEPARATOR,
  type Value,
  valuesOf,
} from '../../values/index.js';
import { type SpaceType, typeOfObject } from '../space.js';
import type { Renamed } from './below.js';
import type { ImportSession } from './session.js';

/** How many holders are loaded together. */
const BATCH = 100;

/** Renames of one page, and who refers to what is renamed. All of them happen at once: names may be swapped. */
export class Following {
  private readonly renames = new Map<string, string>();
  private readonly holders = new Set<ObjectId>();
  private readonly followedNow = new Set<string>();

  constructor(private readonly session: ImportSession) {}

  rename(renamed: readonly Renamed[]): void {
    for (const { former, present } of renamed)
      if (present !== undefined) this.renames.set(refByName(dnKey(former)), refByName(dnKey(present)));
  }

  /** Those whom this import has told say themselves what they refer to. */
  concern(holders: Iterable<ObjectId>): void {
    if (!this.session.referencesFollow) return;
    for (const id of holders) if (!this.session.told.has(id)) this.holders.add(id);
  }

  /** The changes of a page with those of the holders. */
  async with(changes: readonly ObjectChange[]): Promise<readonly ObjectChange[]> {
    const all = new Map(changes.map((change) => [change.after.id, change]));
    const ids = [...this.holders];
    for (let from = 0; from < ids.length; from += BATCH) {
      const { objects } = await this.session.space.store.load({ objects: ids.slice(from, from + BATCH) });
      for (const before of objects.values()) {
        const change = before && (all.get(before.id) ?? { before, after: before });
        if (change !== undefined) all.set(change.after.id, { ...change, after: this.followed(change.after) });
      }
    }
    for (const reference of this.followedNow) this.session.followed.add(reference);
    return [...all.values()].filter(({ before, after }) => before !== after);
  }

  private followed(object: CsObject): CsObject {
    const type = typeOfObject(this.session.space, object);
    const slots = type === undefined ? [] : referenceSlots(type);
    const concerned = slots.filter((slot) =>
      valuesOf(object.image[slot]).some((value) => this.renames.has(String(value))),
    );
    if (concerned.length === 0) return object;
    const image = [...object.image];
    for (const slot of concerned) {
      const values = new Set(valuesOf(image[slot]).map((value) => this.value(object.id, value)));
      image[slot] = contentOf([...values], isMany(image[slot]));
    }
    return { ...object, image };
  }

  /** One that followed in an earlier page means what it means, although another object may have had that name. */
  private value(holder: ObjectId, value: Value): Value {
    const to = this.renames.get(String(value));
    if (to === undefined || this.session.followed.has(holder + SEPARATOR + value)) return value;
    this.followedNow.add(holder + SEPARATOR + to);
    return to;
  }
}

const referenceSlots = (type: SpaceType): readonly number[] =>
  [...type.stored.values()].flatMap(({ reference, slot }) => (reference ? [slot] : []));
