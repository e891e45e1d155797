// How much of everything there is.
import type { Database } from 'better-sqlite3';
import type { StoreCounts } from '../port.js';
import { existenceNumber } from './existences.js';
import type { Tables } from './tables.js';

type Counted = readonly [key: number, n: number];

export function openCounts(db: Database, { layouts, connectors }: Tables): () => StoreCounts {
  const gone = existenceNumber('gone');
  const objects = db.prepare<[], Counted>(`select type, count(*) from object where existence <> ${gone} group by type`);
  const linked = db.prepare<[], Counted>(
    `select o.type, count(*) from link l cross join object o on o.id = l.object
     where o.existence <> ${gone} group by o.type`,
  );
  const mvs = db.prepare<[], Counted>('select type, count(*) from mv group by type');
  const operations = db.prepare<[], readonly [connector: number, kind: string, n: number]>(
    'select connector, kind, count(*) from operation group by connector, kind',
  );
  const errors = db.prepare<[], number>('select count(*) from error').pluck();
  const byType = (rows: readonly Counted[]): Readonly<Record<string, number>> =>
    Object.fromEntries(rows.map(([type, n]) => [layouts.numbered(type).name, n]));
  return () => ({
    objects: byType(objects.raw().all()),
    linked: byType(linked.raw().all()),
    mvs: byType(mvs.raw().all()),
    operations: Object.fromEntries(
      operations
        .raw()
        .all()
        .map(([connector, kind, n]) => [`${connectors.text(connector)} ${kind}`, n]),
    ),
    errors: errors.get() ?? 0,
  });
}
