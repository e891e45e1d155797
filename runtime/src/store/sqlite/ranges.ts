// Ids in ascending order, in pieces: how a full sync walks over everything.
import type { Database } from 'better-sqlite3';
import type { MvId, ObjectId } from '../../values/value.js';
import type { Findable, Store } from '../port.js';
import { EXISTENCES } from './existences.js';
import type { Tables } from './tables.js';

export type ObjectRange = Parameters<Store['objectIds']>[0];
export type FindableRange = Parameters<Store['findable']>[0];
export type MvRange = Parameters<Store['mvIds']>[0];

export interface Ranges {
  objects(range: ObjectRange): readonly ObjectId[];
  findable(range: FindableRange): readonly Findable[];
  mvs(range: MvRange): readonly MvId[];
}

type FindableRow = readonly [id: ObjectId, connector: number, type: number, anchor: string | null, visible: number];

export function openRanges(db: Database, { layouts, connectors }: Tables): Ranges {
  const allObjects = db
    .prepare<[number, number], ObjectId>('select id from object where id > ? order by id limit ?')
    .pluck();
  // Both columns are fixed, so that the index gives the ids in order.
  const some = db
    .prepare<[number, number, number, number], ObjectId>(
      'select id from object where type = ? and existence = ? and id > ? order by id limit ?',
    )
    .pluck();
  const findable = db
    .prepare<[number, number], FindableRow>(
      `select o.id, o.connector, o.type, o.anchor, o.existence = 0 and o.explicit = 0 and l.object is null
       from object o left join link l on l.object = o.id left join object_keys k on k.object = o.id
       where o.id > ? and ((o.existence = 0 and o.explicit = 0 and l.object is null) or k.object is not null)
       order by o.id limit ?`,
    )
    .raw();
  const allMvs = db.prepare<[number, number], MvId>('select id from mv where id > ? order by id limit ?').pluck();
  const someMvs = db
    .prepare<[number, number, number], MvId>('select id from mv where type = ? and id > ? order by id limit ?')
    .pluck();
  const allGone = db
    .prepare<[number, number], MvId>('select id from mv where gone_since is not null and id > ? order by id limit ?')
    .pluck();
  const someGone = db
    .prepare<[number, number, number], MvId>(
      'select id from mv where type = ? and gone_since is not null and id > ? order by id limit ?',
    )
    .pluck();
  const typeId = (name: string): readonly number[] =>
    layouts.types().filter((id) => layouts.numbered(id).name === name);

  return {
    objects: ({ after, limit, connector, type, existence }) => {
      if (connector === undefined && type === undefined && existence === undefined) return allObjects.all(after, limit);
      const ofConnector = new Set(layouts.types(connector));
      const types = (type === undefined ? [...ofConnector] : typeId(type)).filter((id) => ofConnector.has(id));
      const existences = EXISTENCES.flatMap((e, i) => (existence === undefined || e === existence ? [i] : []));
      const found = types.flatMap((id) => existences.flatMap((e) => some.all(id, e, after, limit)));
      return found.sort((a, b) => a - b).slice(0, limit);
    },
    findable: ({ after, limit }) =>
      findable.all(after, limit).map(([id, connector, type, anchor, visible]) => ({
        id,
        connector: connectors.text(connector),
        type: layouts.numbered(type).type,
        anchor: anchor ?? undefined,
        visible: visible === 1,
      })),
    mvs: ({ after, limit, type, gone }) => {
      if (gone && type === undefined) return allGone.all(after, limit);
      if (type === undefined) return allMvs.all(after, limit);
      return typeId(type).flatMap((id) => (gone ? someGone : someMvs).all(id, after, limit));
    },
  };
}
