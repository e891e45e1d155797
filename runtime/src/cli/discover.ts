// `syncrule discover`: asks a connected system what it offers, as the schema file that rules are checked against.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type LoadedSettings,
  loadSchema,
  loadSettings,
  openConfigured,
  type SchemaDifference,
  schemaDifferences,
} from '../config/index.js';
import { didYouMean } from '../connectors/index.js';
import type { SchemaFile } from '../plan/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { UsageError } from './usage.js';

export interface DiscoverOptions extends CommonOptions {
  /** Where to write what is discovered; `-` for the standard output. Without it: the schema file, unless it is there. */
  readonly output?: string;
  /** Overwrites the file of `output`. */
  readonly force?: true;
}

/** What came of it; `compared`: the schema file is there already, and was left as it is. */
interface Discovery {
  readonly connector: string;
  readonly file: string;
  readonly outcome: 'written' | 'compared';
  readonly system: SchemaFile;
  readonly differences: readonly SchemaDifference[];
}

export const discoverCommand = async (io: Io, options: DiscoverOptions, name: string): Promise<ExitCode> => {
  if (options.force === true && options.output === undefined)
    throw new UsageError(
      '--force overwrites the file of --output: name it. A schema file that is there is only compared.',
    );
  const settings = await loadSettings(options.config, io.cwd);
  const system = await askSystem(settings, name, io);
  if (options.output === '-') {
    io.out(jsonOf(system));
    return EXIT.nothing;
  }
  const discovery = await settle(settings, name, system, io, options);
  io.out(options.format === 'json' ? json(discovery) : text(discovery));
  return discovery.differences.length === 0 ? EXIT.nothing : EXIT.findings;
};

/** What the system offers does not depend on what a file says of it. */
const NOTHING_KNOWN: SchemaFile = { format: 'syncrule-schema/1', types: {} };

const askSystem = async (settings: LoadedSettings, name: string, { env }: Io): Promise<SchemaFile> => {
  const known = Object.keys(settings.config.connectors);
  if (!known.includes(name))
    throw new UsageError(
      `${settings.file} has no connector ${JSON.stringify(name)}.${didYouMean(name, known)} There are: ${known.join(', ')}.`,
    );
  const connector = await openConfigured(settings, name, { env, schema: NOTHING_KNOWN });
  try {
    return await connector.schema();
  } finally {
    await connector.close();
  }
};

const settle = async (
  settings: LoadedSettings,
  connector: string,
  system: SchemaFile,
  { cwd }: Io,
  { output, force }: DiscoverOptions,
): Promise<Discovery> => {
  const named = settings.config.connectors[connector]?.schema ?? '';
  const file = output ?? named;
  const path = output === undefined ? resolve(settings.directory, named) : resolve(cwd, output);
  if (output === undefined && existsSync(path)) {
    const differences = schemaDifferences(await loadSchema(settings, named), system);
    return { connector, file, outcome: 'compared', system, differences };
  }
  if (existsSync(path) && force !== true)
    throw new UsageError(`${file} is there already. Name another file, or say --force to overwrite it.`);
  await write(file, path, jsonOf(system));
  return { connector, file, outcome: 'written', system, differences: [] };
};

const write = async (file: string, path: string, content: string): Promise<void> => {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}. Name another file with --output.`,
    );
  }
};

const jsonOf = (schema: SchemaFile): string => `${JSON.stringify(schema, undefined, 2)}\n`;

const json = ({ connector, file, outcome, system, differences }: Discovery): string =>
  `${JSON.stringify({ format: 'syncrule-discovery/1', connector, file, outcome, types: countsOf(system), differences }, undefined, 2)}\n`;

/** Number of attributes by type. */
const countsOf = ({ types }: SchemaFile): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(types).map(([name, { attributes }]) => [name, Object.keys(attributes).length]));

const text = ({ connector, file, outcome, system, differences }: Discovery): string => {
  const types = Object.entries(countsOf(system)).map(([name, count]) => `${name} (${count} attributes)`);
  const offers = `${connector} offers ${types.length === 0 ? 'no type' : types.join(', ')}.`;
  if (outcome === 'written') return `${offers}\nWrote ${file}. ${READ_OVER}\n`;
  if (differences.length === 0) return `${offers}\n${file} says the same.\n`;
  const lines = differences.map(({ kind, message }) => `  ${kind.padEnd(9)}  ${message}`);
  return `${offers}\n${file} was left as it is. It differs:\n${lines.join('\n')}\n${TAKE_OVER}\n`;
};

const READ_OVER =
  'Read it over: what no system says is for you to add, such as texts that are dates, closed sets, what is unique, and what references point to.';

const TAKE_OVER =
  'Write what was discovered beside it with --output FILE, take over what you want, then check the rules: rulec check.';
