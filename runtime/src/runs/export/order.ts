// The order in which a changeset is sent (engine specification, 8.3): hard edges first, then what reads most naturally.
import { compareText, dnKey, dnValues, parentDn, valuesOf } from '../../values/index.js';
import { Heap } from './heap.js';
import type { Item } from './item.js';
import { standsForAdd } from './references.js';

/** An item in its place, with the places of those that must have been done before it. */
export interface Step {
  readonly item: Item;
  readonly after: readonly number[];
}

/** Items in the order of sending. */
export const inOrder = (items: readonly Item[]): readonly Step[] => {
  const ranked = items
    .map((item) => ({ item, rank: rankOf(item) }))
    .sort(compareRanked)
    .map(({ item }) => item);
  const before = hardEdges(ranked);
  const order = topological(ranked.length, before);
  const place = new Map(order.map((index, position) => [index, position]));
  return order.flatMap((index, position) => {
    const item = ranked[index];
    const after = (before[index] ?? []).map((other) => place.get(other) ?? 0).filter((other) => other < position);
    return item ? [{ item, after }] : [];
  });
};

/** Number of relative names; 0 without a name. */
const depthOf = (name: string | undefined): number => (name === undefined ? 0 : (dnValues(name)?.length ?? 1));

interface Rank {
  readonly class: number;
  readonly depth: number;
  readonly waitingFor: number;
}

const rankOf = ({ operation, object }: Item): Rank => {
  const waitingFor = operation.changes.flatMap(referencesIn).filter((text) => text.startsWith('m:')).length;
  if (operation.kind === 'delete') return { class: 3, depth: -depthOf(object?.name), waitingFor: 0 };
  if (operation.kind === 'add') return { class: 1, depth: depthOf(operation.name), waitingFor };
  return { class: operation.name === undefined ? 2 : 0, depth: depthOf(operation.name), waitingFor };
};

const compareRanked = (a: { item: Item; rank: Rank }, b: { item: Item; rank: Rank }): number =>
  a.rank.class - b.rank.class ||
  a.rank.depth - b.rank.depth ||
  a.rank.waitingFor - b.rank.waitingFor ||
  compareText(a.item.key, b.item.key);

type Edges = readonly (readonly number[])[];

/** For each item those that come before it. */
const hardEdges = (items: readonly Item[]): Edges => {
  const before: number[][] = items.map(() => []);
  const edge = (first: number | undefined, then: number | undefined): void => {
    if (first !== undefined && then !== undefined && first !== then) before[then]?.push(first);
  };
  nameEdges(items, edge);
  referenceEdges(items, edge);
  return before;
};

type Edge = (first: number | undefined, then: number | undefined) => void;

/**
 * A name is given up before another one takes it; what stands above is made first, and goes last. Calls with places in `items`.
 */
export const nameEdges = (items: readonly Item[], edge: Edge): void => {
  const takes = new Map<string, number>();
  const frees = new Map<string, number>();
  const deletes = new Map<string, number>();
  items.forEach(({ operation, object }, index) => {
    if (operation.name !== undefined) takes.set(dnKey(operation.name), index);
    const name = object?.written?.sentName ?? object?.name;
    if (name === undefined) return;
    const present = dnKey(name);
    if (operation.kind === 'delete') deletes.set(present, index);
    if (operation.kind === 'delete' || operation.name !== undefined) frees.set(present, index);
  });
  for (const [name, index] of takes) {
    edge(frees.get(name), index);
    edge(parentOf(takes, name), index);
  }
  for (const [name, index] of frees) edge(index, parentOf(deletes, name));
};

const parentOf = (byName: ReadonlyMap<string, number>, name: string): number | undefined => {
  const parent = parentDn(name);
  return parent === undefined ? undefined : byName.get(parent);
};

/**
 * A reference goes before its object does, and while its object still has the name under which the reference is stored;
 * an object is made before what cannot be without a reference to it, and has its new name before references to it are sent.
 */
const referenceEdges = (items: readonly Item[], edge: Edge): void => {
  const deletes = new Map<string, number>();
  const renames = new Map<string, number>();
  const adds = new Map<string, number>();
  items.forEach(({ operation, key }, index) => {
    if (operation.kind === 'delete') deletes.set(`o:${operation.object}`, index);
    if (operation.kind === 'add') adds.set(key, index);
    else if (operation.name !== undefined) renames.set(`o:${operation.object}`, index);
  });
  items.forEach(({ operation, type }, index) => {
    for (const change of operation.changes) {
      for (const text of referencesIn(change)) edge(renames.get(text), index);
      for (const text of 'removed' in change ? change.removed.flatMap(texts) : []) {
        edge(index, deletes.get(text));
        edge(index, renames.get(text));
      }
      if (operation.kind === 'add' && type.attributes.get(change.attribute)?.required) {
        for (const text of referencesIn(change)) edge(adds.get(standsForAdd(text, type.connector.name) ?? ''), index);
      }
    }
  });
};

const texts = (content: Parameters<typeof valuesOf>[0]): readonly string[] => valuesOf(content).map(String);

const referencesIn = (change: Item['operation']['changes'][number]): readonly string[] =>
  'set' in change ? texts(change.set) : change.added.flatMap(texts);

/** Of all items that may go now, always the one of the least rank. A circle, which should not be, is cut there. */
const topological = (count: number, before: Edges): readonly number[] => {
  const missing = before.map((list) => new Set(list).size);
  const then: number[][] = before.map(() => []);
  before.forEach((list, index) => {
    for (const first of new Set(list)) then[first]?.push(index);
  });
  const ready = new Heap(missing.flatMap((number, index) => (number === 0 ? [index] : [])));
  const done = new Set<number>();
  for (let next = 0; done.size < count; ) {
    while (done.has(next)) next += 1;
    const index = ready.pop() ?? next;
    if (done.has(index)) continue;
    done.add(index);
    for (const other of then[index] ?? []) {
      missing[other] = (missing[other] ?? 0) - 1;
      if (missing[other] === 0) ready.push(other);
    }
  }
  return [...done];
};
