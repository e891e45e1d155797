// Whom a name that an object no longer has concerns: who refers to it by that name, who wants the name or one below it,
// and the object above. Synchronisation sees only the new name, so the import says it (engine specification, section 7).
import { belowName } from '../../engine/index.js';
import { allFound, foundFor, type Mark, type ObjectChange, type TextsOf, textsOf } from '../../store/index.js';
import { dnKey, type ObjectId, parentDn, refByName } from '../../values/index.js';
import { type Renamed, renamedBelow } from './below.js';
import { Following } from './follow.js';
import type { ImportSession } from './session.js';

export interface Concerned {
  readonly marks: readonly Mark[];
  /** Objects that keep their names although something above them is renamed: this import has told them. */
  readonly staying: readonly ObjectId[];
  /** The changes of the page, with those of references that follow. */
  readonly objects: readonly ObjectChange[];
}

/** Everybody who has to do with the former names of objects that this page renames, and of what stands below them. */
export const concernedByRenames = async (
  session: ImportSession,
  changes: readonly ObjectChange[],
): Promise<Concerned> => {
  const renamed = changes.flatMap(({ before, after }): readonly Renamed[] =>
    before?.name !== undefined && after.name !== before.name
      ? [{ id: after.id, type: after.type, former: before.name, present: after.name }]
      : [],
  );
  if (renamed.length === 0 || session.connector.naming === undefined)
    return { marks: [], staying: [], objects: changes };
  const following = new Following(session);
  rememberNames(session, renamed);
  const marks = [...(await concernedBy(session, renamed, following)), ...(await owners(session, renamed))];
  const staying: ObjectId[] = [];
  for await (const below of renamedBelow(session, renamed)) {
    rememberNames(session, below.renamed);
    staying.push(...below.staying);
    marks.push(...(await concernedBy(session, below.renamed, following)), ...whoseNamesMatter(session, below.renamed));
  }
  return { marks, staying, objects: await following.with(changes) };
};

const rememberNames = ({ formerNames }: ImportSession, renamed: readonly Renamed[]): void => {
  for (const { id, former } of renamed) if (!formerNames.has(id)) formerNames.set(id, dnKey(former));
};

/** Who refers to these by the names they had or have now, or wants one of them, or one below. */
const concernedBy = async (
  session: ImportSession,
  renamed: readonly Renamed[],
  following: Following,
): Promise<readonly Mark[]> => {
  const formers = [...new Set(renamed.map(({ former }) => dnKey(former)))];
  const presents = renamed.flatMap(({ present }) => (present === undefined ? [] : [dnKey(present)]));
  const keys = [...new Set([...formers, ...presents])];
  const { referrers, claims } = await session.space.store.load({
    referrers: ofConnector(session, keys.map(refByName)),
    claims: ofConnector(session, [...keys, ...keys.map(belowName)]),
  });
  following.rename(renamed);
  for (const former of formers) following.concern(foundFor(referrers, session.connector.name, refByName(former)));
  return [...allFound(referrers).map((object): Mark => ({ object })), ...allFound(claims).map((mv): Mark => ({ mv }))];
};

/** The objects below which these stood. */
const owners = async (session: ImportSession, renamed: readonly Renamed[]): Promise<readonly Mark[]> => {
  const parents = renamed.flatMap(({ former }) => parentDn(dnKey(former)) ?? []);
  const { names } = await session.space.store.load({ names: ofConnector(session, parents) });
  return allFound(names).map((object): Mark => ({ object }));
};

const whoseNamesMatter = (session: ImportSession, renamed: readonly Renamed[]): readonly Mark[] =>
  renamed.flatMap(({ id, type }): readonly Mark[] =>
    session.space.types.get(`${session.connector.name}.${type}`)?.namesMatter === true ? [{ object: id }] : [],
  );

const ofConnector = (session: ImportSession, texts: readonly string[]): TextsOf<string> =>
  textsOf(session.connector.name, texts);
