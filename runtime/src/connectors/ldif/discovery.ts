// What the entries of an LDIF file show of its schema.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { dnKey } from '../../values/index.js';
import { isPassword } from '../directory/attributes.js';
import { textOf } from '../directory/codec.js';
import { wellKnownSuperiors } from '../directory/object-types.js';
import type { LdifContext } from './context.js';
import { type Entry, type EntryAttribute, valuesIn } from './entries.js';
import type { LdifFile } from './file.js';

interface Shown {
  readonly name: string;
  readonly entries: number;
  readonly many: boolean;
  readonly bytes: boolean;
  readonly reference: boolean;
}

/** A type for each set of object classes, named by the most special class; attributes as the values suggest. */
export function discoverEntries({ directory }: LdifFile, context: LdifContext): SchemaFile {
  const groups = new Map<string, Entry[]>();
  for (const entry of directory.entries()) {
    const name = structuralOf(classesOf(entry));
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  const isEntry = (text: string): boolean => directory.get(text) !== undefined;
  return {
    format: 'syncrule-schema/1',
    attributeNames: 'ignoreCase',
    naming: 'dn',
    references: 'name',
    containers: true,
    types: Object.fromEntries([...groups].map(([name, entries]) => [name, typeOf(entries, isEntry, context)])),
  };
}

function typeOf(entries: readonly Entry[], isEntry: (text: string) => boolean, context: LdifContext): SchemaType {
  const shown = new Map<string, Shown>();
  for (const entry of entries) for (const attribute of entry.attributes.values()) note(shown, attribute, isEntry);
  shown.delete('objectclass');
  const all = entries.length;
  const objectClass = entries.map(classesOf).reduce((a, b) => a.filter((one) => b.some((other) => same(one, other))));
  const anchor = context.anchorAttribute('') ?? (shown.get('entryuuid')?.entries === all ? 'entryUUID' : 'dn');
  return {
    anchor,
    objectClass,
    attributes: {
      dn: { type: 'dn', always: true, required: true },
      ...Object.fromEntries([...shown.values()].map((one) => [one.name, attributeOf(one, all)])),
    },
  };
}

function note(shown: Map<string, Shown>, { name, values }: EntryAttribute, isEntry: (text: string) => boolean): void {
  const key = name.toLowerCase();
  const before = shown.get(key) ?? { name, entries: 0, many: false, bytes: false, reference: true };
  const texts = values.map(textOf);
  shown.set(key, {
    name: before.name,
    entries: before.entries + 1,
    many: before.many || values.length > 1,
    bytes: before.bytes || texts.includes(undefined),
    reference: before.reference && texts.some((text) => text !== undefined && looksLikeName(text) && isEntry(text)),
  });
}

const attributeOf = (shown: Shown, all: number): SchemaAttribute =>
  isPassword(shown.name) ? { type: 'secret' } : readableOf(shown, all);

const readableOf = (shown: Shown, all: number): SchemaAttribute => ({
  type: shown.bytes ? 'binary' : shown.reference ? 'ref' : 'string',
  ...(shown.many ? { many: true } : {}),
  ...(shown.entries === all ? { always: true } : {}),
  ...(shown.name.toLowerCase() === 'entryuuid' ? { writable: 'never' } : {}),
  ...(shown.bytes || shown.reference ? {} : { matching: 'ignoreCase' }),
});

const looksLikeName = (text: string): boolean => text.includes('=') && !dnKey(text).startsWith('\u0000');

const classesOf = (entry: Entry): readonly string[] =>
  valuesIn(entry, 'objectClass').flatMap((value) => textOf(value) ?? []);

/** The class that is no superior of another; of several the last. */
function structuralOf(classes: readonly string[]): string | undefined {
  const superiors = new Set(classes.map((one) => wellKnownSuperiors(one.toLowerCase())?.toLowerCase()));
  return classes.filter((one) => one.toLowerCase() !== 'top' && !superiors.has(one.toLowerCase())).at(-1);
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
