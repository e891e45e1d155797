// The only place that reaches into ldapts: one message out, its answer back, with nothing interpreted in between. The
// client's own search ends at an empty page, makes absent attributes empty ones and limits the server to ten seconds.
import type {
  AddRequest,
  AddResponse,
  Client,
  DeleteRequest,
  DeleteResponse,
  ModifyDNRequest,
  ModifyDNResponse,
  ModifyRequest,
  ModifyResponse,
  SearchRequest,
  SearchResponse,
} from 'ldapts';

export type LdapRequest = SearchRequest | AddRequest | ModifyRequest | ModifyDNRequest | DeleteRequest;
export type LdapResponse = SearchResponse | AddResponse | ModifyResponse | ModifyDNResponse | DeleteResponse;

/** The two private members that are used. A test fails if a version of ldapts does not have them. */
interface Internals {
  _nextMessageId(): number;
  _send(message: LdapRequest): Promise<LdapResponse | undefined>;
}

const internals = (client: Client): Internals => client as unknown as Internals;

/** Whether this version of ldapts can be used so. */
export const isUsable = (client: Client): boolean =>
  typeof internals(client)._nextMessageId === 'function' && typeof internals(client)._send === 'function';

/** Sends one message and gives its answer. Throws when the connection breaks or the time is over. */
export async function exchange(client: Client, message: (messageId: number) => LdapRequest): Promise<LdapResponse> {
  const response = await internals(client)._send(message(internals(client)._nextMessageId()));
  if (response === undefined) throw new Error('no answer');
  return response;
}
