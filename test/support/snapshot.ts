// The state of a space in engine-independent terms, as engine-spec section 13 compares it: keys for ids, names for slots.
import type {
  AttributeChange,
  CsObject,
  EngineError,
  ErrorRecord,
  Layouts,
  MvObject,
  Operation,
  Store,
} from '@syncrule/runtime/store';
import { isMemoryStore, stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import { type Content, type MvId, mvId, type ObjectId, objectId } from '@syncrule/runtime/values';

export interface Snapshot {
  readonly objects: Readonly<Record<string, unknown>>;
  readonly mvs: Readonly<Record<string, unknown>>;
  readonly operations: readonly unknown[];
  readonly errors: readonly string[];
}

/** The records of a space, wherever they come from. */
export interface Records {
  readonly objects: readonly CsObject[];
  readonly mvs: readonly MvObject[];
  readonly operations: readonly Operation[];
  readonly errors: readonly Pick<ErrorRecord, 'unit' | 'origin' | 'error'>[];
}

export const recordsOf = async (store: Store): Promise<Records> => {
  const operations: Operation[] = [];
  for await (const operation of store.operations()) operations.push(operation);
  return {
    objects: await allObjects(store),
    mvs: await allMvs(store),
    operations,
    errors: await store.errors({ limit: 100_000 }),
  };
};

/** Those of a store: of one in memory without asking it. */
export const recordsIn = async (store: Store): Promise<Records> => {
  if (!isMemoryStore(store)) return recordsOf(store);
  const { objects, mvs, operations, unclaimed, errors } = stateOfMemoryStore(store);
  return {
    objects: [...objects.values()],
    mvs: [...mvs.values()],
    operations: [...[...operations.values()].flat(), ...unclaimed.values()],
    errors: [...errors.values()].flat(),
  };
};

export const snapshotOf = async (store: Store, layouts: Layouts): Promise<Snapshot> =>
  snapshotOfRecords(await recordsIn(store), layouts);

/** `since`, counts, first and last seen, history and internal ids are left out. */
export const snapshotOfRecords = ({ objects, mvs, operations, errors }: Records, layouts: Layouts): Snapshot => {
  const names = new Names(objects, mvs);
  return {
    objects: Object.fromEntries(
      objects.map((object) => [names.object(object.id), shownObject(object, names, layouts)] as const).sort(byKey),
    ),
    mvs: Object.fromEntries(mvs.map((mv) => [text(mv.key), shownMv(mv, layouts)] as const).sort(byKey)),
    operations: operations.map((operation) => shownOperation(operation, names)).sort(byJson),
    errors: errors
      .map(
        ({ unit, error, origin }) =>
          `${origin} ${'object' in unit ? names.object(unit.object) : 'mv' in unit ? names.mv(unit.mv) : unit.connector} ${shownError(error)}`,
      )
      .sort(),
  };
};

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
const byJson = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Keys are readable with a slash where they have a separator. */
const text = (key: string): string => key.replaceAll('\u001f', '/');

class Names {
  private readonly objects: ReadonlyMap<ObjectId, string>;
  private readonly mvs: ReadonlyMap<MvId, string>;

  constructor(objects: readonly CsObject[], mvs: readonly MvObject[]) {
    this.mvs = new Map(mvs.map((mv) => [mv.id, text(mv.key)]));
    this.objects = new Map(
      objects.map((object) => [
        object.id,
        `${object.connector}.${object.type}/${object.anchor ?? `new for ${object.link === undefined ? 'nobody' : this.mv(object.link.mv)}`}`,
      ]),
    );
  }

  object(id: ObjectId): string {
    return this.objects.get(id) ?? 'an object that is gone';
  }
  mv(id: MvId): string {
    return this.mvs.get(id) ?? 'a metaverse object that is gone';
  }

  /** Contents with references by key. */
  content(content: unknown): unknown {
    if (Array.isArray(content)) return content.map((each) => this.content(each)).sort();
    if (typeof content === 'string' && /^o:\d+$/.test(content))
      return `-> ${this.object(objectId(Number(content.slice(2))))}`;
    return shown(content);
  }
}

const shown = (content: unknown): unknown => {
  if (typeof content === 'bigint') return `${content}n`;
  if (content instanceof Uint8Array) return `b:${Buffer.from(content).toString('hex')}`;
  if (Array.isArray(content)) return content.map(shown).sort();
  return typeof content === 'string' ? text(content) : content;
};

const present = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const shownObject = (object: CsObject, names: Names, layouts: Layouts): unknown => {
  const layout = layouts.get(`${object.connector}.${object.type}`) ?? [];
  const { link, written } = object;
  return present<unknown>({
    name: object.name,
    existence: object.existence,
    explicit: object.explicit || undefined,
    image: present(Object.fromEntries(layout.map((attribute, slot) => [attribute, shown(object.image[slot])]))),
    link:
      link &&
      present<unknown>({
        mv: names.mv(link.mv),
        account: link.account,
        origin: link.origin,
        managed: link.managed,
        ending: link.ending,
        done: link.done,
      }),
    exported:
      written && Object.keys(written.exported).length > 0
        ? Object.fromEntries(Object.entries(written.exported).map(([name, content]) => [name, names.content(content)]))
        : undefined,
    sent: written && Object.keys(written.sent).length > 0 ? Object.keys(written.sent).sort() : undefined,
    unheeded: written && Object.keys(written.unheeded).length > 0 ? Object.keys(written.unheeded).sort() : undefined,
    delivery: written?.delivery,
  });
};

const shownMv = (mv: MvObject, layouts: Layouts): unknown => {
  const layout = layouts.get(mv.type) ?? [];
  const values = layout.flatMap((attribute, slot) => {
    const value = mv.stored[slot];
    if (
      value === undefined ||
      (value.mark === 'tied' && value.values === undefined && !value.clear && value.by.length === 0)
    )
      return [];
    return [
      [
        attribute,
        present<unknown>({
          values: value.clear ? '(clear)' : shown(value.values),
          mark: value.mark,
          by: value.by.map((each) => `${text(each.object)} ${each.rule}`),
        }),
      ] as const,
    ];
  });
  return present<unknown>({
    type: mv.type,
    goneSince: mv.goneSince,
    kept:
      mv.kept &&
      Object.fromEntries(
        Object.entries(mv.kept).map(([name, by]) => [
          name,
          by.map((each) => `${text(each.object)} ${each.rule} ${JSON.stringify(shown(each.part))}`),
        ]),
      ),
    once:
      mv.once &&
      Object.fromEntries(Object.entries(mv.once).map(([name, content]) => [name, shown(content as Content)])),
    reserved:
      mv.reserved &&
      Object.fromEntries(
        Object.entries(mv.reserved).map(([place, { namespace, name }]) => [place, `${namespace} ${name}`]),
      ),
    notSettled: mv.notSettled || undefined,
    values: Object.fromEntries(values),
  });
};

const shownOperation = (operation: Operation, names: Names): unknown =>
  present<unknown>({
    kind: operation.kind,
    connector: operation.slot.connector,
    type: operation.slot.type,
    account: operation.slot.account ?? undefined,
    mv: operation.mv === undefined ? undefined : names.mv(operation.mv),
    object: operation.object === undefined ? undefined : names.object(operation.object),
    name: operation.name,
    changes: Object.fromEntries(operation.changes.map((change) => [change.attribute, shownChange(change, names)])),
  });

const shownChange = (change: AttributeChange, names: Names): unknown => {
  if ('set' in change) return change.set === undefined ? '(none)' : names.content(change.set);
  return { added: names.content(change.added.flat()), removed: names.content(change.removed.flat()) };
};

const shownError = (error: EngineError): string =>
  [
    error.kind,
    error.slot && `${error.slot.connector}.${error.slot.type}`,
    error.attribute,
    error.kind === 'unresolved-reference' ? error.detail?.reference : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');

const allObjects = async (store: Store): Promise<readonly CsObject[]> => {
  const ids = await store.objectIds({ after: objectId(0), limit: 1_000_000 });
  const { objects } = await store.load({ objects: ids });
  return [...objects.values()].filter((object) => object !== undefined);
};

const allMvs = async (store: Store): Promise<readonly MvObject[]> => {
  const ids = await store.mvIds({ after: mvId(0), limit: 1_000_000 });
  const { mvs } = await store.load({ mvs: ids });
  return [...mvs.values()].filter((mv) => mv !== undefined);
};
