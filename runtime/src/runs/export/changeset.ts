// The changeset of a connector: its staged operations with the objects they are about, less those that must wait.
import { operationFingerprint } from '../../engine/index.js';
import type { AddRefusal, CsObject, Operation, Retry, Slot } from '../../store/index.js';
import { type MvId, type ObjectId, objKey } from '../../values/index.js';
import { mustWait } from '../retry.js';
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
  readonly waiting: readonly Operation[];
}

const BATCH = 1000;

/** Reads the staged operations of a connector. */
export const changesetOf = async (space: Space, connector: string, at: number): Promise<Changeset> => {
  const items: Item[] = [];
  const waiting: Operation[] = [];
  let batch: Operation[] = [];
  const take = async (): Promise<void> => {
    const loaded = await itemsOf(space, batch, at);
    items.push(...loaded);
    const ready = new Set(loaded.map(({ operation }) => operation));
    waiting.push(...batch.filter((operation) => !ready.has(operation)));
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

/** The same for operations that a target would refuse, or fail on, alike. */
export const fingerprintOf = ({ operation, type }: Item): string =>
  operationFingerprint(operation, (attribute) => isReference(type, attribute));

export const isReference = (type: SpaceType, attribute: string): boolean =>
  type.attributes.get(attribute)?.type.scalar === 'ref';

const itemsOf = async (space: Space, operations: readonly Operation[], at: number): Promise<readonly Item[]> => {
  const objects = new Set(operations.flatMap(({ object }) => (object === undefined ? [] : [object])));
  const adding = new Set(operations.flatMap(({ kind, mv }) => (kind === 'add' && mv !== undefined ? [mv] : [])));
  const loaded = await space.store.load({ objects, mvHeads: adding, addRefusals: adding });
  const underWay = await slotsUnderWay(space, adding);
  return operations.flatMap((operation) => {
    const item = itemOf(space, operation, loaded);
    if (!item) return [];
    const now = { at, fingerprint: () => fingerprintOf(item), plan: space.plan.hash };
    if (operation.kind === 'add' && underWay.has(slotKey(operation.mv, operation.slot))) return [];
    return isUnseen(item) || mustWait(retryOf(item, refusalsOf(loaded, operation.mv)), now) ? [] : [item];
  });
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
