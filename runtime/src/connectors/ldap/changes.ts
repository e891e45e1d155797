// Changes of an export as LDAP modifications.
import { Attribute, Change } from 'ldapts';
import type { SchemaType } from '../../plan/schema-file.js';
import { dnKey } from '../../values/index.js';
import { listOf, textKey } from '../contents.js';
import { attributeIn, type NamedAttribute } from '../directory/attributes.js';
import {
  bytesOf,
  DIRECTORY_FORMAT,
  GENERALIZED_TIME_FORMAT,
  type RawValue,
  textOf,
  writeRaw,
} from '../directory/codec.js';
import type { AttributeFault, ExportChange, ExportContent } from '../port.js';
import { isNaming, type LdapContext } from './context.js';
import { placeholderOf } from './import.js';

/** What becomes of one attribute. */
export type Modification =
  | { readonly kind: 'set'; readonly attribute: NamedAttribute; readonly values: readonly RawValue[] }
  | {
      readonly kind: 'edit';
      readonly attribute: NamedAttribute;
      readonly added: readonly RawValue[];
      readonly removed: readonly RawValue[];
    };

export interface Modifications {
  readonly modifications: readonly Modification[];
  /** Attributes that cannot be written. */
  readonly faults: readonly AttributeFault[];
}

/** Values in one request. */
const LARGEST = 1000;

export function modificationsOf(
  changes: readonly ExportChange[],
  type: SchemaType,
  context: LdapContext,
): Modifications {
  const faults: AttributeFault[] = [];
  const modifications: Modification[] = [];
  for (const change of changes.filter(({ attribute }) => !isNaming(attribute, context.schema))) {
    const attribute = attributeIn(type, change.attribute);
    const modification = attribute === undefined ? undefined : modificationOf(change, attribute, context);
    if (attribute === undefined) faults.push({ attribute: change.attribute, message: 'the schema does not have it' });
    else if (modification === undefined) faults.push({ attribute: change.attribute, message: NAMELESS });
    else modifications.push(modification);
  }
  return { modifications, faults };
}

const NAMELESS = 'an object that it refers to has no name in this system yet';

function modificationOf(
  change: ExportChange,
  attribute: NamedAttribute,
  context: LdapContext,
): Modification | undefined {
  if ('set' in change) {
    const values = spelt(change.set, attribute, context);
    return values && { kind: 'set', attribute, values: withPlaceholder(values, attribute, context) };
  }
  const added = spelt(change.added, attribute, context);
  const removed = spelt(change.removed, attribute, context);
  return added && removed && { kind: 'edit', attribute, added, removed };
}

/** The values as they are sent; `undefined` if one of them cannot be spelt. */
function spelt(
  content: ExportContent,
  { name, attribute }: NamedAttribute,
  context: LdapContext,
): readonly RawValue[] | undefined {
  const format = context.isTime(name) ? GENERALIZED_TIME_FORMAT : DIRECTORY_FORMAT;
  const options = { references: context.schema.references ?? 'name', format } as const;
  const written = listOf(content).map((value) => writeRaw(value, attribute, options));
  const known = written.filter((value) => value !== undefined);
  return known.length === written.length ? known.filter((value) => value !== '') : undefined;
}

/** The placeholder always stays, so that the last value can go. */
function withPlaceholder(
  values: readonly RawValue[],
  { name }: NamedAttribute,
  context: LdapContext,
): readonly RawValue[] {
  const placeholder = placeholderOf(name, context);
  return placeholder === undefined ? values : [placeholder, ...values];
}

/** The edits with the placeholders of their attributes, for objects that somebody else made without one. */
export const keepingPlaceholders = (
  modifications: readonly Modification[],
  context: LdapContext,
): readonly Modification[] =>
  modifications.map((one) =>
    one.kind === 'edit' ? { ...one, added: withPlaceholder(one.added, one.attribute, context) } : one,
  );

export const ldapAttribute = (type: string, values: readonly RawValue[]): Attribute =>
  new Attribute({ type, values: values.map((value) => Buffer.from(bytesOf(value))) });

/** The requests that carry the modifications: a thousand values each. */
export function requestsOf(modifications: readonly Modification[]): readonly (readonly Change[])[] {
  const requests: Change[][] = [];
  let room = 0;
  for (const { operation, name, values } of modifications.flatMap(stepsOf)) {
    if (room < values.length || requests.length === 0) {
      requests.push([]);
      room = LARGEST;
    }
    requests.at(-1)?.push(new Change({ operation, modification: ldapAttribute(name, values) }));
    room -= Math.max(values.length, 1);
  }
  return requests;
}

interface Step {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly name: string;
  readonly values: readonly RawValue[];
}

function stepsOf(modification: Modification): readonly Step[] {
  const { name } = modification.attribute;
  if (modification.kind === 'edit') {
    return [...pieces('delete', name, modification.removed), ...pieces('add', name, modification.added)];
  }
  const { values } = modification;
  const first: Step = { operation: 'replace', name, values: values.slice(0, LARGEST) };
  return [first, ...pieces('add', name, values.slice(LARGEST))];
}

function pieces(operation: 'add' | 'delete', name: string, values: readonly RawValue[]): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < values.length; at += LARGEST) {
    steps.push({ operation, name, values: values.slice(at, at + LARGEST) });
  }
  return steps;
}

/** The edits without what is so already: values that are there are not added, values that are not are not removed. */
export function stillNeeded(
  modifications: readonly Modification[],
  current: (attribute: string) => readonly RawValue[],
): readonly Modification[] {
  return modifications.flatMap((modification): readonly Modification[] => {
    if (modification.kind === 'set') return [modification];
    const key = rawKey(modification.attribute);
    const present = new Set(current(modification.attribute.name).map(key));
    const added = modification.added.filter((value) => !present.has(key(value)));
    const removed = modification.removed.filter((value) => present.has(key(value)));
    return added.length + removed.length === 0 ? [] : [{ ...modification, added, removed }];
  });
}

const rawKey = ({ attribute }: NamedAttribute): ((raw: RawValue) => string) => {
  const key = textKey(attribute, dnKey);
  return (raw) => {
    const text = textOf(raw);
    return text === undefined ? `\u0000${Buffer.from(raw).toString('base64')}` : key(text);
  };
};
