// Answers to all needs of one call: each kind in one statement, and an entry for every key that was asked for.
import type { Database } from 'better-sqlite3';
import { type MvId, type ObjectId, SEPARATOR } from '../../values/value.js';
import type { Loaded, Needs } from '../port.js';
import type { MvHead, ObjectHead } from '../records.js';
import { openHeads } from './heads.js';
import type { KeySpecs } from './key-specs.js';
import { METAVERSE, type MvTable } from './mvs.js';
import type { ObjectTable } from './objects.js';
import { bySeparator, listQuery } from './rows.js';
import type { StagedTable } from './staged.js';
import type { Tables } from './tables.js';

export interface AnswerSources {
  readonly tables: Tables;
  readonly objects: ObjectTable;
  readonly mvs: MvTable;
  readonly staged: StagedTable;
  readonly specs: KeySpecs;
}

/** Compiles `load`. It wants to be called inside of a transaction, so that all answers are of one moment. */
export function openAnswers(db: Database, sources: AnswerSources): (needs: Needs) => Loaded {
  const { tables, objects, mvs, staged } = sources;
  const { objectNames, objectReferences, mvReferences, links } = tables;
  const byAnchor = listQuery<readonly [string, ObjectId], [number]>(
    db,
    `select j.value, o.id from json_each(?) j cross join object o on o.connector = ? and o.anchor = j.value
     order by o.id`,
  );
  const perConnector = connectorByConnector(tables);
  const owners = keyOwners(sources);
  const tellHeads = openHeads(db, tables);
  return (needs) => {
    const answers = {
      objects: objects.load(needs.objects ?? []),
      mvs: mvs.load(needs.mvs ?? []),
      mvKeys: firsts(gathered(needs.mvKeys, mvs.ids)),
      heads: new Map<ObjectId, ObjectHead | undefined>(),
      mvHeads: new Map<MvId, MvHead | undefined>(),
      linked: gathered(needs.linked, links.linked),
      anchors: firsts(perConnector(needs.anchors, byAnchor)),
      names: perConnector(needs.names, objectNames.bearers),
      keys: owners(needs.keys),
      referrers: perConnector(needs.referrers, (texts, connector) => objectReferences.holders(connector, texts)),
      mvReferrers: gathered(needs.mvReferrers, (keys) => mvReferences.holders(METAVERSE, keys)),
      births: gathered(needs.births, mvs.births),
      claims: perConnector(needs.claims, staged.claims),
      claimed: gathered(needs.claimed, staged.claimed),
      operations: gathered(needs.operations, staged.operations),
      unclaimed: staged.unclaimed(needs.unclaimed ?? []),
      addRefusals: gathered(needs.addRefusals, staged.addRefusals),
      visible: new Map([...(needs.visible ?? [])].map((type) => [type, isAnyVisible(tables, type)])),
      children: perConnector(needs.children, objectNames.below),
    };
    tellHeads(needs, answers);
    return answers;
  };
}

type Pairs<K, V> = Iterable<readonly [K, V]>;

/** Asks connector by connector; answers are under `connector␟text`, as was asked. */
const connectorByConnector =
  ({ connectors }: Tables) =>
  <K extends string, V>(
    asked: Iterable<K> | undefined,
    find: (texts: string[], connector: number) => Pairs<string, V>,
  ) => {
    const { found, put } = answerSheet<K, V>(asked);
    for (const [connector, texts] of bySeparator(found.keys())) {
      const id = connectors.find(connector);
      if (id === undefined) continue;
      for (const [text, value] of find(texts, id)) put(connector + SEPARATOR + text, value);
    }
    return found;
  };

/** Owners of join keys: on the side to which the spec belongs. */
const keyOwners =
  ({ tables, specs }: AnswerSources) =>
  (asked: Iterable<string> | undefined): Map<string, number[]> => {
    const { found, put } = answerSheet<string, number>(asked);
    for (const [spec, texts] of bySeparator(found.keys())) {
      const side = specs.side(Number(spec));
      const index = side === undefined ? undefined : side === 'object' ? tables.objectKeys : tables.mvKeys;
      for (const [text, owner] of index?.owners(Number(spec), texts) ?? []) put(spec + SEPARATOR + text, owner);
    }
    return found;
  };

function gathered<K extends string | number, V>(
  asked: Iterable<K> | undefined,
  find: (keys: K[]) => Pairs<K, V>,
): Map<K, V[]> {
  const { found, put } = answerSheet<K, V>(asked);
  for (const [key, value] of find([...found.keys()])) put(key, value);
  return found;
}

/** A list for each key that was asked for. */
function answerSheet<K extends string | number, V>(asked: Iterable<K> | undefined) {
  const found = new Map<K, V[]>();
  for (const key of asked ?? []) found.set(key, []);
  const byText: ReadonlyMap<string | number, V[]> = found;
  return { found, put: (key: string | number, value: V): void => void byText.get(key)?.push(value) };
}

const firsts = <K, V>(lists: ReadonlyMap<K, readonly V[]>): Map<K, V | undefined> =>
  new Map([...lists].map(([key, [first]]) => [key, first]));

function isAnyVisible({ layouts, visible }: Tables, type: string): boolean {
  const id = layouts.types().find((known) => layouts.numbered(known).name === type);
  return id !== undefined && visible.any(id);
}
