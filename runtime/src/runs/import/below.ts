// What stands below objects that are renamed, and is called otherwise with them.
import { allFound, type CsObject, textsOf } from '../../store/index.js';
import { childDn, dnKey, type ObjectId, splitDn } from '../../values/index.js';
import type { ImportSession } from './session.js';

/** An object that is called otherwise from now on; `present` is missing where it has no name any more. */
export interface Renamed {
  readonly id: ObjectId;
  /** Without the connector's name. */
  readonly type: string;
  readonly former: string;
  readonly present: string | undefined;
}

export interface Below {
  readonly renamed: readonly Renamed[];
  /** Those whose names this import has told: they do not follow. */
  readonly staying: readonly ObjectId[];
}

/** How many objects are loaded together. */
const BATCH = 1_000;

/** All that stands below these at any depth, in batches, before the renaming is written. `renamed` follow nobody. */
export async function* renamedBelow(session: ImportSession, renamed: readonly Renamed[]): AsyncGenerator<Below> {
  const told = new Set(renamed.map(({ id }) => id));
  let level: readonly Renamed[] = renamed;
  while (level.length > 0) {
    const next: Renamed[] = [];
    for await (const children of childrenOf(session, level)) {
      const own = children.filter(({ object }) => !told.has(object.id));
      const staying = own.filter(({ object }) => session.named.has(object.id)).map(({ object }) => object.id);
      const following = own.flatMap(({ object, above }) =>
        session.named.has(object.id) ? [] : [follow(object, above)],
      );
      next.push(...following);
      yield { renamed: following, staying };
    }
    level = next;
  }
}

interface Child {
  readonly object: CsObject;
  /** The new name of what it stands below. */
  readonly above: string;
}

async function* childrenOf(session: ImportSession, level: readonly Renamed[]): AsyncGenerator<readonly Child[]> {
  const { store } = session.space;
  const presents = new Map(level.map(({ former, present }) => [former, present]));
  for (let start = 0; start < level.length; start += BATCH) {
    const names = level.slice(start, start + BATCH).map(({ former }) => dnKey(former));
    const { children } = await store.load({ children: textsOf(session.connector.name, names) });
    const ids = [...new Set(allFound(children))];
    for (let first = 0; first < ids.length; first += BATCH) {
      const { objects } = await store.load({ objects: ids.slice(first, first + BATCH) });
      yield [...objects.values()].flatMap((object): readonly Child[] => {
        const above = object?.name === undefined ? undefined : presents.get(splitDn(object.name)?.above ?? '');
        return object === undefined || above === undefined ? [] : [{ object, above }];
      });
    }
  }
}

const follow = ({ id, type, name = '' }: CsObject, above: string): Renamed => ({
  id,
  type,
  former: name,
  present: childDn(splitDn(name)?.own ?? name, above),
});
