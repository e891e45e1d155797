// The changeset of a connector: its staged operations with the objects they are about, less those that must wait.
import type { AddRefusal, CsObject, Operation, Retry, Slot } from '../../store/index.js';
import { type MvId, type ObjectId, objKey } from '../../values/index.js';
import { mustWait } from '../retry.js';
import { type Space, typeOfObject } from '../space.js';
import { type HeldBack, heldBack } from './held-back.js';
import { fingerprintOf, type Item, sameSlot } from './item.js';

export interface Changeset {
  readonly items: readonly Item[];
  /** Operations whose time has not come: a retry later, an object that no import has shown yet, or one of these before them. */
  readonly waiting: readonly Operation[];
  /** Those of them that wait for others. */
  readonly held: readonly HeldBack[];
}

const BATCH = 1000;

/** Reads the staged operations of a connector. */
export const changesetOf = async (space: Space, connector: string, at: number): Promise<Changeset> => {
  const ready: Item[] = [];
  const later: Item[] = [];
  const waiting: Operation[] = [];
  let batch: Operation[] = [];
  const take = async (): Promise<void> => {
    const timed = await itemsOf(space, batch, at);
    for (const operation of batch) {
      const one = timed.get(operation);
      if (one?.waits === false) ready.push(one.item);
      else waiting.push(operation);
      // What is gone has no name any more.
      if (one?.waits === true && one.item.object?.existence !== 'gone') later.push(one.item);
    }
    batch = [];
  };
  for await (const operation of space.store.operations(connector)) {
    if (batch.push(operation) >= BATCH) await take();
  }
  await take();
  const held = heldBack(ready, later);
  if (held.length === 0) return { items: ready, waiting, held };
  const isHeld = new Set(held.map(({ item }) => item));
  return {
    items: ready.filter((item) => !isHeld.has(item)),
    waiting: [...waiting, ...held.map(({ item }) => item.operation)],
    held,
  };
};

interface Timed {
  readonly item: Item;
  /** Its time has not come. */
  readonly waits: boolean;
}

/** Each operation with its object; without what there is no type or no metaverse object for. */
const itemsOf = async (
  space: Space,
  operations: readonly Operation[],
  at: number,
): Promise<ReadonlyMap<Operation, Timed>> => {
  const objects = new Set(operations.flatMap(({ object }) => (object === undefined ? [] : [object])));
  const adding = new Set(operations.flatMap(({ kind, mv }) => (kind === 'add' && mv !== undefined ? [mv] : [])));
  const loaded = await space.store.load({ objects, mvHeads: adding, addRefusals: adding });
  const underWay = await slotsUnderWay(space, adding);
  const waits = (item: Item): boolean => {
    const { kind, mv, slot } = item.operation;
    const now = { at, fingerprint: () => fingerprintOf(item), plan: space.plan.hash };
    return (
      (kind === 'add' && underWay.has(slotKey(mv, slot))) ||
      isUnseen(item) ||
      mustWait(retryOf(item, refusalsOf(loaded, mv)), now)
    );
  };
  return new Map(
    operations.flatMap((operation) => {
      const item = itemOf(space, operation, loaded);
      return item === undefined ? [] : [[operation, { item, waits: waits(item) }] as const];
    }),
  );
};

type Loaded = Awaited<ReturnType<Space['store']['load']>>;

const refusalsOf = (loaded: Loaded, mv: MvId | undefined): readonly AddRefusal[] =>
  mv === undefined ? [] : (loaded.addRefusals.get(mv) ?? []);

const itemOf = (space: Space, operation: Operation, loaded: Loaded): Item | undefined => {
  const type = typeOfObject(space, operation.slot);
  if (!type) return undefined;
  if (operation.kind === 'add') {
    const mv = operation.mv === undefined ? undefined : loaded.mvHeads.get(operation.mv);
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

/** Slots that an object fills already: an add for them was sent, or was about to be, and no answer is recorded. */
const slotsUnderWay = async (space: Space, mvs: ReadonlySet<MvId>): Promise<ReadonlySet<string>> => {
  const { linked } = await space.store.load({ linked: mvs });
  const { heads } = await space.store.load({ heads: new Set([...linked.values()].flat()) });
  return new Set(
    [...heads.values()].flatMap((head) =>
      head?.link && head.existence !== 'gone' ? [slotKey(head.link.mv, { ...head, account: head.link.account })] : [],
    ),
  );
};

const slotKey = (mv: MvId | undefined, { connector, type, account }: Slot): string =>
  JSON.stringify([mv, connector, type, account]);

/** No import has shown the object that is to be changed, or the last one did not. */
const isUnseen = ({ operation, object }: Item): boolean =>
  operation.kind !== 'add' && (object?.anchor === undefined || object.existence === 'gone');

const retryOf = ({ operation, object }: Item, refusals: readonly AddRefusal[]): Retry | undefined =>
  operation.kind === 'add'
    ? refusals.find(({ slot }) => sameSlot(slot, operation.slot))?.retry
    : object?.written?.retry;
