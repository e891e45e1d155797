// Exports single requests to a server, and says what became of each.
import { AddRequest, DeleteRequest, ModifyDNRequest, ModifyRequest } from 'ldapts';
import { dnKey, parentDn, rdnOf } from '../../values/index.js';
import type { ExportOutcome, ExportRequest } from '../port.js';
import {
  keepingPlaceholders,
  ldapAttribute,
  type Modification,
  modificationsOf,
  requestsOf,
  stillNeeded,
} from './changes.js';
import { anchorAttribute, anchorOf, type LdapContext, valuesOf } from './context.js';
import { PostReadControl } from './controls.js';
import { entryOf } from './entry.js';
import { placeholderOf } from './import.js';
import { failure, missing, outcome, parentMissing, refusal } from './outcomes.js';
import { atPlace, type Place, placeOf, search } from './places.js';
import {
  CLASS_VIOLATION,
  described,
  NO_SUCH_ATTRIBUTE,
  NO_SUCH_OBJECT,
  reasonOf,
  SUCCESS,
  VALUE_EXISTS,
} from './results.js';
import type { LdapSession } from './session.js';
import type { LdapRequest, LdapResponse } from './wire.js';

type Request<K extends ExportRequest['kind']> = ExportRequest & { readonly kind: K };

/** Carries out one request. A broken connection is thrown. */
export function exportOne(request: ExportRequest, session: LdapSession, context: LdapContext): Promise<ExportOutcome> {
  switch (request.kind) {
    case 'add':
      return add(request, session, context);
    case 'update':
      return update(request, session, context);
    case 'delete':
      return remove(request, session, context);
  }
}

async function add(request: Request<'add'>, session: LdapSession, context: LdapContext): Promise<ExportOutcome> {
  const { id, name } = request;
  const type = context.schema.types[request.type];
  if (type === undefined) return failure(request, 17, `The schema has no type ${JSON.stringify(request.type)}.`);
  if (name === undefined) return failure(request, 64, 'An entry needs a name. Let a rule flow one to "dn".');
  const { modifications, faults } = modificationsOf(request.changes, type, context);
  const attributes = attributesOf(modifications, type.objectClass ?? [], context);
  const anchor = anchorAttribute(request.type, context);
  const reading =
    anchor !== undefined && session.supports(PostReadControl.type) ? new PostReadControl([anchor]) : undefined;
  const controls = reading === undefined ? [] : [reading];
  const response = await session.send((messageId) => new AddRequest({ messageId, dn: name, attributes, controls }));
  if (response.status === NO_SUCH_OBJECT) return parentMissing(request, name, response);
  if (response.status !== SUCCESS) return refusal(request, response);
  const told = reading?.entry === undefined ? undefined : anchorOf(entryOf(reading.entry), request.type, context);
  const known = anchor === undefined ? dnKey(name) : told;
  return outcome(id, faults, known);
}

function attributesOf(modifications: readonly Modification[], objectClass: readonly string[], context: LdapContext) {
  const given = new Set(modifications.map(({ attribute }) => attribute.name.toLowerCase()));
  const classes = given.has('objectclass') ? [] : [ldapAttribute('objectClass', objectClass)];
  const placeholders = Object.entries(context.settings.placeholders ?? {}).filter(
    ([name]) => !given.has(name.toLowerCase()),
  );
  const values = modifications.map((one) => {
    const placeholder = one.kind === 'edit' ? placeholderOf(one.attribute.name, context) : undefined;
    const added = one.kind === 'set' ? one.values : one.added;
    return { name: one.attribute.name, values: placeholder === undefined ? added : [placeholder, ...added] };
  });
  return [
    ...classes,
    ...values.filter((one) => one.values.length > 0).map((one) => ldapAttribute(one.name, one.values)),
    ...placeholders
      .filter(([name]) => isOf(name, objectClass, context))
      .map(([name, value]) => ldapAttribute(name, [value])),
  ];
}

/** Whether the type with these classes has the attribute at all. */
const isOf = (name: string, objectClass: readonly string[], { schema }: LdapContext): boolean =>
  Object.values(schema.types).some(
    (type) =>
      type.objectClass?.join() === objectClass.join() &&
      Object.keys(type.attributes).some((one) => one.toLowerCase() === name.toLowerCase()),
  );

