// The row of a metaverse object: encoded, and decoded again.
import { type Content, type MvKey, mvId } from '../../values/value.js';
import type { Contribution, MvObject, MvValue } from '../records.js';
import { decodeData, encodeData } from './data.js';
import { decodeKeys, encodeKeys } from './join-keys.js';
import type { LayoutTable, TypeLayout } from './layouts.js';
import type { ProvenanceCodec } from './provenance.js';
import { placeReferences } from './reference-rows.js';

export const SELECT_MVS = `
  select m.id, m.type, m.key, m.vals, m.shape, m.objects, m.parts, m.since, m.since_each,
         m.gone_since, m.kept, m.once, m.not_settled, m.keys, m.reserved
  from json_each(?) j cross join mv m on m.id = j.value`;

export type MvRow = readonly [
  id: number,
  type: number,
  key: string,
  vals: string,
  shape: number,
  objects: string,
  parts: string | null,
  since: number | null,
  sinceEach: string | null,
  goneSince: number | null,
  kept: string | null,
  once: string | null,
  notSettled: number,
  keys: string,
  reserved: string | null,
];

/** Stored values with their provenance, as the columns hold them. */
export type StoredColumns = [
  vals: string,
  shape: number,
  objects: string,
  parts: string | null,
  since: number | null,
  sinceEach: string | null,
];
/** The rest of what changes. */
export type LifeColumns = [
  goneSince: number | null,
  kept: string | null,
  once: string | null,
  notSettled: number,
  keys: string,
  reserved: string | null,
];

export function encodeStored(mv: MvObject, layout: TypeLayout, provenance: ProvenanceCodec): StoredColumns {
  const { shape, objects, parts } = provenance.encode(mv);
  const since = oneSince(mv.stored);
  const values: Content[] = [];
  for (const value of mv.stored) values.push(value?.values);
  return [
    layout.codec.encode(values),
    shape,
    objects,
    parts,
    since ?? null,
    since === undefined ? JSON.stringify(mv.stored.map((value) => value?.since ?? null)) : null,
  ];
}

export const encodeLife = (mv: MvObject): LifeColumns => [
  mv.goneSince ?? null,
  mv.kept === undefined ? null : encodeData(mv.kept),
  mv.once === undefined ? null : encodeData(mv.once),
  Number(mv.notSettled),
  encodeKeys(mv.keys),
  mv.reserved === undefined ? null : encodeData(mv.reserved),
];

/** The `since` of all values where it is the same (any, where there are none); `undefined` where it is not. */
function oneSince(stored: readonly (MvValue | undefined)[]): number | undefined {
  let since: number | undefined;
  for (const value of stored) {
    if (value === undefined) continue;
    since ??= value.since;
    if (value.since !== since) return undefined;
  }
  return since ?? 0;
}

/** Decodes rows, with the references that were loaded for them. */
export function mvDecoder(layouts: LayoutTable, provenance: ProvenanceCodec) {
  return (row: MvRow, references: ReadonlyMap<number, readonly string[]> | undefined): MvObject => {
    const [id, type, key, vals, shape, objects, parts, since, sinceEach, ...life] = row;
    const [goneSince, kept, once, notSettled, keys, reserved] = life;
    const layout = layouts.numbered(type);
    const values: Content[] = layout.codec.decode(vals);
    placeReferences(values, layout, references);
    const each: readonly (number | null)[] = sinceEach === null ? [] : JSON.parse(sinceEach);
    return {
      id: mvId(id),
      key: key as MvKey,
      type: layout.name,
      ...provenance.decode({ shape, objects, parts }, values, (slot) => since ?? each[slot] ?? 0),
      goneSince: goneSince ?? undefined,
      kept: kept === null ? undefined : decodeData<Readonly<Record<string, readonly Contribution[]>>>(kept),
      once: once === null ? undefined : decodeData<Readonly<Record<string, Content>>>(once),
      reserved: reserved === null ? undefined : decodeData<NonNullable<MvObject['reserved']>>(reserved),
      notSettled: notSettled === 1,
      keys: decodeKeys(keys),
    };
  };
}
