// Objects and metaverse objects without their values, and the way from references to what they mean: narrow rows, since a
// large group asks for all of its members at once.
import type { Database } from 'better-sqlite3';
import { type MvId, type MvKey, type ObjectId, type ObjKey, objKey } from '../../values/value.js';
import type { Needs } from '../port.js';
import type { MvHead, ObjectHead } from '../records.js';
import { EXISTENCES } from './existences.js';
import { bySeparator, listQuery } from './rows.js';
import type { Tables } from './tables.js';

/** The answers of which these are a part; others may be there already. */
export interface HeadAnswers {
  readonly anchors: Map<ObjKey, ObjectId | undefined>;
  readonly mvKeys: Map<MvKey, MvId | undefined>;
  readonly linked: Map<MvId, ObjectId[]>;
  readonly heads: Map<ObjectId, ObjectHead | undefined>;
  readonly mvHeads: Map<MvId, MvHead | undefined>;
}

type HeadRow = readonly [
  id: ObjectId,
  type: number,
  connector: number,
  existence: number,
  explicit: number,
  mv: MvId | null,
  account: string | null,
  ending: number | null,
];
const HEAD = 'o.id, o.type, o.connector, o.existence, o.explicit, l.mv, l.account, l.ending';
/** How many rows are in memory beside what they come to. */
const SLICE = 10_000;

type NoRow = readonly [id: null, ...rest: null[]];

/** Compiles the answers to `heads`, `mvHeads`, `referred` and `standing`. */
export function openHeads(db: Database, { connectors, layouts }: Tables): (needs: Needs, answers: HeadAnswers) => void {
  const selectObjects = listQuery<HeadRow>(
    db,
    `select ${HEAD} from json_each(?) j cross join object o on o.id = j.value left join link l on l.object = o.id`,
  );
  const selectMvs = listQuery<readonly [MvId, MvKey, number]>(
    db,
    'select m.id, m.key, m.type from json_each(?) j cross join mv m on m.id = j.value',
  );
  const selectReferred = listQuery<
    readonly [anchor: string, key: MvKey | null, mvType: number | null, ...HeadRow],
    [number]
  >(
    db,
    `select o.anchor, m.key, m.type, ${HEAD} from json_each(?) j
     cross join object o on o.connector = ? and o.anchor = j.value
     left join link l on l.object = o.id left join mv m on m.id = l.mv`,
  );
  const selectStanding = listQuery<readonly [key: MvKey, mv: MvId, ...(HeadRow | NoRow)]>(
    db,
    `select m.key, m.id, ${HEAD} from json_each(?) j cross join mv m on m.key = j.value
     left join link l on l.mv = m.id left join object o on o.id = l.object order by o.id`,
  );
  const headOf = ([id, type, connector, existence, explicit, mv, account, ending]: HeadRow): ObjectHead => ({
    id,
    connector: connectors.text(connector),
    type: layouts.numbered(type).type,
    existence: EXISTENCES[existence] ?? 'gone',
    explicit: explicit === 1,
    link: mv === null ? undefined : { mv, account, ...(ending === null ? {} : { ending }) },
  });
  const mvHeadOf = (id: MvId, key: MvKey, type: number): MvHead => ({ id, key, type: layouts.numbered(type).name });

  const tellReferred = (asked: readonly ObjKey[], { anchors, heads, mvHeads }: HeadAnswers): void => {
    for (const key of asked) if (!anchors.has(key)) anchors.set(key, undefined);
    for (const [connector, texts] of bySeparator(asked)) {
      const number = connectors.find(connector);
      if (number === undefined) continue;
      for (const [anchor, key, mvType, ...row] of selectReferred(texts, number)) {
        const head = headOf(row);
        anchors.set(objKey(connector, anchor), head.id);
        heads.set(head.id, head);
        if (head.link !== undefined && key !== null && mvType !== null)
          mvHeads.set(head.link.mv, mvHeadOf(head.link.mv, key, mvType));
      }
    }
  };
  const tellStanding = (asked: readonly MvKey[], { mvKeys, linked, heads }: HeadAnswers): void => {
    for (const key of asked) if (!mvKeys.has(key)) mvKeys.set(key, undefined);
    for (const [key, mv, ...row] of selectStanding(asked)) {
      mvKeys.set(key, mv);
      const known = linked.get(mv);
      const objects = known ?? [];
      if (known === undefined) linked.set(mv, objects);
      if (row[0] === null || objects.includes(row[0])) continue;
      objects.push(row[0]);
      heads.set(row[0], headOf(row));
    }
  };
  return (needs, answers) => {
    for (const id of needs.heads ?? []) answers.heads.set(id, undefined);
    for (const id of needs.mvHeads ?? []) answers.mvHeads.set(id, undefined);
    for (const row of selectObjects(answers.heads.keys())) answers.heads.set(row[0], headOf(row));
    for (const [id, key, type] of selectMvs(answers.mvHeads.keys())) answers.mvHeads.set(id, mvHeadOf(id, key, type));
    for (const slice of slicesOf(needs.referred)) tellReferred(slice, answers);
    for (const slice of slicesOf(needs.standing)) tellStanding(slice, answers);
  };
}

function* slicesOf<T>(items: Iterable<T> = []): Generator<readonly T[]> {
  let slice: T[] = [];
  for (const item of items) {
    slice.push(item);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
