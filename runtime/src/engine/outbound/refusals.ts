// What a target said to an operation before (engine specification 5.7, 8.4): refused for good, failed too often, or confirmed and not
// carried out. It is not sent again while it would say the same; so it does not come about, and nobody may count on it.
import type { AttributeChange, CsObject, Operation, Written } from '../../store/index.js';
import { operationFingerprint } from '../fingerprint.js';
import type { Session } from '../session.js';
import type { Draft } from './draft.js';

type Update = Extract<Draft, { kind: 'update' }>;

/** The operation that changes an object. */
export const updateOf = (
  { mv, target, object }: Update,
  rename: Update['rename'],
  changes: readonly AttributeChange[],
): Operation => ({
  mv: mv.id,
  slot: target.slot,
  object: object.id,
  kind: 'update',
  name: rename?.text,
  changes,
  rule: rename?.rule ?? changes[0]?.rule,
});

/** The operation that deletes an object, whoever wants that. */
export const deletionOf = ({ id, connector, type, link }: CsObject): Operation => ({
  mv: link?.mv,
  slot: { connector, type, account: link?.account ?? null },
  object: id,
  kind: 'delete',
  name: undefined,
  changes: [],
  rule: undefined,
});

/** The target confirmed the deletion, and an import still showed the object. */
export const isDeletionUnheeded = ({ written }: CsObject): boolean => written?.unheeded[':delete'] !== undefined;

/** Whether what was refused is this operation, under this plan. */
export const concerns = (
  session: Session,
  { fingerprint, plan }: Pick<NonNullable<Written['refused']>, 'fingerprint' | 'plan'>,
  operation: Operation,
): boolean => {
  if (plan !== session.machine.plan.hash) return false;
  const type = session.machine.csTypes.get(`${operation.slot.connector}.${operation.slot.type}`);
  const isReference = (attribute: string): boolean => type?.attributes.get(attribute)?.type.scalar === 'ref';
  return fingerprint === operationFingerprint(operation, isReference);
};

/** Refused for good, or failed so often that it is not sent again by itself. */
export const isRefused = (session: Session, { refused, retry }: Written, operation: () => Operation): boolean => {
  const refusals = [refused, retry?.parked].filter((each) => each !== undefined);
  return refusals.length > 0 && refusals.some((each) => concerns(session, each, operation()));
};

/** Why the deletion of an object does not come about, said of the object; nothing where nothing speaks against it. */
export const obstacleToDeletion = (session: Session, object: CsObject): string | undefined => {
  const { written } = object;
  if (written === undefined || written.sentDelete !== undefined) return undefined;
  if (written.delivery !== undefined) return UNDER_WAY;
  if (isDeletionUnheeded(object)) return 'whose deletion the target confirmed and did not carry out';
  return isRefused(session, written, () => deletionOf(object)) ? 'whose deletion the target refused' : undefined;
};

export const UNDER_WAY = 'for which something is under way';
