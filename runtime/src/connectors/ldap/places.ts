// Finds the entry that a request is about, whatever its name is now.
import type { Control } from 'ldapts';
import type { ExportRequest } from '../port.js';
import { anchorAttribute, anchorFilter, type LdapContext } from './context.js';
import { AssertionControl } from './controls.js';
import { ASSERTION_FAILED, NO_SUCH_OBJECT } from './results.js';
import type { LdapSession } from './session.js';
import type { LdapRequest, LdapResponse } from './wire.js';

type Request<K extends ExportRequest['kind']> = ExportRequest & { readonly kind: K };

/** Where an entry is, and the controls that make sure that it is this entry and no other. */
export interface Place {
  readonly dn: string;
  readonly controls: readonly Control[];
}

/**
 * A name may have become another object's since the last import. So the server is told to act only if the entry has the
 * anchor; where it cannot do so, the entry is looked up by its anchor first.
 */
export async function placeOf(
  request: Request<'update' | 'delete'>,
  session: LdapSession,
  context: LdapContext,
): Promise<Place | 'missing'> {
  const attribute = anchorAttribute(request.type, context);
  if (attribute === undefined) return { dn: request.name ?? request.anchor, controls: [] };
  if (request.name === undefined || !session.supports(AssertionControl.type)) return search(request, session, context);
  return { dn: request.name, controls: [new AssertionControl(anchorFilter(attribute, request.anchor))] };
}

export async function search(
  { anchor, type }: Request<'update' | 'delete'>,
  session: LdapSession,
  context: LdapContext,
): Promise<Place | 'missing'> {
  const attribute = anchorAttribute(type, context);
  if (attribute === undefined) return 'missing';
  const filter = anchorFilter(attribute, anchor);
  for (const base of context.settings.bases) {
    for await (const [entry] of session.pages({ base, scope: 'sub', filter, attributes: ['1.1'] })) {
      if (entry === undefined) continue;
      return { dn: entry.dn, controls: session.supports(AssertionControl.type) ? [new AssertionControl(filter)] : [] };
    }
  }
  return 'missing';
}

type Build = (place: Place) => (messageId: number) => LdapRequest;

/** Sends a request to where an entry is; if it is not there any more, to where it is now. `at`: where it was found. */
export async function atPlace(
  request: Request<'update' | 'delete'>,
  place: Place,
  session: LdapSession,
  context: LdapContext,
  build: Build,
): Promise<{ readonly response: LdapResponse | 'missing'; readonly at?: Place }> {
  const response = await session.send(build(place));
  if (response.status !== NO_SUCH_OBJECT && response.status !== ASSERTION_FAILED) return { response };
  const now = await search(request, session, context);
  if (now === 'missing') return { response: 'missing' };
  return { response: await session.send(build(now)), at: now };
}
