// The kinds of connectors by name: their settings' schemas, and how they are opened.
import { csvSettingsSchema, openCsv } from './csv/index.js';
import { ldapSettingsSchema, openLdap } from './ldap/index.js';
import { ldifSettingsSchema, openLdif } from './ldif/index.js';
import { didYouMean } from './nearest.js';
import { type Connector, type ConnectorContext, ConnectorError } from './port.js';

/** The JSON Schema of each kind's settings. */
export const settingsSchemas = {
  csv: csvSettingsSchema,
  ldif: ldifSettingsSchema,
  ldap: ldapSettingsSchema,
} as const;

export type ConnectorKind = keyof typeof settingsSchemas;

const openers: Readonly<
  Record<ConnectorKind, (settings: unknown, context: ConnectorContext) => Connector | Promise<Connector>>
> = { csv: openCsv, ldif: openLdif, ldap: openLdap };

export const connectorKinds: readonly string[] = Object.keys(settingsSchemas);

const isKind = (kind: string): kind is ConnectorKind => Object.hasOwn(settingsSchemas, kind);

/** Opens a connector of a kind. Settings are checked here; files and servers may be looked at only later. */
export async function openConnector(kind: string, settings: unknown, context: ConnectorContext): Promise<Connector> {
  if (isKind(kind)) return openers[kind](settings, context);
  throw new ConnectorError(
    'configuration',
    `Connector ${JSON.stringify(context.name)} is of kind ${JSON.stringify(kind)}, which is not known.` +
      `${didYouMean(kind, connectorKinds)} There are: ${connectorKinds.join(', ')}.`,
  );
}
