// What an attribute can hold. Values carry no type tag: the plan knows the type of every attribute and expression.

/**
 * One value.
 *
 * | type of the language | representation |
 * |---|---|
 * | `string`, `dn` | string (`dn`: RFC 4514 text as the source spelt it) |
 * | `integer` | bigint, within 64 bits signed |
 * | `boolean` | boolean |
 * | `date` | number: days since 1970-01-01 |
 * | `datetime` | number: milliseconds since 1970-01-01T00:00Z |
 * | `duration` | number: milliseconds |
 * | `binary` | Uint8Array |
 * | `ref T` | string: a {@link RefText} on a connector's side, an {@link MvKey} on the metaverse's side |
 */
export type Value = string | bigint | boolean | number | Uint8Array;

/**
 * What an attribute or an expression holds: one value, several (never an empty list), or nothing.
 * An attribute with many values always holds an array, one with a single value never does.
 */
export type Content = Value | readonly Value[] | undefined;

/** The attributes of an object, by the slot that its {@link Layout} gives each name. Trailing slots may be missing. */
export type Row = readonly Content[];

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Engine-internal number of a connector-space object. Never reused, never in an order, a decision, a hash or an output. */
export type ObjectId = Brand<number, 'ObjectId'>;
/** Engine-internal number of a metaverse object; as internal as {@link ObjectId}. */
export type MvId = Brand<number, 'MvId'>;
/** Identity of a connector-space object to the outside: connector name, U+001F, anchor. */
export type ObjKey = Brand<string, 'ObjKey'>;
/** Identity of a metaverse object: connector, U+001F, anchor of the object that projected it, U+001F, n in decimal. */
export type MvKey = Brand<string, 'MvKey'>;
/**
 * A reference on a connector's side, inside that connector: `a:` and the anchor of the object, or `n:` and its name in
 * the form that {@link file://./dn/key.ts} normalises (for connectors whose references are names), or `o:` and an ObjectId
 * (an object of ours that has no anchor yet; never in an import).
 */
export type RefText = Brand<string, 'RefText'>;

export const SEPARATOR = '\u001f';

export const objKey = (connector: string, anchor: string): ObjKey => `${connector}${SEPARATOR}${anchor}` as ObjKey;
export const mvKey = (birth: ObjKey, n: number): MvKey => `${birth}${SEPARATOR}${n}` as MvKey;
export const refByAnchor = (anchor: string): RefText => `a:${anchor}` as RefText;
export const refByName = (normalisedName: string): RefText => `n:${normalisedName}` as RefText;
export const refById = (id: ObjectId): RefText => `o:${id}` as RefText;
/** A value of type `ref` on a connector's side, read as what it is. */
export const refTextOf = (value: Value): RefText => String(value) as RefText;
/** A value of type `ref` on the metaverse's side, read as what it is. */
export const mvKeyOf = (value: Value): MvKey => String(value) as MvKey;
/** The account of that name of a metaverse object, among the values of a reference on the way out (L 8.17). Connector names begin with no `@`. */
export const accountRef = (account: string, key: MvKey): string => `@${account}${SEPARATOR}${key}`;
/** What a reference on the way out stands for: a metaverse object, and which of its accounts. */
export const accountOfRef = (value: Value): { readonly key: MvKey; readonly account: string | null } => {
  const text = String(value);
  if (!text.startsWith('@')) return { key: text as MvKey, account: null };
  const end = text.indexOf(SEPARATOR);
  return { key: text.slice(end + 1) as MvKey, account: text.slice(1, end) };
};
export const objectId = (n: number): ObjectId => n as ObjectId;
export const mvId = (n: number): MvId => n as MvId;

/** Whether it is the content of an attribute with many values. */
export const isMany = (content: Content): content is readonly Value[] => Array.isArray(content);

/** The values as a list; nothing is an empty one. */
export const valuesOf = (content: Content): readonly Value[] =>
  content === undefined ? [] : isMany(content) ? content : [content];

/** Values in the form that an attribute with one value, or with many, holds them. */
export const contentOf = (values: readonly Value[], many: boolean): Content =>
  values.length === 0 ? undefined : many ? values : values[0];
