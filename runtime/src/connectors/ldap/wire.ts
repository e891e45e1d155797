// The only place that reaches into ldapts: one message out, its answer back, with nothing interpreted in between. The
// client's own search ends at an empty page, makes absent attributes empty ones and limits the server to ten seconds.
import {
  type AddRequest,
  AddResponse,
  type Client,
  type DeleteRequest,
  DeleteResponse,
  type ModifyDNRequest,
  ModifyDNResponse,
  type ModifyRequest,
  ModifyResponse,
  type SearchRequest,
  SearchResponse,
} from 'ldapts';

export type LdapRequest = SearchRequest | AddRequest | ModifyRequest | ModifyDNRequest | DeleteRequest;
export type LdapResponse = SearchResponse | AddResponse | ModifyResponse | ModifyDNResponse | DeleteResponse;

const RESPONSES = [SearchResponse, AddResponse, ModifyResponse, ModifyDNResponse, DeleteResponse] as const;

/** The two private members that are used. A test fails if a version of ldapts does not have them. */
type Internal = '_nextMessageId' | '_send';

const call = (client: Client, name: Internal, ...argv: readonly unknown[]): unknown => {
  const member: unknown = Reflect.get(client, name);
  if (typeof member !== 'function') throw new Error(`bug: this version of ldapts has no ${name}`);
  return Reflect.apply(member, client, argv);
};

/** Whether this version of ldapts can be used so. */
export const isUsable = (client: Client): boolean =>
  (['_nextMessageId', '_send'] satisfies Internal[]).every((name) => typeof Reflect.get(client, name) === 'function');

/** Sends one message and gives its answer. Throws when the connection breaks or the time is over. */
export async function exchange(client: Client, message: (messageId: number) => LdapRequest): Promise<LdapResponse> {
  const response = await call(client, '_send', message(Number(call(client, '_nextMessageId'))));
  if (!isResponse(response)) throw new Error('no answer');
  return response;
}

const isResponse = (value: unknown): value is LdapResponse => RESPONSES.some((type) => value instanceof type);
