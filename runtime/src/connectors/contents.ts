// Contents of attributes in an export: as lists, and changed by what a request says.
import type { SchemaAttribute } from '../plan/schema-file.js';
import type { Value } from '../values/value.js';
import type { ExportChange, ExportContent, ExportReference } from './port.js';

/** The values of an export's content as a list; nothing is an empty one. */
export const listOf = (content: ExportContent): readonly (Value | ExportReference)[] =>
  content === undefined ? [] : isList(content) ? content : [content];

const isList = (content: ExportContent): content is readonly Value[] | readonly ExportReference[] =>
  Array.isArray(content);

export const isReference = (value: Value | ExportReference): value is ExportReference =>
  typeof value === 'object' && !(value instanceof Uint8Array);

/** What a request does to an attribute that holds texts: values set, or added and removed, already spelt. */
export type TextChange =
  | { readonly attribute: string; readonly set: readonly string[] }
  | { readonly attribute: string; readonly added: readonly string[]; readonly removed: readonly string[] };

/** Spells the values of a change. */
export function spelt(change: ExportChange, write: (value: Value | ExportReference) => string): TextChange {
  const texts = (content: ExportContent): readonly string[] => listOf(content).map(write);
  return 'set' in change
    ? { attribute: change.attribute, set: texts(change.set) }
    : { attribute: change.attribute, added: texts(change.added), removed: texts(change.removed) };
}

/** The values after the change; `keyOf` says which are the same. */
export function changed<T>(
  current: readonly T[],
  change: { readonly set: readonly T[] } | { readonly added: readonly T[]; readonly removed: readonly T[] },
  keyOf: (value: T) => string,
): readonly T[] {
  if ('set' in change) return distinct(change.set, keyOf);
  const removed = new Set(change.removed.map(keyOf));
  return distinct([...current.filter((value) => !removed.has(keyOf(value))), ...change.added], keyOf);
}

/** The first of each of the values that are the same. */
export function distinct<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const value of values) if (!seen.has(keyOf(value))) seen.set(keyOf(value), value);
  return [...seen.values()];
}

/** Under what key texts of an attribute are the same; names compare as `nameKey` says. */
export const textKey = (attribute: SchemaAttribute | undefined, nameKey: (name: string) => string) => {
  if (attribute?.type === 'dn' || attribute?.type === 'ref') return nameKey;
  return attribute?.matching === 'ignoreCase'
    ? (text: string): string => text.toLowerCase()
    : (text: string): string => text;
};
