// A directory behind LDAP as a connected system.

import { typeFinder, wellKnownSuperiors } from '../directory/object-types.js';
import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type ExportOutcome,
  type ExportRequest,
  type ImportEvent,
  type ImportSelection,
} from '../port.js';
import { connect } from './connection.js';
import { anchorAttribute, anchorFilter, type LdapContext } from './context.js';
import { discoverServer, GENERALIZED_TIME } from './discovery.js';
import type { LdapEntry } from './entry.js';
import { exportOne } from './export.js';
import { checkSignal, entryReader, importSubtrees, requestedAttributes } from './import.js';
import { type LdapSession, LinkLost, startSession } from './session.js';
import { checkLdapSettings, type LdapSettings } from './settings.js';
import { readSubschema, type Subschema } from './subschema.js';

/** Opens a connection to a directory. */
export async function openLdap(settings: unknown, context: ConnectorContext): Promise<Connector> {
  const checked = checkLdapSettings(settings, context.name);
  const link = new Link(checked, context);
  await asConnection(checked, () => link.open());

  return {
    capabilities: {
      fullImport: true,
      deltaImport: false,
      export: true,
      confirms: 'by-import',
      references: context.schema.references ?? 'name',
      referencesFollow: false,
      names: true,
      settling: 0,
    },
    schema: () =>
      asConnection(checked, async () => {
        const { session, subschema } = await link.open();
        return discoverServer(session, subschema, checked.bases);
      }),
    async *import({ mode, selection, signal }) {
      if (mode === 'delta') {
        throw new ConnectorError('watermark-refused', 'The LDAP connector has no delta import yet; import in full.');
      }
      checkSignal(signal);
      try {
        const { session, context: shared } = await link.open();
        yield* importSubtrees(session, selection, shared, signal);
      } catch (error) {
        throw error instanceof LinkLost ? lost(checked, error) : error;
      }
    },
    async *export(requests, { signal }) {
      for await (const request of requests) {
        checkSignal(signal);
        yield await asConnection(checked, () => exportOver(link, request));
      }
    },
    lookUp: (type, by, selection) => asConnection(checked, async () => lookUp(await link.open(), type, by, selection)),
    close: () => link.close(),
  };
}

interface OpenLink {
  readonly session: LdapSession;
  readonly subschema: Subschema;
  readonly context: LdapContext;
}

/** The connection, opened anew where it broke. Nothing is ever reconnected behind an operation's back. */
class Link {
  #open: OpenLink | undefined;

  constructor(
    readonly settings: LdapSettings,
    readonly context: ConnectorContext,
  ) {}

  async open(): Promise<OpenLink> {
    if (this.#open?.session.isAlive) return this.#open;
    await this.close();
    const session = await startSession(await connect(this.settings, this.context), this.settings.pageSize ?? 500);
    const subschema = this.#open?.subschema ?? (await readSubschema(session));
    this.#open = { session, subschema, context: contextOf(this.settings, this.context, subschema) };
    return this.#open;
  }

  async close(): Promise<void> {
    await this.#open?.session.close();
  }
}

const contextOf = (settings: LdapSettings, { name, schema }: ConnectorContext, subschema: Subschema): LdapContext => ({
  name,
  schema,
  settings,
  typeOf: typeFinder(
    schema,
    (objectClass) => subschema.objectClass(objectClass)?.sup[0] ?? wellKnownSuperiors(objectClass),
  ),
  isTime: (attribute) => subschema.attribute(attribute)?.syntax === GENERALIZED_TIME,
});

/** What was sent over a connection that broke may have been done, or not. */
async function exportOver(link: Link, request: ExportRequest): Promise<ExportOutcome> {
  const { session, context } = await link.open();
  try {
    return await exportOne(request, session, context);
  } catch (error) {
    if (!(error instanceof LinkLost) || !error.sent) throw error;
    return { id: request.id, kind: 'unknown', message: `The request was sent, but no answer came: ${error.message}.` };
  }
}

async function lookUp(
  { session, context }: OpenLink,
  type: string,
  by: { readonly name?: string; readonly anchor?: string },
  selection: ImportSelection,
): Promise<ImportEvent | 'absent' | 'unknown'> {
  const selected = new Map([[type, selection.get(type) ?? []]]);
  const attributes = requestedAttributes(selected, context);
  const entry = await find(session, context, { type, ...by }, attributes);
  if (entry === 'absent' || entry === 'unknown') return entry;
  // Another kind of object may have the name; nothing can be said of ours then.
  return entryReader(selected, context)(entry, selected) ?? 'unknown';
}

async function find(
  session: LdapSession,
  context: LdapContext,
  { type, name, anchor }: { readonly type: string; readonly name?: string; readonly anchor?: string },
  attributes: readonly string[],
): Promise<LdapEntry | 'absent' | 'unknown'> {
  const attribute = anchorAttribute(type, context);
  if (anchor === undefined || attribute === undefined) {
    const dn = name ?? anchor;
    return dn === undefined ? 'unknown' : session.read(dn, attributes);
  }
  for (const base of context.settings.bases) {
    const filter = anchorFilter(attribute, anchor);
    for await (const [entry] of session.pages({ base, scope: 'sub', filter, attributes })) if (entry) return entry;
  }
  return 'absent';
}

async function asConnection<T>(settings: LdapSettings, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LinkLost ? lost(settings, error) : error;
  }
}

const lost = ({ url }: LdapSettings, error: LinkLost): ConnectorError =>
  new ConnectorError('connection', `The connection to ${url} broke: ${error.message}.`, { cause: error });
