// The Connector port and the connectors.

export type { CsvSettings } from './csv/index.js';
export type { LdapSettings } from './ldap/index.js';
export type { LdifSettings } from './ldif/index.js';
export { didYouMean, nearest } from './nearest.js';
export * from './port.js';
export { type ConnectorKind, connectorKinds, openConnector, settingsSchemas } from './registry.js';
