// Outcomes of exports, from what a server answered.
import { parentDn } from '../../values/index.js';
import type { ExportOutcome, ExportRequest } from '../port.js';
import { codeName, described, NO_SUCH_OBJECT, reasonOf } from './results.js';
import type { LdapResponse } from './wire.js';

type Request<K extends ExportRequest['kind']> = ExportRequest & { readonly kind: K };

export const outcome = (
  id: string,
  faults: (ExportOutcome & { readonly kind: 'partly' })['attributes'],
  anchor?: string,
): ExportOutcome => {
  const told = anchor === undefined ? {} : { anchor };
  return faults.length === 0 ? { id, kind: 'applied', ...told } : { id, kind: 'partly', attributes: faults, ...told };
};

export const failure = ({ id }: ExportRequest, code: number, message: string): ExportOutcome => ({
  id,
  kind: 'failed',
  reason: reasonOf(code),
  code: codeName(code),
  message,
});

export const refusal = (request: ExportRequest, response: LdapResponse): ExportOutcome =>
  failure(request, response.status, `The server answered ${described(response)}.`);

export const missing = (request: Request<'update' | 'delete'>): ExportOutcome =>
  failure(request, NO_SUCH_OBJECT, `There is no entry with the anchor ${JSON.stringify(request.anchor)}.`);

/** The parent may yet come, so this is tried again. */
export const parentMissing = ({ id }: ExportRequest, name: string, response: LdapResponse): ExportOutcome => ({
  id,
  kind: 'failed',
  reason: 'transient',
  code: codeName(NO_SUCH_OBJECT),
  message: `${JSON.stringify(name)} has no parent: there is no entry ${JSON.stringify(parentDn(name) ?? '')}. The server answered ${described(response)}.`,
});