async function update(request: Request<'update'>, session: LdapSession, context: LdapContext): Promise<ExportOutcome> {
  const type = context.schema.types[request.type];
  if (type === undefined) return failure(request, 17, `The schema has no type ${JSON.stringify(request.type)}.`);
  let place = await placeOf(request, session, context);
  if (place === 'missing') return missing(request);
  const { newName } = request;
  if (newName !== undefined && newName !== place.dn) {
    const { response, at } = await atPlace(request, place, session, context, (where) => rename(where, newName));
    if (response === 'missing') return missing(request);
    if (response.status === NO_SUCH_OBJECT && at !== undefined) return parentMissing(request, newName, response);
    if (response.status !== SUCCESS) return refusal(request, response);
    place = { dn: newName, controls: place.controls };
  }
  const { modifications, faults } = modificationsOf(request.changes, type, context);
  const response = await modify(request, place, modifications, session, context);
  if (response === 'missing') return missing(request);
  if (response === undefined || response.status === SUCCESS) return outcome(request.id, faults);
  if (newName === undefined || reasonOf(response.status) !== 'permanent') return refusal(request, response);
  // The rename is done; what the server refuses is the rest.
  const message = described(response);
  return outcome(
    request.id,
    request.changes.map(({ attribute }) => ({ attribute, message })),
  );
}

async function remove(request: Request<'delete'>, session: LdapSession, context: LdapContext): Promise<ExportOutcome> {
  const place = await placeOf(request, session, context);
  if (place === 'missing') return missing(request);
  const { response } = await atPlace(
    request,
    place,
    session,
    context,
    ({ dn, controls }) =>
      (messageId) =>
        new DeleteRequest({ messageId, dn, controls: [...controls] }),
  );
  if (response === 'missing') return missing(request);
  return response.status === SUCCESS ? outcome(request.id, []) : refusal(request, response);
}

/** The new relative name, and the new parent if it is another. Both are sent as they are, never taken apart by ldapts. */
const rename =
  ({ dn, controls }: Place, newName: string) =>
  (messageId: number): LdapRequest => {
    const parent = parentDn(newName) ?? '';
    const moved = dnKey(parent) !== dnKey(parentDn(dn) ?? '');
    return new ModifyDNRequest({
      messageId,
      dn,
      newRdn: rdnOf(newName) ?? '',
      deleteOldRdn: true,
      ...(moved ? { newSuperior: parent } : {}),
      controls: [...controls],
    });
  };

/** The first answer that is no success, else the last one; `undefined` if there is nothing to do. */
async function modify(
  request: Request<'update'>,
  place: Place,
  modifications: readonly Modification[],
  session: LdapSession,
  context: LdapContext,
): Promise<LdapResponse | 'missing' | undefined> {
  const attempt = async (some: readonly Modification[]): Promise<LdapResponse | 'missing' | undefined> => {
    let last: LdapResponse | undefined;
    for (const changes of requestsOf(some)) {
      const { response } = await atPlace(
        request,
        place,
        session,
        context,
        ({ dn, controls }) =>
          (messageId) =>
            new ModifyRequest({ messageId, dn, changes: [...changes], controls: [...controls] }),
      );
      if (response === 'missing' || response.status !== SUCCESS) return response;
      last = response;
    }
    return last;
  };
  const response = await attempt(modifications);
  if (response === 'missing' || response === undefined || !isRepairable(response.status)) return response;
  const where = await search(request, session, context);
  const names = modifications.map(({ attribute }) => attribute.name);
  const entry = await session.read(where === 'missing' ? place.dn : where.dn, names);
  if (entry === 'absent') return 'missing';
  const kept = response.status === CLASS_VIOLATION ? keepingPlaceholders(modifications, context) : modifications;
  return attempt(stillNeeded(kept, (attribute) => valuesOf(entry, attribute)));
}

/** A value to add is there already, one to remove is not, or the last value of an attribute that wants one would go. */
const isRepairable = (status: number): boolean =>
  status === VALUE_EXISTS || status === NO_SUCH_ATTRIBUTE || status === CLASS_VIOLATION;
