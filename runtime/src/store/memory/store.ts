// A second store behind the port, over plain maps: small spaces in it cost nothing to open.
import { mvId, objectId, type Row } from '../../values/value.js';
import { distinguishedNames, type NameForm } from '../names.js';
import type { ErrorRecord, Store } from '../port.js';
import { type CsObject, type Mark, type MvObject, type Operation, typeOfObject } from '../records.js';
import { contentHolds, lowered } from '../search.js';
import { answer } from './answers.js';
import { MemoryLayouts } from './layouts.js';
import { loosen, settle } from './names.js';
import { change, copyOfState, emptyState, type MemoryState, unitKey } from './state.js';

/** A new, empty store. It forgets everything when it is let go. */
export function memoryStore(names: NameForm = distinguishedNames): Store {
  return storeOver({ state: emptyState(), layouts: new MemoryLayouts(), specs: [], names });
}

/** What a store in memory is made of. */
interface Parts {
  readonly state: MemoryState;
  readonly layouts: MemoryLayouts;
  readonly specs: string[];
  readonly names: NameForm;
}

const partsOf = new WeakMap<Store, Parts>();

export const isMemoryStore = (store: Store): boolean => partsOf.has(store);

/** A store in memory that holds the same, and from now on goes its own way. Slots and numbers of keys stay common. */
export function copyOfMemoryStore(store: Store): Store {
  const parts = partsOf.get(store);
  if (parts === undefined) throw new Error('bug: only a store in memory can be copied');
  return storeOver({ ...parts, state: copyOfState(parts.state) });
}

/** Everything that a store in memory holds, to be looked at and altered by tests. */
export function stateOfMemoryStore(store: Store): MemoryState {
  const parts = partsOf.get(store);
  if (parts === undefined) throw new Error('bug: only a store in memory shows its state');
  return parts.state;
}

function storeOver(parts: Parts): Store {
  const { state, layouts, specs, names } = parts;
  const store: Store = {
    open: async (selection) => {
      forgetCompleteness(state, layouts.open(selection));
      return layouts.names();
    },
    keySpecs: async (texts) =>
      texts.map((text) => {
        if (!specs.includes(text)) specs.push(text);
        return specs.indexOf(text) + 1;
      }),
    nextIds: async () => ({ object: objectId(state.nextObject), mv: mvId(state.nextMv) }),
    load: async (needs) => answer({ state, layouts, names }, needs),
    commit: async (changes) => {
      loosen(state, changes);
      change(state, changes, layouts);
      settle(state, { layouts, names });
    },
    ...listing(state),
    ...searching(state, layouts),
    ...telling(state),
    ...running(state),
    close: async () => {},
  };
  partsOf.set(store, parts);
  return store;
}

function listing(
  state: MemoryState,
): Pick<Store, 'objectIds' | 'findable' | 'mvIds' | 'marks' | 'done' | 'due' | 'refused' | 'operations'> {
  return {
    objectIds: async ({ after, limit, connector, type, existence }) =>
      objectsOf(state)
        .filter(({ id }) => id > after)
        .filter((object) => (connector ?? object.connector) === object.connector)
        .filter((object) => (type ?? typeOfObject(object)) === typeOfObject(object))
        .filter((object) => (existence ?? object.existence) === object.existence)
        .slice(0, limit)
        .map(({ id }) => id),
    findable: async ({ after, limit }) =>
      objectsOf(state)
        .map(({ id, connector, type, anchor, keys, ...object }) => ({
          ...{ id, connector, type, anchor, isKept: keys.length > 0 },
          visible: object.existence === 'confirmed' && !object.explicit && object.link === undefined,
        }))
        .filter(({ id, visible, isKept }) => id > after && (visible || isKept))
        .slice(0, limit)
        .map(({ isKept: _, ...found }) => found),
    mvIds: async ({ after, limit, type, gone }) =>
      mvsOf(state)
        .filter((mv) => mv.id > after && (type ?? mv.type) === mv.type && (!gone || mv.goneSince !== undefined))
        .slice(0, limit)
        .map(({ id }) => id),
    marks: async () => inOrder([...state.marks.values()]),
    done: async () => [...state.done].sort((a, b) => a - b),
    due: async (time) => inOrder([...state.triggers.values()].filter(({ at }) => at <= time).map(({ mark }) => mark)),
    refused: async () => [
      ...objectsOf(state).flatMap(({ id, written }) =>
        written !== undefined &&
        (written.refused !== undefined || written.retry !== undefined || Object.keys(written.unheeded).length > 0)
          ? [{ object: id }]
          : [],
      ),
      ...[...state.addRefusals.keys()].sort((a, b) => a - b).map((mv) => ({ mv })),
    ],
    operations: (connector) => operationsOf(state, connector),
  };
}

function searching(state: MemoryState, layouts: MemoryLayouts): Pick<Store, 'search'> {
  return {
    search: async ({ text, limit }) => {
      const needle = lowered(text);
      const holds = (type: string, row: Row): boolean =>
        row.some((content, slot) => !layouts.references(type).includes(slot) && contentHolds(content, needle));
      const isHit = (object: CsObject): boolean =>
        [object.anchor, object.name].some((field) => contentHolds(field, needle)) ||
        holds(typeOfObject(object), object.image);
      const isMvHit = ({ type, stored }: MvObject): boolean =>
        holds(
          type,
          stored.map((value) => value?.values),
        );
      return {
        objects: objectsOf(state)
          .filter(isHit)
          .slice(0, limit)
          .map(({ id }) => id),
        mvs: mvsOf(state)
          .filter(isMvHit)
          .slice(0, limit)
          .map(({ id }) => id),
      };
    },
  };
}

