// The configuration of the runtime.
export { type Config, type ConnectorConfig, keepPolicy, retryPolicy } from './config.js';
export { ConfigError, type ConfigFinding } from './error.js';
export {
  type LoadedConfig,
  type LoadedSettings,
  loadConfig,
  loadPlanFile,
  loadSchema,
  loadSettings,
  type OpenOptions,
  openConfigured,
} from './load.js';
export { configSchema } from './schema.js';
export { type SchemaDifference, schemaDifferences } from './schema-difference.js';
