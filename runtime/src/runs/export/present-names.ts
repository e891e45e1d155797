// What objects are called in the system by now. A rename that was sent counts before an import has shown it, also where it
// was something above the object that was renamed: below a container nothing is renamed, and all of it is called otherwise.
import type { PlanConnector } from '../../plan/index.js';
import { allFound, type CsObject, foundFor, type Store, textsOf } from '../../store/index.js';
import { childDn, dnKey, splitDn } from '../../values/index.js';
import type { Item } from './item.js';

export type PresentNames = (object: CsObject) => string | undefined;

/** The names of objects of a connector that is exported to. */
export const presentNames = async (
  store: Store,
  connector: PlanConnector,
  objects: readonly CsObject[],
): Promise<PresentNames> => {
  if (!connector.containers) return lastName;
  const renamed = new Map<string, string>();
  let level = containersOf(
    objects.flatMap(({ name, written }) => (written?.sentName === undefined ? name : undefined)),
  );
  while (level.size > 0) {
    for (const [container, name] of await sentNames(store, connector.name, level)) renamed.set(container, name);
    level = containersOf([...level].filter((name) => !renamed.has(dnKey(name))));
  }
  const known = new Map<string, string>();
  const container = (name: string): string => {
    const found = known.get(name) ?? renamed.get(dnKey(name)) ?? present(name);
    known.set(name, found);
    return found;
  };
  const present = (name: string): string => {
    const parts = splitDn(name);
    return parts === undefined ? name : childDn(parts.own, container(parts.above));
  };
  return (object) => object.written?.sentName ?? (object.name === undefined ? undefined : present(object.name));
};

const BATCH = 1000;

/** Those of the items that rename something that others stand below. */
export const renamedContainers = async (
  store: Store,
  connector: PlanConnector,
  items: readonly Item[],
): Promise<ReadonlySet<Item>> => {
  const found = new Set<Item>();
  const renames = connector.containers ? items.filter(isRename) : [];
  for (let from = 0; from < renames.length; from += BATCH) {
    const items = new Map(renames.slice(from, from + BATCH).map((item) => [formerName(item), item]));
    const { children } = await store.load({ children: textsOf(connector.name, items.keys()) });
    for (const [name, item] of items) if (foundFor(children, connector.name, name).length > 0) found.add(item);
  }
  return found;
};

const isRename = ({ operation, object }: Item): boolean =>
  operation.kind === 'update' && operation.name !== undefined && object?.name !== undefined;

const formerName = ({ object }: Item): string => dnKey(object?.name ?? '');

/** Its own, sent or imported. */
const lastName = ({ name, written }: CsObject): string | undefined => written?.sentName ?? name;

/** The names of what these stand below. */
const containersOf = (names: readonly (string | undefined)[]): Set<string> =>
  new Set(names.flatMap((name) => (name === undefined ? [] : (splitDn(name)?.above ?? []))));

/** By the normalised name that the last import showed: what containers were renamed to since. */
const sentNames = async (
  store: Store,
  connector: string,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> => {
  const found = await store.load({ names: textsOf(connector, Array.from(names, dnKey)) });
  const { objects } = await store.load({ objects: new Set(allFound(found.names)) });
  return new Map(
    [...objects.values()].flatMap((object) =>
      object?.name === undefined || object.written?.sentName === undefined
        ? []
        : [[dnKey(object.name), object.written.sentName] as const],
    ),
  );
};
