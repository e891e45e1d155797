// The canonical form of a changeset, and the hash by which people and commands name it (engine specification, 8.1).
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../plan/index.js';
import type { AttributeChange, Slot } from '../../store/index.js';
import {
  type Content,
  compareText,
  type EncodedValue,
  encodeValue,
  type MvId,
  type MvKey,
  type ObjectId,
  objectId,
  SEPARATOR,
  valuesOf,
} from '../../values/index.js';
import type { Space, SpaceType } from '../space.js';
import { type Item, isReference } from './item.js';

/** An object by what identifies it outside: its anchor; or, of one that is yet to be created, by who it is for. */
export type CanonicalObject =
  | { readonly connector: string; readonly anchor: string }
  | { readonly new: CanonicalPerson; readonly slot: Slot };
interface CanonicalPerson {
  readonly connector: string;
  readonly anchor: string;
  readonly n: number;
}

type CanonicalValue = EncodedValue | CanonicalObject;
/** A secret is never told, nor its hash. */
const SECRET = { secret: true } as const;

export interface CanonicalOperation {
  readonly object: CanonicalObject;
  readonly kind: 'add' | 'update' | 'delete';
  readonly type: string;
  readonly name?: { readonly from?: string; readonly to?: string };
  readonly changes: readonly CanonicalChange[];
}
export type CanonicalChange =
  | { readonly attribute: string; readonly set: readonly (CanonicalValue | typeof SECRET)[] | null }
  | {
      readonly attribute: string;
      readonly add: readonly (CanonicalValue | typeof SECRET)[];
      readonly remove: readonly (CanonicalValue | typeof SECRET)[];
    };

/** The operations without what does not change their effect: internal numbers, times, plan, reasons. In their order. */
export const canonicalOperations = async (
  space: Space,
  items: readonly Item[],
): Promise<readonly CanonicalOperation[]> => {
  const operations: CanonicalOperation[] = [];
  for (let from = 0; from < items.length; from += BATCH) {
    const batch = items.slice(from, from + BATCH);
    const meanings = await meaningsOf(space, batch);
    operations.push(...batch.map((item) => canonicalOperation(item, meanings)));
  }
  return operations;
};

const BATCH = 1000;

/** SHA-256 over the sorted canonical operations: equal hashes mean equal effects. */
export const hashOfChangeset = (connector: string, operations: readonly CanonicalOperation[]): string => {
  const hash = createHash('sha256').update(`changeset/1${connector}[`);
  const lines = operations.map(canonicalJson).sort(compareText);
  for (const [index, line] of lines.entries()) hash.update(index === 0 ? line : `,${line}`);
  return hash.update(']').digest('hex');
};

/** What references mean, by their text in operations. */
type Meanings = ReadonlyMap<string, CanonicalObject>;

const canonicalOperation = ({ operation, object, type, key }: Item, meanings: Meanings): CanonicalOperation => {
  const from = operation.kind === 'add' ? undefined : (object?.written?.sentName ?? object?.name);
  const renames = operation.kind === 'delete' || operation.name !== undefined;
  const name = {
    ...(from === undefined ? {} : { from }),
    ...(operation.name === undefined ? {} : { to: operation.name }),
  };
  return {
    object:
      object?.anchor === undefined
        ? { new: personOf(key.split(SEPARATOR).slice(0, -3).join(SEPARATOR)), slot: operation.slot }
        : { connector: object.connector, anchor: object.anchor },
    kind: operation.kind,
    type: operation.slot.type,
    ...(renames && Object.keys(name).length > 0 ? { name } : {}),
    changes: operation.changes
      .map((change) => canonicalChange(change, type, meanings))
      .sort((a, b) => compareText(a.attribute, b.attribute)),
  };
};

const canonicalChange = (change: AttributeChange, type: SpaceType, meanings: Meanings): CanonicalChange => {
  const { attribute } = change;
  const values = (contents: readonly Content[]) => canonicalValues(contents, attribute, type, meanings);
  if (!('set' in change)) return { attribute, add: values(change.added), remove: values(change.removed) };
  return { attribute, set: change.set === undefined ? null : values([change.set]) };
};

const canonicalValues = (contents: readonly Content[], attribute: string, type: SpaceType, meanings: Meanings) => {
  const scalar = type.attributes.get(attribute)?.type.scalar ?? 'string';
  const one = (value: Parameters<typeof encodeValue>[0]) => {
    if (scalar === 'secret') return SECRET;
    return isReference(type, attribute) ? (meanings.get(String(value)) ?? String(value)) : encodeValue(value, scalar);
  };
  return contents
    .flatMap(valuesOf)
    .map(one)
    .sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
};

/** `connector␟anchor␟n`, where the anchor may hold anything. */
const personOf = (key: string): CanonicalPerson => {
  const parts = key.split(SEPARATOR);
  return { connector: parts[0] ?? '', anchor: parts.slice(1, -1).join(SEPARATOR), n: Number(parts.at(-1)) };
};

/** `m:<key of the metaverse object>␟<account or empty>␟<type>`: an add. */
const addMeant = (connector: string, text: string): CanonicalObject => {
  const parts = text.slice(2).split(SEPARATOR);
  const [account = '', type = ''] = parts.slice(-2);
  return {
    new: personOf(parts.slice(0, -2).join(SEPARATOR)),
    slot: { connector, type, account: account === '' ? null : account },
  };
};

const meaningsOf = async ({ store }: Space, items: readonly Item[]): Promise<Meanings> => {
  const meanings = new Map<string, CanonicalObject>();
  const ids = new Map<string, ObjectId>();
  for (const { operation, type } of items)
    for (const change of operation.changes) {
      if (!isReference(type, change.attribute)) continue;
      for (const value of ('set' in change ? [change.set] : [...change.added, ...change.removed]).flatMap(valuesOf)) {
        const text = String(value);
        if (text.startsWith('m:')) meanings.set(text, addMeant(operation.slot.connector, text));
        else if (text.startsWith('o:')) ids.set(text, objectId(Number(text.slice(2))));
      }
    }
  const { objects } = await store.load({ objects: new Set(ids.values()) });
  const owners = new Set(
    [...objects.values()].flatMap((object) => (object?.anchor === undefined && object?.link ? [object.link.mv] : [])),
  );
  const { mvs } = await store.load({ mvs: owners });
  const keyOf = (id: MvId | undefined): MvKey | undefined => (id === undefined ? undefined : mvs.get(id)?.key);
  for (const [text, id] of ids) {
    const object = objects.get(id);
    if (object === undefined) continue;
    const key = keyOf(object.link?.mv);
    if (object.anchor !== undefined) meanings.set(text, { connector: object.connector, anchor: object.anchor });
    else if (key !== undefined) {
      const slot = { connector: object.connector, type: object.type, account: object.link?.account ?? null };
      meanings.set(text, { new: personOf(key), slot });
    }
  }
  return meanings;
};
