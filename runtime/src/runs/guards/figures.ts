// What a changeset would do, in figures: counted on the frozen list, before anything is sent.
import type { AttributeChange } from '../../store/index.js';
import { objectId, valuesOf } from '../../values/index.js';
import { currentReferences } from '../export/current.js';
import { type Item, isReference } from '../export/item.js';
import { currentContent } from '../export/written.js';
import { fullType, type Space, type SpaceType, spaceTypesOf } from '../space.js';

export interface Figures {
  readonly adds: number;
  readonly updates: number;
  readonly renames: number;
  readonly deletes: number;
  /** Of the deletions: objects that were there before and were joined, not created by us. */
  readonly adopted: number;
  /** Of the deletions: objects that nobody claims. */
  readonly unclaimed: number;
  /** References that are taken away, members of groups above all. */
  readonly memberships: number;
  /** By `type.attribute`: how many lose their last value. */
  readonly clears: Readonly<Record<string, number>>;
  /** Objects of the connector that are linked now. */
  readonly linked: number;
}

/** Counts a changeset. */
export const figuresOf = async (space: Space, connector: string, items: readonly Item[]): Promise<Figures> => {
  const count = (holds: (item: Item) => boolean): number => items.filter(holds).length;
  const isDelete = ({ operation }: Item): boolean => operation.kind === 'delete';
  return {
    adds: count(({ operation }) => operation.kind === 'add'),
    updates: count(({ operation }) => operation.kind === 'update'),
    renames: count(({ operation }) => operation.kind === 'update' && operation.name !== undefined),
    deletes: count(isDelete),
    adopted: count(
      (item) => isDelete(item) && item.object?.link !== undefined && item.object.link.origin !== 'provisioned',
    ),
    unclaimed: count((item) => isDelete(item) && item.operation.mv === undefined),
    memberships: await removedReferences(space, connector, items),
    clears: clearsOf(items),
    linked: await linkedObjects(space, connector),
  };
};

const linkedObjects = async (space: Space, connector: string): Promise<number> => {
  const { linked } = await space.store.counts();
  return spaceTypesOf(space, connector).reduce(
    (sum, type) => sum + (linked[fullType(connector, type.shortName)] ?? 0),
    0,
  );
};

const updatesOf = (items: readonly Item[]) =>
  items.flatMap((item) =>
    item.operation.kind === 'update' && item.object !== undefined
      ? item.operation.changes.map((change) => ({ item, object: item.object, change }))
      : [],
  );

const clearsOf = (items: readonly Item[]): Figures['clears'] => {
  const counts = new Map<string, number>();
  for (const { item, object, change } of updatesOf(items)) {
    if (object === undefined || isReference(item.type, change.attribute)) continue;
    const before = valuesOf(currentContent(object, item.type, change.attribute)).length;
    const name = `${item.type.shortName}.${change.attribute}`;
    if (isCleared(change, before)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const isCleared = (change: AttributeChange, before: number): boolean =>
  'set' in change
    ? change.set === undefined
    : change.added.flatMap(valuesOf).length === 0 && change.removed.flatMap(valuesOf).length >= before;

const removedReferences = async (space: Space, connector: string, items: readonly Item[]): Promise<number> => {
  const changes = updatesOf(items).filter(({ item, change }) => isReference(item.type, change.attribute));
  let removed = 0;
  for (const { item, object, change } of changes) {
    if (!('set' in change)) removed += change.removed.flatMap(valuesOf).length;
    else if (object !== undefined) removed += await lost(space, connector, { type: item.type, object, change });
  }
  return removed;
};

/** References that a list loses when it is set anew; a single reference that is replaced loses none. */
const lost = async (
  space: Space,
  connector: string,
  {
    type,
    object,
    change,
  }: {
    readonly type: SpaceType;
    readonly object: NonNullable<Item['object']>;
    readonly change: Extract<AttributeChange, { readonly set: unknown }>;
  },
): Promise<number> => {
  const before = valuesOf(currentContent(object, type, change.attribute));
  const after = new Set(valuesOf(change.set).map(String));
  if (after.size === 0) return before.length;
  if (!(type.attributes.get(change.attribute)?.type.many ?? false)) return 0;
  const ids = await currentReferences(space.store, connector, before.map(String));
  return ids.filter((id) => id === undefined || !after.has(`o:${objectId(id)}`)).length;
};
