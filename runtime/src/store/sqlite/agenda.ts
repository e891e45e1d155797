// What the next sync must look at: marks, and units that are due at a time.
import type { Database } from 'better-sqlite3';
import type { MvId, ObjectId } from '../../values/value.js';
import type { Changes } from '../port.js';
import type { Mark } from '../records.js';
import { type CellRow, listAt, listRunner, rowInserter } from './rows.js';
import { markNumbers, markOf, UNIT, type UnitNumbers } from './units.js';

export type TriggerChange = NonNullable<Changes['triggers']> extends Iterable<infer T> ? T : never;

export interface Agenda {
  mark(marks: Iterable<Mark>): void;
  clear(): void;
  setTriggers(triggers: Iterable<TriggerChange>): void;
  /** Takes everything about these units away: marks, triggers, errors. */
  dropUnits(kind: number, units: readonly number[]): void;
  /** Objects and metaverse objects that a target refused something. */
  refused(): readonly Mark[];
  marks(): readonly Mark[];
  due(time: number): readonly Mark[];
}

export function openAgenda(db: Database): Agenda {
  const insertMarks = rowInserter(db, 'insert into mark (unit_kind, unit)', 2, 'on conflict do nothing');
  const insertReferences = rowInserter(db, 'insert into mark_reference (object, text)', 2, 'on conflict do nothing');
  const clear = db.prepare('delete from mark');
  const clearReferences = db.prepare('delete from mark_reference');
  const references = db
    .prepare<[], readonly [ObjectId, string]>(
      `select object, text from mark_reference
       where object not in (select unit from mark where unit_kind = ${UNIT.object}) order by object, text`,
    )
    .raw();
  const setTrigger = db.prepare<[number, number, number]>(
    'insert or replace into due (unit_kind, unit, at) values (?, ?, ?)',
  );
  const dropTrigger = db.prepare<[number, number]>('delete from due where unit_kind = ? and unit = ?');
  const marks = db.prepare<[], UnitNumbers>('select unit_kind, unit from mark order by unit_kind, unit').raw();
  const due = db
    .prepare<[number], UnitNumbers>('select unit_kind, unit from due where at <= ? order by unit_kind, unit')
    .raw();
  const drop = new Map(
    [0, 1].map((kind) => [
      kind,
      ['mark', 'due', 'error'].map((table) =>
        listRunner(db, `delete from ${table} where unit_kind = ${kind} and unit in (select value from json_each(?))`),
      ),
    ]),
  );
  const dropReferences = listRunner(db, 'delete from mark_reference where object in (select value from json_each(?))');
  // One table of few rows each: what was never refused has none, or one that says so.
  const refusedObjects = db
    .prepare<[], ObjectId>(
      `select object from object_written
       where json_extract(data, '$.refused') is not null or json_extract(data, '$.unheeded') <> '{}'
         or json_extract(data, '$.retry') is not null order by object`,
    )
    .pluck();
  const refusedAdds = db.prepare<[], MvId>('select distinct mv from add_refusal order by mv').pluck();
  return {
    refused: () => [...refusedObjects.all().map((object) => ({ object })), ...refusedAdds.all().map((mv) => ({ mv }))],
    mark: (list) => {
      const whole: CellRow[] = [];
      const inPart: CellRow[] = [];
      for (const mark of list)
        if ('object' in mark && mark.references !== undefined)
          for (const text of mark.references) inPart.push([mark.object, text]);
        else whole.push(markNumbers(mark));
      insertMarks(whole);
      insertReferences(inPart);
    },
    clear: () => {
      clear.run();
      clearReferences.run();
    },
    setTriggers: (triggers) => {
      for (const { mark, at } of triggers) {
        if (at === undefined) dropTrigger.run(...markNumbers(mark));
        else setTrigger.run(...markNumbers(mark), at);
      }
    },
    dropUnits: (kind, units) => {
      for (const run of drop.get(kind) ?? []) run(units);
      if (kind === UNIT.object) dropReferences(units);
    },
    marks: () => inOrder([...marks.all().map(markOf), ...marksInPart(references.all())]),
    due: (time) => due.all(time).map(markOf),
  };
}

function marksInPart(rows: readonly (readonly [ObjectId, string])[]): readonly Mark[] {
  const texts = new Map<ObjectId, string[]>();
  for (const [object, text] of rows) listAt(texts, object).push(text);
  return [...texts].map(([object, references]) => ({ object, references }));
}

/** Objects first, each kind in ascending order. */
const inOrder = (marks: readonly Mark[]): readonly Mark[] =>
  marks.toSorted((a, b) => Number('mv' in a) - Number('mv' in b) || numberOf(a) - numberOf(b));

const numberOf = (mark: Mark): number => ('object' in mark ? mark.object : mark.mv);
