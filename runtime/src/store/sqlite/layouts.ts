// Which attribute of a type is at which slot. Slots are given once; a plan that selects more adds some.
import type { Database } from 'better-sqlite3';
import type { Layouts, Selection } from '../port.js';
import { compileCodec, type RowCodec, type SlotShape } from './codec.js';
import type { Dictionary } from './dictionary.js';
import { listAt } from './rows.js';

export interface TypeLayout {
  readonly id: number;
  /** `corp.user`, or `person`. */
  readonly name: string;
  /** Without a connector's name: `user`. */
  readonly type: string;
  readonly slots: readonly SlotShape[];
  readonly codec: RowCodec;
  readonly references: readonly number[];
  /** The slot that holds the object's name. */
  readonly naming: number | undefined;
}

export interface LayoutTable {
  named(type: string): TypeLayout;
  numbered(id: number): TypeLayout;
  /** Ids of all types, or of those of a connector. */
  types(connector?: string): readonly number[];
  /** Gives every selected attribute a slot. `retired`: attributes whose type changed, as `corp.user.mail`. */
  open(selection: Selection): { readonly layouts: Layouts; readonly retired: readonly string[] };
  forget(): void;
}

/** Layouts of a database. Without `write` new slots are only given in memory, for as long as this is open. */
export function openLayouts(db: Database, types: Dictionary, write: boolean): LayoutTable {
  const select = db.prepare<[], SlotTuple>(
    'select type, slot, name, scalar, many, reference, naming from slot order by type, slot',
  );
  const insert = db.prepare<SlotTuple>('insert into slot values (?, ?, ?, ?, ?, ?, ?)');
  const setNaming = db.prepare<[number, number, number]>('update slot set naming = ? where type = ? and slot = ?');
  const rename = db.prepare<[string, number, number]>('update slot set name = ? where type = ? and slot = ?');
  const selectTypes = db.prepare<[], readonly [number, string]>('select id, name from type order by id');
  let byId = new Map<number, TypeLayout>();

  const read = (): void => {
    const slots = new Map<number, SlotShape[]>();
    for (const [type, , name, scalar, many, reference, naming] of select.raw().all()) {
      listAt(slots, type).push({ name, scalar, many: many === 1, reference: reference === 1, naming: naming === 1 });
    }
    byId = new Map(
      selectTypes
        .raw()
        .all()
        .map(([id, name]) => [id, layoutOf(id, name, slots.get(id) ?? [])]),
    );
  };
  const numbered = (id: number): TypeLayout => {
    if (!byId.has(id)) read();
    const found = byId.get(id);
    if (found === undefined) throw new Error(`bug: the store has no type ${id}`);
    return found;
  };
  const extend = (id: number, name: string, wanted: SelectedAttributes): readonly string[] => {
    const present = byId.get(id)?.slots ?? [];
    const { slots, retired } = extendSlots(present, wanted);
    byId.set(id, layoutOf(id, name, slots));
    if (write) {
      for (const slot of retired) rename.run(slots[slot]?.name ?? '', id, slot);
      slots.forEach((shape, slot) => {
        if (slot >= present.length) insert.run(id, slot, ...cellsOf(shape));
        else if (shape.naming !== present[slot]?.naming) setNaming.run(Number(shape.naming), id, slot);
      });
    }
    return retired.map((slot) => `${name}.${present[slot]?.name}`);
  };

  read();
  return {
    numbered,
    named: (type) => {
      const id = types.find(type);
      if (id === undefined) throw new Error(`bug: the store was not opened for the type '${type}'`);
      return numbered(id);
    },
    types: (connector) => {
      const all = selectTypes.raw().all();
      return all.filter(([, name]) => connector === undefined || name.startsWith(`${connector}.`)).map(([id]) => id);
    },
    open: (selection) => {
      read();
      const temporary = temporaryIds(byId);
      const idOf = (name: string): number => (write ? types.give(name) : (types.find(name) ?? temporary()));
      const retired = [...selection].flatMap(([name, wanted]) => extend(idOf(name), name, wanted));
      const layouts = new Map([...byId.values()].map((type) => [type.name, type.slots.map((slot) => slot.name)]));
      return { layouts, retired };
    },
    forget: read,
  };
}

type SlotCells = [name: string, scalar: string, many: number, reference: number, naming: number];
type SlotTuple = [type: number, slot: number, ...SlotCells];

const cellsOf = ({ name, scalar, many, reference, naming }: SlotShape): SlotCells => [
  name,
  scalar,
  Number(many),
  Number(reference),
  Number(naming),
];

type SelectedAttributes = NonNullable<ReturnType<Selection['get']>>;

/** For types that a reader knows from its plan and the store does not have yet: numbers that no row has. */
function temporaryIds(known: ReadonlyMap<number, unknown>): () => number {
  let next = -1;
  return () => {
    while (known.has(next)) next--;
    return next--;
  };
}

function layoutOf(id: number, name: string, slots: readonly SlotShape[]): TypeLayout {
  const references = slots.flatMap((slot, i) => (slot.reference ? [i] : []));
  const naming = slots.findIndex((slot) => slot.naming);
  return {
    id,
    name,
    type: name.slice(name.indexOf('.') + 1),
    slots,
    codec: compileCodec(slots),
    references,
    naming: naming < 0 ? undefined : naming,
  };
}

function extendSlots(
  present: readonly SlotShape[],
  wanted: SelectedAttributes,
): { readonly slots: readonly SlotShape[]; readonly retired: readonly number[] } {
  const slots = [...present];
  const retired: number[] = [];
  for (const { naming = false, ...attribute } of wanted) {
    const shape: SlotShape = { ...attribute, naming };
    const at = slots.findIndex((slot) => slot.name === shape.name);
    const old = slots[at];
    if (old !== undefined && isStoredAlike(old, shape)) {
      slots[at] = { ...old, naming };
      continue;
    }
    if (old !== undefined) {
      slots[at] = { ...old, naming: false, name: `\u001f${at}\u001f${shape.name}` };
      retired.push(at);
    }
    slots.push(shape);
  }
  return { slots, retired };
}

/** Whether values stored for one are values of the other. */
const isStoredAlike = (a: SlotShape, b: SlotShape): boolean =>
  a.many === b.many && a.reference === b.reference && family(a.scalar) === family(b.scalar);

const family = (scalar: string): string => (scalar === 'dn' || scalar === 'secret' ? 'string' : scalar);
