// The functions that the catalogue does not hold, since they have rules of their own (7.10): for completion, hover and
// signatures.
import type { Sight } from './cursor.js';

export interface OwnForm {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly parameters: readonly { readonly label: string; readonly doc: string }[];
  /** Whether a call may stand in sight of these names. */
  readonly isAllowed: (sight: Sight) => boolean;
}

const isInbound = ({ source }: Sight): boolean => source[0]?.includes('.') === true;

/** X1: wherever a comparison may be, but for what is looked up (R4, X5). */
const mayReadTime = ({ place }: Sight): boolean =>
  place !== 'join' && place !== 'namespace' && place !== 'constant' && place !== 'after';

/** X2. */
const mayName = (sight: Sight): boolean =>
  sight.place === 'derived' || (!isInbound(sight) && (sight.place === 'let' || sight.place === 'flow'));

/** X3, X4. */
const isOutboundFlow = (sight: Sight): boolean => sight.place === 'flow' && !isInbound(sight);

export const OWN_FORMS: readonly OwnForm[] = [
  {
    name: 'now',
    signature: 'now(): datetime',
    doc: 'The time of the run, the same for all objects. As one operand of a comparison, or in `once` of an inbound rule.',
    parameters: [],
    isAllowed: mayReadTime,
  },
  {
    name: 'today',
    signature: 'today(zone: string): date',
    doc: 'The calendar day of the run in a zone. As one operand of a comparison, or in `once` of an inbound rule.',
    parameters: [{ label: 'zone: string', doc: 'An IANA name: `"Europe/Berlin"`.' }],
    isAllowed: mayReadTime,
  },
  {
    name: 'unique',
    signature: 'unique(namespace, candidate: string, …, n => string): string',
    doc: 'The first candidate that nobody else in the namespace has; reserved at once, and kept for as long as it fits.',
    parameters: [
      { label: 'namespace', doc: 'The set of names that must not collide.' },
      { label: 'candidate: string', doc: 'What is tried first; more may follow.' },
      { label: 'n => string', doc: 'What is tried then, with 2, 3, … 1000.' },
    ],
    isAllowed: mayName,
  },
  {
    name: 'account',
    signature: 'account(e: ref, name): ref',
    doc: 'The accounts of that name of the objects; those that have none are left out for now.',
    parameters: [
      { label: 'e: ref', doc: 'Metaverse objects: a reference, or a list of them.' },
      { label: 'name', doc: 'The account, as a rule names it: `to corp.user as admin`.' },
    ],
    isAllowed: isOutboundFlow,
  },
  {
    name: 'newPassword',
    signature: 'newPassword(length): secret',
    doc: 'Made at the moment of export, never stored or shown. Only as the whole of a `once` flow to a secret.',
    parameters: [{ label: 'length', doc: 'From 8 to 256.' }],
    isAllowed: isOutboundFlow,
  },
];
