// Rules that got other names: rewrites every row that names one. Rare, so it walks over the tables rather than keep indexes.
import type { Database } from 'better-sqlite3';
import type { EngineError, Link, MvObject } from '../records.js';
import { type RuleNames, renameInError, renameInKept, renameInManaged } from '../renaming.js';
import { decodeData, encodeData } from './data.js';
import { sameness } from './errors.js';
import { renameInShape } from './operation-shapes.js';

/** It wants to be called inside of a transaction; what is remembered of phrases must be forgotten after it. */
export function openRenaming(db: Database): (names: RuleNames) => void {
  const phrases = rowsOf(db, 'phrase', 'id', 'text');
  const kept = rowsOf(db, 'mv', 'id', 'kept');
  const errors = rowsOf(db, 'error', 'id', 'data');
  const sameErrors = db.prepare<[string, number]>('update error set same = ? where id = ?');
  return (names) => {
    renamePhrases(phrases, names);
    rewrite(kept, (data) => encodeData(renameInKept(names, decodeData<NonNullable<MvObject['kept']>>(data))));
    rewrite(errors, (data, id) => {
      const error = renameInError(names, decodeData<EngineError>(data));
      sameErrors.run(sameness(error), id);
      return encodeData(error);
    });
  };
}

interface Rows {
  readonly all: () => readonly (readonly [id: number, text: string])[];
  readonly put: (id: number, text: string) => void;
}

function rowsOf(db: Database, table: string, key: string, column: string): Rows {
  const select = db
    .prepare<[], readonly [number, string]>(`select ${key}, ${column} from ${table} where ${column} is not null`)
    .raw();
  const update = db.prepare<[string, number]>(`update ${table} set ${column} = ? where ${key} = ?`);
  return { all: () => select.all(), put: (id, text) => update.run(text, id) };
}

function rewrite({ all, put }: Rows, renamed: (text: string, id: number) => string): void {
  for (const [id, text] of all()) {
    const now = renamed(text, id);
    if (now !== text) put(id, now);
  }
}

/** Phrases are unique, and rules may exchange their names: each gives up its text before another takes it. */
function renamePhrases({ all, put }: Rows, names: RuleNames): void {
  const renamed = all()
    .map(([id, text]) => ({ id, text, now: phraseNow(text, names) }))
    .filter(({ text, now }) => text !== now);
  for (const { id } of renamed) put(id, `\u001f${id}`);
  for (const { id, now } of renamed) put(id, now);
}

/** A phrase is the name of a rule, terms of a deprovisioning or the shape of an operation, both JSON, or a shape that names none. */
function phraseNow(text: string, names: RuleNames): string {
  if (text.startsWith('[')) return renameInShape(text, (rule) => names.get(rule) ?? rule);
  if (!text.startsWith('{')) return names.get(text) ?? text;
  return encodeData(renameInManaged(names, decodeData<NonNullable<Link['managed']>>(text)));
}
