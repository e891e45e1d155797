// Errors of units: replaced per unit and origin, remembering when each was first seen and how often.
import type { Database } from 'better-sqlite3';
import type { Changes, ErrorOrigin, ErrorRecord, Store } from '../port.js';
import type { EngineError, ErrorUnit } from '../records.js';
import { decodeData, encodeData } from './data.js';
import type { Dictionary } from './dictionary.js';
import { type UnitNumbers, unitNumbers, unitOf } from './units.js';

export type ErrorChange = NonNullable<Changes['errors']> extends Iterable<infer T> ? T : never;
export type ErrorQuery = Parameters<Store['errors']>[0];

export interface ErrorTable {
  write(changes: Iterable<ErrorChange>): void;
  find(query: ErrorQuery): readonly ErrorRecord[];
}

export function openErrors(db: Database, connectors: Dictionary): ErrorTable {
  const select = db
    .prepare<[number, number, string], readonly [id: number, same: string]>(
      'select id, same from error where unit_kind = ? and unit = ? and origin = ? order by id',
    )
    .raw();
  const insert = db.prepare<[number, number, string, number | null, string, string, number, number]>(
    `insert into error (unit_kind, unit, origin, connector, same, data, first_seen, last_seen, count)
     values (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  const seenAgain = db.prepare<[string, number, number]>(
    'update error set data = ?, last_seen = ?, count = count + 1 where id = ?',
  );
  const remove = db.prepare<[number]>('delete from error where id = ?');

  const connectorFor = (unit: ErrorUnit, error: EngineError): number | null => {
    if (error.slot !== undefined) return connectors.give(error.slot.connector);
    return 'connector' in unit ? connectors.give(unit.connector) : null;
  };
  const writeUnit = ({ unit, origin, errors, at }: ErrorChange): void => {
    if ('connector' in unit) connectors.give(unit.connector);
    const numbers = unitNumbers(unit, connectors) ?? unknownUnit();
    const old = select.all(...numbers, origin);
    const taken = new Set<number>();
    for (const error of errors) {
      const same = sameness(error);
      const known = old.find(([id, was]) => was === same && !taken.has(id));
      if (known === undefined) {
        insert.run(...numbers, origin, connectorFor(unit, error), same, encodeData(error), at, at);
      } else {
        taken.add(known[0]);
        seenAgain.run(encodeData(error), at, known[0]);
      }
    }
    for (const [id] of old) if (!taken.has(id)) remove.run(id);
  };
  return {
    write: (changes) => {
      for (const change of changes) writeUnit(change);
    },
    find: (query) => findErrors(db, connectors, query),
  };
}

/** What makes an error the same as one seen before. */
export const sameness = ({ kind, slot, attribute, rule }: EngineError): string =>
  JSON.stringify([kind, slot?.connector, slot?.type, slot?.account, attribute, rule]);

function unknownUnit(): never {
  throw new Error('bug: an error of a connector that has no number');
}

type ErrorRow = readonly [
  kind: number,
  unit: number,
  origin: ErrorOrigin,
  data: string,
  firstSeen: number,
  lastSeen: number,
  count: number,
];

function findErrors(db: Database, connectors: Dictionary, query: ErrorQuery): readonly ErrorRecord[] {
  const unit = query.unit === undefined ? [null, null] : unitNumbers(query.unit, connectors);
  const connector = query.connector === undefined ? null : connectors.find(query.connector);
  if (unit === undefined || connector === undefined) return [];
  const rows = db
    .prepare<(number | string | null)[], ErrorRow>(
      `select unit_kind, unit, origin, data, first_seen, last_seen, count from error
       where ${['true', ...conditions(query)].join(' and ')} order by id limit ?`,
    )
    .raw()
    .all(
      ...[...unit, connector, query.origin ?? null, query.since ?? null].filter((value) => value !== null),
      query.limit ?? -1,
    );
  return rows.map(([kind, number, origin, data, firstSeen, lastSeen, count]) => {
    const numbers: UnitNumbers = [kind, number];
    return {
      unit: unitOf(numbers, connectors),
      origin,
      error: decodeData<EngineError>(data),
      firstSeen,
      lastSeen,
      count,
    };
  });
}

/** That of the slot or of the unit; for an object, its own. */
const CONNECTOR_OF_ERROR =
  'coalesce(connector, case unit_kind when 0 then (select o.connector from object o where o.id = unit) end)';

const conditions = ({ unit, connector, origin, since }: ErrorQuery): readonly string[] => [
  ...(unit === undefined ? [] : ['unit_kind = ?', 'unit = ?']),
  ...(connector === undefined ? [] : [`${CONNECTOR_OF_ERROR} = ?`]),
  ...(origin === undefined ? [] : ['origin = ?']),
  ...(since === undefined ? [] : ['first_seen >= ?']),
];
