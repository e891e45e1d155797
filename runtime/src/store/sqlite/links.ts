// Links as narrow rows: object → metaverse object.
import type { Database } from 'better-sqlite3';
import { type MvId, mvId, type ObjectId } from '../../values/value.js';
import type { Link } from '../records.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';
import { type CellRow, listQuery, listRunner, rowInserter } from './rows.js';

export interface LinkTable {
  write(links: readonly (readonly [object: number, link: Link])[]): void;
  remove(objects: readonly number[]): void;
  /** Pairs of metaverse object and object linked to it, by object ascending. */
  linked(mvs: readonly MvId[]): readonly (readonly [MvId, ObjectId])[];
  /** The link in the {@link LINK_COLUMNS} of a row. */
  decode(columns: LinkColumns): Link | undefined;
}

/** Of the table `link` as `l`. */
export const LINK_COLUMNS = 'l.mv, l.account, l.origin, l.since, l.managed, l.ending, l.done';
export type LinkColumns = readonly [
  mv: number | null,
  account: string | null,
  origin: number,
  since: number,
  managed: number | null,
  ending: number | null,
  done: 'disconnect' | 'keep' | null,
];

const ORIGINS = ['projected', 'joined', 'provisioned', 'operator'] as const;

/** The table of links. `phrases` holds the deprovisioning terms, which many links share. */
export function openLinks(db: Database, phrases: Dictionary): LinkTable {
  const upsert = rowInserter(
    db,
    'insert or replace into link (object, mv, account, origin, since, managed, ending, done)',
    8,
  );
  const encode = ([object, link]: readonly [number, Link]): CellRow => [
    object,
    link.mv,
    link.account,
    ORIGINS.indexOf(link.origin),
    link.since,
    link.managed === undefined ? null : phrases.give(encodeData(link.managed)),
    link.ending ?? null,
    link.done ?? null,
  ];
  return {
    write: (links) => upsert(links.map(encode)),
    remove: listRunner(db, 'delete from link where object in (select value from json_each(?))'),
    linked: listQuery<readonly [MvId, ObjectId]>(
      db,
      'select l.mv, l.object from json_each(?) j cross join link l on l.mv = j.value order by l.object',
    ),
    decode: ([mv, account, origin, since, managed, ending, done]) => {
      if (mv === null) return undefined;
      return {
        mv: mvId(mv),
        account,
        origin: ORIGINS[origin] ?? 'operator',
        since,
        ...(managed === null ? {} : { managed: decodeData<NonNullable<Link['managed']>>(phrases.text(managed)) }),
        ...(ending === null ? {} : { ending }),
        ...(done === null ? {} : { done }),
      };
    },
  };
}
