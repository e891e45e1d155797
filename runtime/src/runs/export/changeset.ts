// The changeset of a connector: its staged operations with the objects they are about, less those that must wait.
import type { AddRefusal, CsObject, Operation, Slot } from '../../store/index.js';
import { type MvId, type ObjectId, objKey } from '../../values/index.js';
import { type Space, type SpaceType, typeOfObject } from '../space.js';

/** One operation that can be sent now. */
export interface Item {
  readonly operation: Operation;
  /** Missing for an add. */
  readonly object: CsObject | undefined;
  readonly type: SpaceType;
  /** Identity to the outside: the last resort of every order. */
  readonly key: string;
}

export interface Changeset {
  readonly items: readonly Item[];
  /** Operations whose time has not come: a retry later, or an object that no import has shown yet. */
  readonly waiting: number;
}

const BATCH = 1000;

/** Reads the staged operations of a connector. */
export const changesetOf = async (space: Space, connector: string, at: number): Promise<Changeset> => {
  const items: Item[] = [];
  let waiting = 0;
  let batch: Operation[] = [];
  const take = async (): Promise<void> => {
    const loaded = await itemsOf(space, batch, at);
    items.push(...loaded);
    waiting += batch.length - loaded.length;
    batch = [];
  };
  for await (const operation of space.store.operations(connector)) {
    if (batch.push(operation) >= BATCH) await take();
  }
  await take();
  return { items, waiting };
};

export const sameSlot = (a: Slot, b: Slot): boolean =>
  a.connector === b.connector && a.type === b.type && a.account === b.account;

const itemsOf = async (space: Space, operations: readonly Operation[], at: number): Promise<readonly Item[]> => {
  const objects = new Set(operations.flatMap(({ object }) => (object === undefined ? [] : [object])));
  const adding = new Set(operations.flatMap(({ kind, mv }) => (kind === 'add' && mv !== undefined ? [mv] : [])));
  const loaded = await space.store.load({ objects, mvs: adding, addRefusals: adding });
  return operations.flatMap((operation) => {
    const item = itemOf(space, operation, loaded);
    return item && !isWaiting(item, refusalsOf(loaded, operation.mv), at) ? [item] : [];
  });
};

type Loaded = Awaited<ReturnType<Space['store']['load']>>;

const refusalsOf = (loaded: Loaded, mv: MvId | undefined): readonly AddRefusal[] =>
  mv === undefined ? [] : (loaded.addRefusals.get(mv) ?? []);

const itemOf = (space: Space, operation: Operation, loaded: Loaded): Item | undefined => {
  const type = typeOfObject(space, operation.slot);
  if (!type) return undefined;
  if (operation.kind === 'add') {
    const mv = operation.mv === undefined ? undefined : loaded.mvs.get(operation.mv);
    const { connector, type: slotType, account } = operation.slot;
    return (
      mv && { operation, type, object: undefined, key: [mv.key, connector, slotType, account ?? ''].join('\u001f') }
    );
  }
  const object = objectOf(loaded, operation.object);
  return object && { operation, type, object, key: objKey(object.connector, object.anchor ?? '') };
};

const objectOf = (loaded: Loaded, id: ObjectId | undefined): CsObject | undefined =>
  id === undefined ? undefined : loaded.objects.get(id);

const isWaiting = ({ operation, object }: Item, refusals: readonly AddRefusal[], at: number): boolean => {
  if (operation.kind !== 'add') {
    return object?.anchor === undefined || object.existence === 'gone' || (object.written?.retry?.notBefore ?? 0) > at;
  }
  const refusal = refusals.find(({ slot }) => sameSlot(slot, operation.slot));
  return (refusal?.retry?.notBefore ?? 0) > at;
};
