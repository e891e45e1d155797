// Kinds of join keys, by the canonical text of the plan's key: numbers that stay the same over plans.
import type { Database } from 'better-sqlite3';
import type { KeyRow } from '../records.js';

export type Side = 'object' | 'mv';

export interface KeySpecs {
  /** Numbers of these texts. A reader's store gives texts that are new numbers that no key has. */
  give(texts: readonly string[]): readonly number[];
  /** Which objects have keys of this kind; nothing while none has. */
  side(spec: number): Side | undefined;
  /** Notes on which side the keys of these records are. */
  note(side: Side, changes: readonly { readonly after: { readonly keys: readonly KeyRow[] } }[]): void;
  forget(): void;
}

export function openKeySpecs(db: Database, write: boolean): KeySpecs {
  const select = db.prepare<[string], number>('select id from key_spec where text = ?').pluck();
  const insert = db.prepare<[string]>('insert into key_spec (text) values (?)');
  const selectSides = db.prepare<[], readonly [number, Side]>('select id, side from key_spec where side is not null');
  const setSide = db.prepare<[Side, number]>('update key_spec set side = ? where id = ?');
  let sides = new Map<number, Side>();
  const forget = (): void => {
    sides = new Map(selectSides.raw().all());
  };
  forget();
  const note = (side: Side, spec: number): void => {
    const known = sides.get(spec);
    if (known === side) return;
    if (known !== undefined) throw new Error(`bug: key ${spec} is of both sides`);
    setSide.run(side, spec);
    sides.set(spec, side);
  };
  return {
    give: (texts) =>
      texts.map((text, i) => select.get(text) ?? (write ? Number(insert.run(text).lastInsertRowid) : -1 - i)),
    side: (spec) => sides.get(spec),
    note: (side, changes) => {
      for (const { after } of changes) for (const [spec] of after.keys) note(side, spec);
    },
    forget,
  };
}
