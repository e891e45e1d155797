// What would fail because something else waits: it takes the name, or would stand below what is not made yet, or still has
// others below it. It waits for that, as it does within the export in which that failed.
import type { EngineError } from '../../store/index.js';
import type { Item } from './item.js';
import { nameEdges } from './order.js';

/** An operation whose own time has come, and what must be carried out before it. */
export interface HeldBack {
  readonly item: Item;
  readonly until: Item;
}

/** Which of the operations that are `ready` must wait for one that is waiting, or for one that waits for such a one. */
export const heldBack = (ready: readonly Item[], waiting: readonly Item[]): readonly HeldBack[] => {
  if (ready.length === 0 || waiting.length === 0) return [];
  const items = [...waiting, ...ready];
  const then = items.map((): Item[] => []);
  const places = new Map(items.map((item, place) => [item, place]));
  nameEdges(items, (first, next) => {
    const item = next === undefined ? undefined : items[next];
    if (first !== undefined && item !== undefined && first !== next) then[first]?.push(item);
  });
  const held = new Map<Item, Item>();
  const queue = [...waiting];
  const wait = new Set(waiting);
  for (const until of queue)
    for (const item of then[places.get(until) ?? -1] ?? []) {
      if (wait.has(item)) continue;
      wait.add(item);
      held.set(item, until);
      queue.push(item);
    }
  return Array.from(held, ([item, until]) => ({ item, until }));
};

/** What there is to say of an operation that is held back. */
export const heldBackError = ({ item: { operation }, until }: HeldBack): EngineError => ({
  kind: 'awaits-other',
  slot: operation.slot,
  ...(operation.rule === undefined ? {} : { rule: operation.rule }),
  message: `it is sent after ${carriedOut(until)}, and that waits itself, to be tried again or to be seen`,
  detail: { operation: operation.kind, other: nameOf(until) },
});

const carriedOut = (item: Item): string => {
  const { kind } = item.operation;
  return `${nameOf(item)} is ${kind === 'add' ? 'created' : kind === 'delete' ? 'deleted' : 'renamed'}`;
};

const nameOf = ({ operation, object, type }: Item): string => `${type.name}:${object?.anchor ?? operation.name ?? ''}`;
