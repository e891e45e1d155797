// Answers to all needs of one call: each kind in one statement, and an entry for every key that was asked for.
import type { Database } from 'better-sqlite3';
import { type MvId, type ObjectId, type ObjKey, objKey } from '../../values/value.js';
import type { AskedList, FoundOf, Loaded, Needs, TextsOf } from '../port.js';
import type { KeySpecId, MvHead, ObjectHead } from '../records.js';
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
      objects: objects.load(needs.objects ?? [], needs.inPart),
      mvs: mvs.load(needs.mvs ?? [], needs.inPart),
      mvKeys: firsts(gathered(needs.mvKeys, mvs.ids)),
      heads: new Map<ObjectId, ObjectHead | undefined>(),
      mvHeads: new Map<MvId, MvHead | undefined>(),
      linked: gathered(needs.linked, links.linked),
      anchors: byObjKey(tables, needs.anchors, byAnchor),
      names: perConnector(needs.names, objectNames.bearers),
      keys: owners(needs.keys),
      referrers: perConnector(needs.referrers, (texts, connector) => objectReferences.holders(connector, texts)),
      mvReferrers: gathered(needs.mvReferrers, (keys) => mvReferences.holders(METAVERSE, keys)),
      births: gathered(needs.births, mvs.births),
      claims: perConnector(needs.claims, staged.claims),
      claimed: gathered(needs.claimed, staged.claimed),
      operations: gathered(needs.operations, staged.operations),
      adds: gathered(needs.adds, staged.adds),
      unclaimed: staged.unclaimed(needs.unclaimed ?? []),
      addRefusals: gathered(needs.addRefusals, staged.addRefusals),
      visible: new Map([...(needs.visible ?? [])].map((type) => [type, isAnyVisible(tables, type)])),
      children: perConnector(needs.children, objectNames.below),
      others: new Map([...(needs.others ?? [])].map((list) => [list, anotherOf(tables, list)])),
    };
    tellHeads(needs, answers);
    return answers;
  };
}

/** One reference of a list that is not known yet. */
function anotherOf(
  { connectors, objectReferences, mvReferences }: Tables,
  { holder, connector, slot, known: texts }: AskedList,
): string | undefined {
  if ('mv' in holder) return mvReferences.another({ holder: holder.mv, slot, owner: METAVERSE, texts });
  const owner = connector === undefined ? undefined : connectors.find(connector);
  return owner === undefined ? undefined : objectReferences.another({ holder: holder.object, slot, owner, texts });
}

type Pairs<K, V> = Iterable<readonly [K, V]>;
type Find<V> = (texts: readonly string[]) => Pairs<string, V>;

/** Answers for texts of connectors. */
const connectorByConnector =
  ({ connectors }: Tables) =>
  <V>(asked: TextsOf<string> | undefined, find: (texts: readonly string[], connector: number) => Pairs<string, V>) =>
    each(asked, (connector): Find<V> | undefined => {
      const id = connectors.find(connector);
      return id === undefined ? undefined : (texts) => find(texts, id);
    });

/** Owners of join keys: on the side to which the spec belongs. */
const keyOwners =
  ({ tables, specs }: AnswerSources) =>
  (asked: TextsOf<KeySpecId> | undefined): FoundOf<KeySpecId, number> =>
    each(asked, (spec): Find<number> | undefined => {
      const side = specs.side(spec);
      const index = side === 'object' ? tables.objectKeys : tables.mvKeys;
      return side === undefined ? undefined : (texts) => index.owners(spec, texts);
    });

/** Asks for all texts of one owner at once, if it is known. */
function each<Of, V>(asked: TextsOf<Of> | undefined, finder: (of: Of) => Find<V> | undefined): FoundOf<Of, V> {
  const found = new Map<Of, Map<string, V[]>>();
  for (const [of, texts] of asked ?? []) {
    const lists = new Map<string, V[]>();
    for (const text of texts) lists.set(text, []);
    found.set(of, lists);
    const find = finder(of);
    if (find !== undefined) for (const [text, value] of find([...lists.keys()])) lists.get(text)?.push(value);
  }
  return found;
}

/** The first object of each key. */
function byObjKey(
  { connectors }: Tables,
  asked: Iterable<ObjKey> | undefined,
  find: (anchors: readonly string[], connector: number) => Pairs<string, ObjectId>,
): Map<ObjKey, ObjectId | undefined> {
  const found = new Map<ObjKey, ObjectId | undefined>();
  for (const key of asked ?? []) found.set(key, undefined);
  for (const [connector, anchors] of bySeparator(found.keys())) {
    const id = connectors.find(connector);
    if (id === undefined) continue;
    for (const [anchor, object] of find(anchors, id)) {
      const key = objKey(connector, anchor);
      if (found.get(key) === undefined) found.set(key, object);
    }
  }
  return found;
}

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
