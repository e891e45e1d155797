// A session with a server: searches page by page until the cookie is empty, and single operations.
import {
  type Client,
  type Control,
  type Filter,
  PagedResultsControl,
  PresenceFilter,
  SearchRequest,
  SearchResponse,
} from 'ldapts';
import { textOf } from '../directory/codec.js';
import { ConnectorError } from '../port.js';
import { entryOf, type LdapEntry, rawIn } from './entry.js';
import { NO_SUCH_OBJECT, SUCCESS, searchFault } from './results.js';
import { exchange, type LdapRequest, type LdapResponse } from './wire.js';

/** The connection broke or did not answer in time. `sent`: the message may have arrived. */
export class LinkLost extends Error {
  constructor(
    message: string,
    readonly sent: boolean,
  ) {
    super(message);
    this.name = 'LinkLost';
  }
}

export interface Search {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
}

export interface LdapSession {
  readonly isAlive: boolean;
  supports(control: string): boolean;
  /** Values of an attribute of the root DSE. */
  root(attribute: string): readonly string[];
  /** Pages of entries. Ends only after the server said that there are no more; anything else is thrown. */
  pages(search: Search): AsyncGenerator<readonly LdapEntry[]>;
  /** The entry of this name; `absent` if the server says that there is none. */
  read(dn: string, attributes: readonly string[]): Promise<LdapEntry | 'absent'>;
  /** Sends a request; results other than success are not thrown. */
  send(message: (messageId: number) => LdapRequest): Promise<LdapResponse>;
  close(): Promise<void>;
}

export const everything = (): Filter => new PresenceFilter({ attribute: 'objectClass' });

const ROOT_ATTRIBUTES = [
  'namingContexts',
  'subschemaSubentry',
  'supportedControl',
  'supportedCapabilities',
  'vendorName',
  'defaultNamingContext',
];

/** Starts a session over an open connection by reading what the server can do. */
export async function startSession(client: Client, pageSize: number): Promise<LdapSession> {
  const session = new Session(client, pageSize);
  const root = await session.read('', ROOT_ATTRIBUTES);
  if (root !== 'absent') session.dse = root;
  return session;
}

class Session implements LdapSession {
  dse: LdapEntry | undefined;

  constructor(
    readonly client: Client,
    readonly pageSize: number,
  ) {}

  get isAlive(): boolean {
    return this.client.isBound;
  }

  root(attribute: string): readonly string[] {
    return this.dse === undefined ? [] : rawIn(this.dse, attribute).map((value) => textOf(value) ?? '');
  }

  supports(control: string): boolean {
    return this.root('supportedControl').includes(control);
  }

  async *pages(search: Search): AsyncGenerator<readonly LdapEntry[]> {
    const paged = this.supports(PagedResultsControl.type);
    for (let cookie: Buffer | undefined; ; ) {
      const value = { size: this.pageSize, ...(cookie === undefined ? {} : { cookie }) };
      const control = paged ? [new PagedResultsControl({ critical: true, value })] : [];
      const response = await this.#search(search, control);
      if (response.status !== SUCCESS) throw searchFault(search.base, response);
      yield response.searchEntries.map(entryOf);
      cookie = cookieIn(response);
      if (cookie === undefined) return;
    }
  }

  async read(dn: string, attributes: readonly string[]): Promise<LdapEntry | 'absent'> {
    const response = await this.#search({ base: dn, scope: 'base', filter: everything(), attributes }, []);
    if (response.status === NO_SUCH_OBJECT) return 'absent';
    if (response.status !== SUCCESS) throw searchFault(dn, response);
    const [entry] = response.searchEntries;
    if (entry === undefined) throw new ConnectorError('auth', `The entry ${JSON.stringify(dn)} may not be read.`);
    return entryOf(entry);
  }

  async send(message: (messageId: number) => LdapRequest): Promise<LdapResponse> {
    if (!this.isAlive) throw new LinkLost('the connection was closed', false);
    try {
      return await exchange(this.client, message);
    } catch (error) {
      // Whatever went wrong, answers can no longer be told apart: this connection is over.
      await this.close();
      throw new LinkLost(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), true);
    }
  }

  async close(): Promise<void> {
    await this.client.unbind().catch(() => undefined);
  }

  async #search({ base, scope, filter, attributes }: Search, controls: Control[]): Promise<SearchResponse> {
    const response = await this.send(
      (messageId) =>
        new SearchRequest({
          messageId,
          baseDN: base,
          scope,
          filter,
          attributes: [...attributes],
          timeLimit: 0,
          controls,
        }),
    );
    if (response instanceof SearchResponse) return response;
    throw new ConnectorError('connection', 'The server answered a search with something else.');
  }
}

/** An empty cookie ends a search; an empty page does not (RFC 2696, section 3). */
function cookieIn(response: SearchResponse): Buffer | undefined {
  for (const control of response.controls ?? []) {
    if (control instanceof PagedResultsControl && control.value?.cookie?.length) return control.value.cookie;
  }
  return undefined;
}
