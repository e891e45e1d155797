// Reads the configuration and the files that it names: plan, schemas, secrets.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type Connector,
  ConnectorError,
  didYouMean,
  openConnector,
  type SecretReference,
} from '../connectors/index.js';
import { Secrets } from '../logging/index.js';
import { connectorSchemaSchema, loadPlan, type Plan, PlanError, type SchemaFile } from '../plan/index.js';
import type { Step } from '../runs/index.js';
import { fileChecker } from './check.js';
import type { Config } from './config.js';
import { discreet, masked } from './discreet.js';
import { ConfigError, type ConfigFinding } from './error.js';
import { type PlacedJson, pointerStep, readJson } from './json.js';
import { configSchema } from './schema.js';
import { serveFindings } from './serve.js';

/** The configuration by itself. */
export interface LoadedSettings {
  readonly config: Config;
  /** The file, as it was named. */
  readonly file: string;
  readonly directory: string;
}

export interface LoadedConfig extends LoadedSettings {
  readonly plan: Plan;
}

/** Loads and checks the configuration alone: neither plan nor schema files need be there yet. Throws {@link ConfigError}. */
export const loadSettings = async (file: string, cwd: string): Promise<LoadedSettings> => {
  const { value: config } = await readChecked(file, resolve(cwd, file), checkConfig);
  return { config, file, directory: dirname(resolve(cwd, file)) };
};

/** Loads and checks the configuration and its plan. Throws {@link ConfigError} with everything that is wrong. */
export const loadConfig = async (file: string, cwd: string): Promise<LoadedConfig> => {
  const { value: config, json } = await readChecked(file, resolve(cwd, file), checkConfig);
  const directory = dirname(resolve(cwd, file));
  const plan = await readPlan(file, json, resolve(directory, config.plan), config.plan);
  const findings = [
    ...connectorFindings(file, json, config, plan),
    ...stepFindings(file, json, config),
    ...serveFindings(file, json, config),
  ];
  if (findings.length > 0) throw new ConfigError(findings);
  return { config, file, directory, plan };
};

export interface OpenOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is read is kept there, and masked in all that the connector says. */
  readonly secrets?: Secrets;
  /** Instead of the schema file that the configuration names. */
  readonly schema?: SchemaFile;
}

/** The schema file of a configured connector. Throws {@link ConfigError} where it cannot be read or is none. */
export const loadSchema = async ({ directory }: LoadedSettings, name: string): Promise<SchemaFile> =>
  (await readChecked(name, resolve(directory, name), checkSchema)).value;

/** Opens a configured connector with its schema. Secrets are read when the connector asks for them. */
export const openConfigured = async (
  loaded: LoadedSettings,
  name: string,
  { env, secrets = new Secrets(), schema: given }: OpenOptions,
): Promise<Connector> => {
  const { config, directory } = loaded;
  const connector = config.connectors[name];
  if (!connector) throw new Error(`bug: connector ${name} is not configured`);
  const schema = given ?? (await loadSchema(loaded, connector.schema));
  const secret = async (reference: SecretReference) => secrets.keep(await readSecret(reference, name, directory, env));
  const context = { name, schema, directory, secret };
  return discreet(await openConnector(connector.kind, connector.settings, context).catch(masked(secrets)), secrets);
};

const checkConfig = fileChecker<Config>(configSchema);
const checkSchema = fileChecker<SchemaFile>(connectorSchemaSchema);

const readChecked = async <T>(
  name: string,
  path: string,
  check: ReturnType<typeof fileChecker<T>>,
): Promise<{ readonly value: T; readonly json: PlacedJson }> => {
  const json = readJson(await readText(name, path));
  if ('fault' in json) {
    throw new ConfigError([{ file: name, place: json.fault.place, message: json.fault.message }]);
  }
  const checked = check(name, json);
  if ('findings' in checked) throw new ConfigError(checked.findings);
  return { value: checked.value, json };
};

const readText = async (name: string, path: string): Promise<string> => {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    throw new ConfigError([{ file: name, place: undefined, message: `cannot be read: ${reason(error)}` }]);
  }
};

const readPlan = async (file: string, json: PlacedJson, path: string, name: string): Promise<Plan> => {
  const text = await readText(name, path).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    const message = `the plan ${name} cannot be read. Compile the rules: rulec compile DIR -o ${name}`;
    throw new ConfigError([{ file, place: json.placeOf('/plan'), message }]);
  });
  return verified(name, text);
};

const verified = (name: string, text: string): Plan => {
  try {
    return loadPlan(text);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new ConfigError([{ file: name, place: undefined, message: error.message }]);
  }
};

/** Loads a plan by itself, as `syncrule preview --plan` names it. Throws {@link ConfigError} where it cannot be used. */
export const loadPlanFile = async (file: string, cwd: string): Promise<Plan> => {
  return verified(file, await readText(file, resolve(cwd, file)));
};

/** Every connector of the plan is configured, and no other. */
const connectorFindings = (file: string, json: PlacedJson, config: Config, plan: Plan): readonly ConfigFinding[] => {
  const known = plan.connectors.map((connector) => connector.name);
  const configured = Object.keys(config.connectors);
  const missing = known.filter((name) => !configured.includes(name));
  const unknown = configured.filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({
      file,
      place: json.placeOfName(`/connectors${pointerStep(name)}`),
      message: `the plan has no connector ${JSON.stringify(name)}.${didYouMean(name, missing.length > 0 ? missing : known)}`,
    })),
    ...missing.map((name) => ({
      file,
      place: json.placeOf('/connectors'),
      message: `the plan has a connector ${JSON.stringify(name)}, which is not configured here`,
    })),
  ];
};

const stepFindings = (file: string, json: PlacedJson, config: Config): readonly ConfigFinding[] =>
  Object.entries(config.profiles ?? {}).flatMap(([profile, steps]) =>
    steps.flatMap((step, index) => {
      const [member, connector] = connectorOfStep(step);
      if (connector === undefined || Object.hasOwn(config.connectors, connector)) return [];
      const place = json.placeOf(`/profiles${pointerStep(profile)}${pointerStep(index)}/${member}`);
      const hint = didYouMean(connector, Object.keys(config.connectors));
      return [{ file, place, message: `there is no connector ${JSON.stringify(connector)}.${hint}` }];
    }),
  );

const connectorOfStep = (step: Step): readonly [string, string | undefined] => {
  if ('import' in step) return ['import', step.import];
  return 'export' in step ? ['export', step.export] : ['sync', undefined];
};

const readSecret = async (
  reference: SecretReference,
  connector: string,
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> => {
  if ('env' in reference) {
    const value = env[reference.env];
    if (value !== undefined) return value;
    throw secretFault(connector, `the environment variable ${reference.env} is not set`);
  }
  try {
    return (await readFile(resolve(directory, reference.file), 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw secretFault(connector, `the file ${reference.file} cannot be read: ${reason(error)}`);
  }
};

const secretFault = (connector: string, why: string): ConnectorError =>
  new ConnectorError('configuration', `A secret of connector ${JSON.stringify(connector)} is missing: ${why}.`);

const reason = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'it is not there';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
};
