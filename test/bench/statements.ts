// The other floor: the very statements that a full synchronisation runs, on a copy of the same store, without an engine.
// What is read is decoded and what is written is encoded, as JSON; nothing is worked out.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { synchronise } from '@syncrule/runtime/engine';
import Database from 'better-sqlite3';
import { importEverybody, install } from './installation.js';
import { type Cell, type Kind, type Recorded, recordStatements } from './record.js';

const [, , people = '', folder] = process.argv;
const count = Number(people);

const record = async (to: string): Promise<void> => {
  const recorder = recordStatements();
  const installation = await install();
  await importEverybody(installation, count, 1);
  const file = join(installation.directory, 'space.db');
  const database = new Database(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  copyFileSync(file, join(to, 'space.db'));
  recorder.begin();
  await synchronise(installation.store, installation.machine, { at: 2, mode: 'full' });
  writeFileSync(join(to, 'statements'), serialize(recorder.take()));
  await installation.close();
};

/** A parameter as it is, or as what it was before it was encoded. */
type Parameter = { readonly as: Cell } | { readonly json: unknown };

const isJson = (cell: unknown): cell is string => typeof cell === 'string' && /^[[{]/.test(cell);
const parameterOf = (cell: Cell): Parameter => (isJson(cell) ? { json: JSON.parse(cell) } : { as: cell });
const encoded = (parameter: Parameter): Cell => ('json' in parameter ? JSON.stringify(parameter.json) : parameter.as);

const decode = (result: unknown): void => {
  if (Array.isArray(result)) for (const part of result) decode(part);
  else if (isJson(result)) JSON.parse(result);
};

const prepared = (database: Database.Database, { sql, mode, raw, pluck }: Kind) => {
  const statement = database.prepare<Cell[]>(sql);
  if (raw) statement.raw();
  if (pluck) statement.pluck();
  return (parameters: readonly Parameter[]): void => {
    const result = statement[mode](...parameters.map(encoded));
    if (mode !== 'run') decode(result);
  };
};

const replay = (from: string): void => {
  const { kinds, calls }: Recorded = deserialize(readFileSync(join(from, 'statements')));
  const database = new Database(join(from, 'space.db'));
  for (const pragma of [
    'cache_size = -32768',
    'temp_store = memory',
    'journal_mode = wal',
    'synchronous = normal',
    'wal_autocheckpoint = 8000',
  ])
    database.pragma(pragma);
  const statements = kinds.map((kind) => prepared(database, kind));
  const todo = calls.map(([kind, cells]) => [statements[kind], cells.map(parameterOf)] as const);
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (const [run, parameters] of todo) run?.(parameters);
  const full = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(before);
  database.close();
  process.stdout.write(JSON.stringify({ count, full, processor: (user + system) / 1e3, calls: calls.length }));
};

if (folder !== undefined) replay(folder);
else {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-statements-'));
  await record(directory);
  process.stdout.write(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), people, directory], { encoding: 'utf8' }),
  );
  await rm(directory, { recursive: true });
}
