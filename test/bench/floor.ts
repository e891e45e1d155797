// The floor: what a full synchronisation reads and writes at least, in bare better-sqlite3 and without rules. For each
// person: read a source row, look one join key up, write a metaverse row with two keys and a link, write a target row.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { person } from './people.js';

const count = Number(process.argv[2]);
const BATCH = 1_000;

const directory = await mkdtemp(join(tmpdir(), 'syncrule-floor-'));
const database = new Database(join(directory, 'floor.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = NORMAL');
database.pragma('wal_autocheckpoint = 8000');
database.exec(`
  create table source (id integer primary key, anchor text not null unique, image text not null) strict;
  create table source_reference (source integer, slot integer, target integer, primary key (source, slot, target)) strict, without rowid;
  create table mv (id integer primary key, key text not null unique, vals text not null, shape integer not null) strict;
  create table mv_reference (mv integer, slot integer, target integer, primary key (mv, slot, target)) strict, without rowid;
  create table mv_key (spec integer, text text, mv integer, primary key (spec, text, mv)) strict, without rowid;
  create table link (source integer primary key, mv integer not null) strict, without rowid;
  create index link_by_mv on link (mv);
  create table target (id integer primary key, mv integer not null unique, data text not null) strict;
`);

const rowOf = (n: number): unknown[] => [...person(n).values.values()];

/** The import, which is not measured. */
const fill = (): void => {
  const insert = database.prepare('insert into source values (?, ?, ?)');
  const refer = database.prepare('insert into source_reference values (?, 9, ?)');
  database.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      insert.run(n + 1, person(n).employeeNumber, JSON.stringify(rowOf(n)));
      if (n >= 10) refer.run(n + 1, Math.floor(n / 10) + 1);
    }
  })();
};

const statements = {
  read: database
    .prepare<[string]>('select s.id, s.anchor, s.image from json_each(?) j cross join source s on s.id = j.value')
    .raw(),
  references: database
    .prepare<[string]>(
      'select r.source, r.target from json_each(?) j cross join source_reference r on r.source = j.value',
    )
    .raw(),
  find: database
    .prepare<[string]>(
      'select j.value, k.mv from json_each(?) j cross join mv_key k on k.spec = 1 and k.text = j.value',
    )
    .raw(),
  mv: database.prepare('insert into mv values (?, ?, ?, 1)'),
  mvReference: database.prepare('insert into mv_reference values (?, 9, ?)'),
  key: database.prepare('insert into mv_key values (?, ?, ?)'),
  link: database.prepare('insert into link values (?, ?)'),
  target: database.prepare('insert into target (mv, data) values (?, ?)'),
};

type Read = readonly [id: number, anchor: string, image: string];

const synchronise = (): void => {
  for (let from = 1; from <= count; from += BATCH) {
    const ids = JSON.stringify(Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, index) => from + index));
    const rows = statements.read.all(ids) as Read[];
    const managers = new Map(statements.references.all(ids) as [number, number][]);
    const found = new Map(statements.find.all(JSON.stringify(rows.map(([, anchor]) => anchor))) as [string, number][]);
    database.transaction(() => {
      for (const [id, anchor, image] of rows)
        if (!found.has(anchor)) write(id, anchor, JSON.parse(image) as unknown[], managers.get(id));
    })();
  }
};

const write = (id: number, anchor: string, values: unknown[], manager: number | undefined): void => {
  statements.mv.run(id, anchor, JSON.stringify([...values, `${values[1]} ${values[2]}`]));
  if (manager !== undefined) statements.mvReference.run(id, manager);
  statements.key.run(1, anchor, id);
  statements.key.run(2, anchor, id);
  statements.link.run(id, id);
  statements.target.run(
    id,
    JSON.stringify({ name: `CN=${values[1]} ${values[2]} ${anchor},OU=People,DC=corp,DC=example`, values, manager }),
  );
};

fill();
const before = process.cpuUsage();
const start = process.hrtime.bigint();
synchronise();
const full = Number(process.hrtime.bigint() - start) / 1e6;
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS / 1024;
database.close();
await rm(directory, { recursive: true });
process.stdout.write(JSON.stringify({ count, full, processor: (user + system) / 1e3, peak }));
