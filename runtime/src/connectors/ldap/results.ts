// LDAP result codes: their names, and what an exporter makes of them (RFC 4511, appendix A).
import { ConnectorError, type ConnectorErrorKind, type ExportOutcome } from '../port.js';
import type { LdapResponse } from './wire.js';

export const SUCCESS = 0;
export const NO_SUCH_ATTRIBUTE = 16;
export const VALUE_EXISTS = 20;
export const NO_SUCH_OBJECT = 32;
export const CLASS_VIOLATION = 65;
export const ALREADY_EXISTS = 68;
export const ASSERTION_FAILED = 122;

const NAMES: Readonly<Record<number, string>> = {
  1: 'operationsError',
  2: 'protocolError',
  3: 'timeLimitExceeded',
  4: 'sizeLimitExceeded',
  7: 'authMethodNotSupported',
  8: 'strongerAuthRequired',
  10: 'referral',
  11: 'adminLimitExceeded',
  12: 'unavailableCriticalExtension',
  13: 'confidentialityRequired',
  16: 'noSuchAttribute',
  17: 'undefinedAttributeType',
  18: 'inappropriateMatching',
  19: 'constraintViolation',
  20: 'attributeOrValueExists',
  21: 'invalidAttributeSyntax',
  32: 'noSuchObject',
  33: 'aliasProblem',
  34: 'invalidDNSyntax',
  36: 'aliasDereferencingProblem',
  48: 'inappropriateAuthentication',
  49: 'invalidCredentials',
  50: 'insufficientAccessRights',
  51: 'busy',
  52: 'unavailable',
  53: 'unwillingToPerform',
  54: 'loopDetect',
  64: 'namingViolation',
  65: 'objectClassViolation',
  66: 'notAllowedOnNonLeaf',
  67: 'notAllowedOnRDN',
  68: 'entryAlreadyExists',
  69: 'objectClassModsProhibited',
  71: 'affectsMultipleDSAs',
  80: 'other',
  122: 'assertionFailed',
};

/** The name of a result code. */
export const codeName = (code: number): string => NAMES[code] ?? `result code ${code}`;

/** The code, its name, and what the server says of it. */
export const described = ({ status, errorMessage }: Pick<LdapResponse, 'status' | 'errorMessage'>): string =>
  `${codeName(status)} (${status})${errorMessage === '' ? '' : `: ${errorMessage.replaceAll('\u0000', '').trim()}`}`;

type Reason = (ExportOutcome & { readonly kind: 'failed' })['reason'];

/** What may be tried again without anybody doing anything. */
const TRANSIENT: ReadonlySet<number> = new Set([1, 3, 11, 51, 52, 80]);

/** Why a request failed. */
export function reasonOf(code: number): Reason {
  if (code === ALREADY_EXISTS) return 'exists';
  if (code === NO_SUCH_OBJECT) return 'missing';
  return TRANSIENT.has(code) ? 'transient' : 'permanent';
}

const INCOMPLETE: ReadonlySet<number> = new Set([3, 4, 11]);
const AUTHENTICATION: ReadonlySet<number> = new Set([7, 8, 13, 48, 49, 50]);

/** What kind of fault stops an import with this code. */
export function faultKind(code: number): ConnectorErrorKind {
  if (INCOMPLETE.has(code)) return 'incomplete';
  if (AUTHENTICATION.has(code)) return 'auth';
  return code === NO_SUCH_OBJECT ? 'configuration' : 'connection';
}

/** The fault for a search that did not succeed. */
export function searchFault(base: string, response: Pick<LdapResponse, 'status' | 'errorMessage'>): ConnectorError {
  const hint = response.status === NO_SUCH_OBJECT ? ' Is there such an entry, and may it be read?' : '';
  return new ConnectorError(
    faultKind(response.status),
    `The search under ${JSON.stringify(base)} ended with ${described(response)}. Nothing is concluded from it.${hint}`,
  );
}
