// `syncrule backup`, `restore` and `migrate`: copies of the store, and its format.
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { loadConfig } from '../config/index.js';
import {
  backupStore,
  type Migration,
  migrateStore,
  type OnCopied,
  restoreStore,
  tryMigration,
} from '../store/sqlite/upkeep/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';

export const backupCommand = async (io: Io, options: CommonOptions, to: string): Promise<ExitCode> => {
  const file = resolve(io.cwd, to);
  const store = await storeOf(io, options);
  const { bytes } = await withBar(io, 'copying', (onCopied) => backupStore(store, file, onCopied));
  const json = { format: 'syncrule-backup/1', file, bytes };
  tell(io, options, json, `${file} is a whole copy of the store, ${megabytes(bytes)}, for its owner only.`);
  return EXIT.nothing;
};

export const restoreCommand = async (io: Io, options: CommonOptions, from: string): Promise<ExitCode> => {
  const store = await storeOf(io, options);
  mkdirSync(dirname(store), { recursive: true, mode: 0o700 });
  const stamp = new Date(io.clock()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const { check, replaced } = await withBar(io, 'copying', (onCopied) =>
    restoreStore(resolve(io.cwd, from), store, { stamp, onCopied }),
  );
  const kept = replaced === undefined ? 'There was none before.' : `The one that it replaced is ${replaced}.`;
  const json = { format: 'syncrule-restore/1', store, replaced: replaced ?? null, bytes: check.bytes };
  const advice = 'Import everything in full next: the connected systems have gone on since.';
  tell(io, options, json, `The store is as it was in ${from}. ${kept} ${advice}`);
  return EXIT.nothing;
};

export interface MigrateOptions extends CommonOptions {
  readonly dryRun?: true;
}

export const migrateCommand = async (io: Io, options: MigrateOptions): Promise<ExitCode> => {
  const store = await storeOf(io, options);
  const migration = options.dryRun ? await tryMigration(store) : migrateStore(store);
  const { from, to, kept } = migration;
  const json = { format: 'syncrule-migrate/1', from, to, kept: kept ?? null, dryRun: options.dryRun === true };
  tell(io, options, json, migrationText(migration, options.dryRun === true));
  return EXIT.nothing;
};

const migrationText = ({ from, to, kept }: Migration, isTrial: boolean): string => {
  if (from === to) return `The store has format ${to}, the newest: nothing to do.`;
  if (isTrial) return `A copy was brought from format ${from} to ${to} and is whole. The store is as it was.`;
  return `The store was brought from format ${from} to ${to}. As it was before, it is kept in ${kept}.`;
};

const storeOf = async (io: Io, { config }: CommonOptions): Promise<string> => {
  const loaded = await loadConfig(config, io.cwd);
  return resolve(loaded.directory, loaded.config.store);
};

const tell = (io: Io, { format }: CommonOptions, json: object, text: string): void =>
  io.out(`${format === 'json' ? JSON.stringify(json, undefined, 2) : text}\n`);

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const withBar = async <T>({ terminal }: Io, name: string, work: (onCopied: OnCopied) => Promise<T>): Promise<T> => {
  if (!terminal.err) return work(() => {});
  const bar = new SingleBar({ format: '{name}  {bar}  {percentage} %', clearOnComplete: true }, Presets.shades_classic);
  bar.start(1, 0, { name });
  try {
    return await work((done, total) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
};
