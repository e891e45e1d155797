// The units that errors, marks and triggers belong to, as two integers.
import { mvId, objectId } from '../../values/value.js';
import type { ErrorUnit, Mark } from '../records.js';
import type { Dictionary } from './dictionary.js';

export type UnitNumbers = readonly [kind: number, unit: number];

export const UNIT = { object: 0, mv: 1, connector: 2 } as const;

export const markNumbers = (mark: Mark): UnitNumbers =>
  'object' in mark ? [UNIT.object, mark.object] : [UNIT.mv, mark.mv];

export const markOf = ([kind, unit]: UnitNumbers): Mark =>
  kind === UNIT.object ? { object: objectId(unit) } : { mv: mvId(unit) };

/** Nothing for a connector that the store does not know. */
export function unitNumbers(unit: ErrorUnit, connectors: Dictionary): UnitNumbers | undefined {
  if (!('connector' in unit)) return markNumbers(unit);
  const id = connectors.find(unit.connector);
  return id === undefined ? undefined : [UNIT.connector, id];
}

export const unitOf = ([kind, unit]: UnitNumbers, connectors: Dictionary): ErrorUnit =>
  kind === UNIT.connector ? { connector: connectors.text(unit) } : markOf([kind, unit]);
