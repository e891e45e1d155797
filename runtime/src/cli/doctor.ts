// `syncrule doctor`: is everything as it must be? Configuration, plan, store, permissions, space on the disk, connectors.
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, type LoadedConfig, loadConfig, openConfigured } from '../config/index.js';
import { ConnectorError } from '../connectors/index.js';
import { Secrets } from '../logging/index.js';
import { StoreError } from '../store/index.js';
import { checkStore } from '../store/sqlite/upkeep/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { type Style, styleFor } from './style.js';

/** What was looked at, and what is the matter with it. */
export interface Examined {
  readonly subject: string;
  readonly status: 'ok' | 'warning' | 'fault';
  readonly message: string;
}

export const doctorCommand = async (io: Io, options: CommonOptions): Promise<ExitCode> => {
  const findings = await examine(io, options);
  const sick = findings.some(({ status }) => status === 'fault');
  if (options.format === 'json') {
    io.out(`${JSON.stringify({ format: 'syncrule-doctor/1', healthy: !sick, findings }, undefined, 2)}\n`);
  } else {
    const style = styleFor(io);
    io.out(`${findings.map((one) => line(one, style)).join('\n')}\n`);
  }
  return sick ? EXIT.findings : EXIT.nothing;
};

const examine = async (io: Io, options: CommonOptions): Promise<readonly Examined[]> => {
  const loaded = await loadConfig(options.config, io.cwd).catch((error: unknown) => {
    if (error instanceof ConfigError) return error;
    throw error;
  });
  if (loaded instanceof ConfigError) return [fault('configuration', loaded.message)];
  const file = resolve(loaded.directory, loaded.config.store);
  return [
    ok('configuration', `${loaded.file} is well formed`),
    ok('plan', `${loaded.config.plan} is whole: ${loaded.plan.hash.slice(0, 12)}`),
    examineStore(file),
    ...examinePermissions(loaded, file),
    examineDisk(file),
    ...(await examineConnectors(loaded, io)),
  ];
};

const ok = (subject: string, message: string): Examined => ({ subject, status: 'ok', message });
const warning = (subject: string, message: string): Examined => ({ subject, status: 'warning', message });
const fault = (subject: string, message: string): Examined => ({ subject, status: 'fault', message });

const examineStore = (file: string): Examined => {
  if (!existsSync(file)) return warning('store', `${file} is not there yet; the first import makes it`);
  try {
    const { format, newest, faults } = checkStore(file);
    if (faults.length > 0) return fault('store', `${faults.join('; ')}. Restore a backup: syncrule restore FILE`);
    if (format < newest)
      return warning('store', `it has format ${format}; run syncrule migrate to bring it to ${newest}`);
    return ok('store', `${file} is whole, format ${format}`);
  } catch (error) {
    if (error instanceof StoreError) return fault('store', error.message);
    throw error;
  }
};

/** Whatever holds data or secrets is for its owner only. */
const examinePermissions = (loaded: LoadedConfig, store: string): readonly Examined[] => {
  const files = [...['', '-wal', '-shm', '-lock'].map((suffix) => store + suffix), ...secretFiles(loaded)];
  const open = files.filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  if (open.length === 0) return [ok('permissions', 'the store and the files of secrets are for their owner only')];
  return open.map((file) => fault('permissions', `others may read ${file}: chmod 600 ${file}`));
};

const secretFiles = ({ config, directory }: LoadedConfig): readonly string[] =>
  Object.values(config.connectors).flatMap(({ settings }) =>
    referencedFiles(settings).map((file) => resolve(directory, file)),
  );

/** Files of `{ "file": "path" }` references, wherever they stand among the settings. */
const referencedFiles = (settings: unknown): readonly string[] => {
  if (typeof settings !== 'object' || settings === null) return [];
  const members = Object.entries(settings);
  const [only] = members;
  if (members.length === 1 && only?.[0] === 'file' && typeof only[1] === 'string') return [only[1]];
  return members.flatMap(([, value]) => referencedFiles(value));
};

const MEGABYTE = 1024 * 1024;

const examineDisk = (store: string): Examined => {
  const folder = [dirname(store), dirname(dirname(store))].find(existsSync);
  if (folder === undefined) return fault('disk', `there is no folder ${dirname(store)}`);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const needed = Math.max(100 * MEGABYTE, existsSync(store) ? 2 * statSync(store).size : 0);
  const text = `${Math.floor(free / MEGABYTE)} MB are free`;
  if (free >= needed) return ok('disk', text);
  return warning(
    'disk',
    `only ${text}; a migration or a backup beside the store needs ${Math.ceil(needed / MEGABYTE)} MB`,
  );
};

const examineConnectors = async (loaded: LoadedConfig, io: Io): Promise<readonly Examined[]> => {
  const findings: Examined[] = [];
  for (const name of Object.keys(loaded.config.connectors)) findings.push(await examineConnector(loaded, name, io));
  return findings;
};

/** Opens it and asks what the system offers: that takes the connection, the password and the right to read. */
const examineConnector = async (loaded: LoadedConfig, name: string, { env }: Io): Promise<Examined> => {
  const subject = `connector ${name}`;
  try {
    const connector = await openConfigured(loaded, name, { env, secrets: new Secrets() });
    try {
      const { types } = await connector.schema();
      return ok(subject, `it answers, and offers ${Object.keys(types).length} type(s)`);
    } finally {
      await connector.close();
    }
  } catch (error) {
    if (error instanceof ConnectorError || error instanceof ConfigError) return fault(subject, error.message);
    throw error;
  }
};

const line = ({ subject, status, message }: Examined, style: Style): string => {
  const colour = { ok: style.green, warning: style.yellow, fault: style.red }[status];
  return `${colour(status.padEnd(8))} ${style.bold(subject)}: ${message}`;
};