function telling(state: MemoryState): Pick<Store, 'connectorStates' | 'space' | 'errors' | 'counts' | 'departures'> {
  const errors = (): readonly ErrorRecord[] => [...state.errors.values()].flat();
  return {
    connectorStates: async () => [...state.connectors.values()],
    space: async () => state.space,
    errors: async ({ connector, unit, origin, since = 0, limit }) =>
      errors()
        .filter((record) => connector === undefined || connectorOf(state, record) === connector)
        .filter((record) => unit === undefined || unitKey(record.unit) === unitKey(unit))
        .filter((record) => (origin ?? record.origin) === record.origin)
        .filter(({ firstSeen }) => firstSeen >= since)
        .slice(0, limit ?? Number.POSITIVE_INFINITY),
    departures: async (key) => state.departures.filter((one) => one.key === key),
    counts: async () => {
      const present = objectsOf(state).filter(({ existence }) => existence !== 'gone');
      const operations = stagedIn(state);
      return {
        objects: tally(present.map(typeOfObject)),
        linked: tally(present.filter(({ link }) => link !== undefined).map(typeOfObject)),
        mvs: tally(mvsOf(state).map(({ type }) => type)),
        operations: tally(operations.map(({ slot, kind }) => `${slot.connector} ${kind}`)),
        errors: errors().length,
      };
    },
  };
}

function running({
  runs,
  departures,
}: MemoryState): Pick<Store, 'beginRun' | 'endRun' | 'runs' | 'run' | 'forgetHistory'> {
  const placeOf = (id: number): number => runs.findIndex((run) => run.id === id);
  return {
    beginRun: async ({ parent, ...run }) => {
      runs.forEach((other, index) => {
        if (other.status === 'running' && other.id !== parent) runs[index] = { ...other, status: 'died' };
      });
      const begun = { endedAt: undefined, status: 'running', statistics: {}, message: undefined } as const;
      const id = (runs.at(-1)?.id ?? 0) + 1;
      runs.push({ id, parent, ...run, ...begun, errors: {}, findings: [] });
      return id;
    },
    endRun: async (id, end) => {
      const run = runs[placeOf(id)];
      if (run === undefined) throw new Error(`bug: there is no run ${id}`);
      runs[placeOf(id)] = { ...run, ...end };
    },
    runs: async (query) =>
      'of' in query
        ? runs.filter(({ parent }) => parent === query.of)
        : runs
            .filter(({ parent }) => parent === undefined)
            .toReversed()
            .slice(0, query.limit),
    run: async (id) => runs[placeOf(id)],
    forgetHistory: async (before) => {
      const old = new Set(runs.filter(({ startedAt }) => startedAt < before.runs).map(({ id }) => id));
      keepOnly(runs, ({ id, parent }) => !old.has(id) && !(parent !== undefined && old.has(parent)));
      keepOnly(departures, ({ at }) => at >= before.departures);
    },
  };
}

const keepOnly = <T>(items: T[], keep: (item: T) => boolean): void => {
  items.splice(0, items.length, ...items.filter(keep));
};

/** All staged operations: those of metaverse objects, then those of objects that nobody claims. */
const stagedIn = (state: MemoryState): readonly Operation[] => [
  ...[...state.operations.values()].flat(),
  ...state.unclaimed.values(),
];

const objectsOf = (state: MemoryState): readonly CsObject[] => [...state.objects.values()].sort((a, b) => a.id - b.id);
const mvsOf = (state: MemoryState): readonly MvObject[] => [...state.mvs.values()].sort((a, b) => a.id - b.id);

async function* operationsOf(state: MemoryState, connector: string | undefined): AsyncGenerator<Operation> {
  const operations = stagedIn(state);
  yield* operations.filter(({ slot }) => (connector ?? slot.connector) === slot.connector);
}

/** Objects first, each by id. */
const inOrder = (marks: readonly Mark[]): readonly Mark[] =>
  marks.toSorted((a, b) => Number('mv' in a) - Number('mv' in b) || numberOf(a) - numberOf(b));

const numberOf = (mark: Mark): number => ('object' in mark ? mark.object : mark.mv);

function connectorOf(state: MemoryState, { unit, error }: ErrorRecord): string | undefined {
  if (error.slot !== undefined) return error.slot.connector;
  if ('connector' in unit) return unit.connector;
  return 'object' in unit ? state.objects.get(unit.object)?.connector : undefined;
}

const tally = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]));

function forgetCompleteness(state: MemoryState, retired: readonly string[]): void {
  for (const connector of state.connectors.values()) {
    const selection = connector.selection?.filter(
      (attribute) => !retired.includes(attribute) && !retired.includes(`${connector.connector}.${attribute}`),
    );
    state.connectors.set(connector.connector, { ...connector, selection });
  }
}
