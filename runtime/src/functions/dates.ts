// Functions of dates and instants.
import {
  calendarDay,
  DAY,
  dateInRange,
  dayIn,
  startOfDay as firstInstantOf,
  instantInRange,
  isZone,
  endOfDay as lastInstantOf,
  addMonths as monthsAfter,
  type Zone,
  zoneOf,
} from '../values/datetime/index.js';
import { asNumber, integer } from '../values/integer.js';
import type { Content } from '../values/value.js';
import { checked, DATE, DATETIME, INTEGER, integerOf, parameter, TEXT, textOf, timeOf } from './define.js';
import type { Argument, FunctionEntry } from './entry.js';

const DATING = { family: 'date', result: DATE, strict: true, absent: 'mayFail', idempotent: false } as const;

const d = parameter('d', DATE, 'The date.');
const at = parameter('t', DATETIME, 'The instant.');
export const zoneParameter = checked(
  parameter('zone', TEXT, 'The time zone by its IANA name, such as "Europe/Berlin" or "UTC".'),
  (name) =>
    isZone(name)
      ? undefined
      : `no time zone "${name}"; expected a name of the IANA database, such as "Europe/Berlin" or "UTC"`,
);

/** What a function gives for a zone; absent where there is no such zone. */
export function inZone(name: Argument, found: (zone: Zone) => Content): Content {
  const zone = zoneOf(textOf(name));
  return zone === undefined ? undefined : found(zone);
}

const addDays: FunctionEntry = {
  ...DATING,
  name: 'addDays',
  parameters: [d, parameter('n', INTEGER, 'How many days; earlier when negative.')],
  doc: 'The date so many days later; absent outside of the years 1 to 9999.',
  examples: [{ call: 'addDays(2028-02-28, 2)', gives: '2028-03-01' }],
  implementation: (_, date, n) => dateInRange(timeOf(date) + asNumber(integerOf(n))),
};

const addMonths: FunctionEntry = {
  ...DATING,
  name: 'addMonths',
  parameters: [d, parameter('n', INTEGER, 'How many months; earlier when negative.')],
  doc: 'The same day so many months later, or the last day of that month where it is shorter; absent outside of the years 1 to 9999.',
  examples: [
    { call: 'addMonths(2001-01-01, 3)', gives: '2001-04-01' },
    { call: 'addMonths(2027-01-31, 1)', gives: '2027-02-28' },
    { call: 'addMonths(2028-03-31, -1)', gives: '2028-02-29' },
  ],
  implementation: (_, date, n) => months(timeOf(date), integerOf(n)),
};

const addYears: FunctionEntry = {
  ...DATING,
  name: 'addYears',
  parameters: [d, parameter('n', INTEGER, 'How many years; earlier when negative.')],
  doc: 'The same day so many years later; 28 February for the 29th in a year that has none. Absent outside of the years 1 to 9999.',
  examples: [{ call: 'addYears(2028-02-29, 1)', gives: '2029-02-28' }],
  implementation: (_, date, n) => months(timeOf(date), integerOf(n) * 12n),
};

const months = (date: number, n: bigint): number | undefined =>
  n > 120_000n || n < -120_000n ? undefined : monthsAfter(date, Number(n));

const daysBetween: FunctionEntry = {
  ...DATING,
  name: 'daysBetween',
  parameters: [parameter('from', DATE, 'The first date.'), parameter('to', DATE, 'The second date.')],
  result: INTEGER,
  absent: 'never',
  doc: 'How many days the second date is after the first; negative when it is before.',
  examples: [{ call: 'daysBetween(2026-01-01, 2026-03-01)', gives: '59' }],
  implementation: (_, from, to) => BigInt(timeOf(to) - timeOf(from)),
};

const part = (name: string, what: string, example: string, of: (days: number) => number): FunctionEntry => ({
  ...DATING,
  name,
  parameters: [d],
  result: INTEGER,
  absent: 'never',
  doc: what,
  examples: [{ call: `${name}(2026-03-31)`, gives: example }],
  implementation: (_, date) => BigInt(of(timeOf(date))),
});

const year = part('year', 'The year of a date.', '2026', (days) => calendarDay(days).year);
const month = part('month', 'The month of a date, from 1 to 12.', '3', (days) => calendarDay(days).month);
const day = part('day', 'The day of the month, from 1 to 31.', '31', (days) => calendarDay(days).day);
const weekday = part(
  'weekday',
  'The day of the week, from 1 for Monday to 7 for Sunday (ISO 8601).',
  '2',
  (days) => ((((days + 3) % 7) + 7) % 7) + 1,
);

const startOfDay: FunctionEntry = {
  ...DATING,
  name: 'startOfDay',
  parameters: [d, zoneParameter],
  result: DATETIME,
  doc: 'The instant at which the day begins in the zone; where clocks skip midnight, the one at which they do. Absent for an unknown zone.',
  examples: [
    { call: 'startOfDay(2026-07-01, "Europe/Berlin")', gives: '2026-06-30T22:00Z' },
    { call: 'startOfDay(2026-07-01, lower("NOWHERE"))', gives: 'absent' },
  ],
  implementation: (_, date, zone) => inZone(zone, (found) => instantInRange(firstInstantOf(found, timeOf(date)))),
};

const endOfDay: FunctionEntry = {
  ...DATING,
  name: 'endOfDay',
  parameters: [d, zoneParameter],
  result: DATETIME,
  doc: 'The last millisecond of the day in the zone: `startOfDay` of the next day less one. Absent for an unknown zone.',
  examples: [{ call: 'endOfDay(2026-03-31, "Europe/Berlin")', gives: '2026-03-31T21:59:59.999Z' }],
  implementation: (_, date, zone) => inZone(zone, (found) => instantInRange(lastInstantOf(found, timeOf(date)))),
};

const dateIn: FunctionEntry = {
  ...DATING,
  name: 'dateIn',
  parameters: [at, zoneParameter],
  doc: 'The calendar day of an instant in the zone; absent for an unknown zone.',
  examples: [{ call: 'dateIn(2026-06-30T22:00Z, "Europe/Berlin")', gives: '2026-07-01' }],
  implementation: (_, instant, zone) => inZone(zone, (found) => dateInRange(dayIn(found, timeOf(instant)))),
};

/** 1601-01-01 in milliseconds before 1970; FILETIME counts 100 nanoseconds since then ([MS-DTYP] 2.3.3). */
const EPOCH_1601 = 134_774 * DAY;

const dateFromNum: FunctionEntry = {
  ...DATING,
  name: 'dateFromNum',
  parameters: [parameter('n', INTEGER, 'Intervals of 100 nanoseconds since 1601-01-01T00:00Z.')],
  result: DATETIME,
  doc: 'The instant of a Windows FILETIME, to the millisecond, as in `pwdLastSet` and `accountExpires`; absent for negative numbers and after the year 9999, which covers the numbers that mean "never". As DateFromNum in Entra Connect.',
  examples: [
    { call: 'dateFromNum(129699324000000000)', gives: '2012-01-01T23:00Z' },
    { call: 'dateFromNum(0x7FFFFFFFFFFFFFFF)', gives: 'absent' },
  ],
  implementation: (_, n) =>
    integerOf(n) < 0n ? undefined : instantInRange(Number(integerOf(n) / 10_000n) - EPOCH_1601),
};

const numFromDate: FunctionEntry = {
  ...DATING,
  name: 'numFromDate',
  parameters: [at],
  result: INTEGER,
  doc: 'The Windows FILETIME of an instant; absent before 1601. As NumFromDate in Entra Connect.',
  examples: [{ call: 'numFromDate(2012-01-01T23:00Z)', gives: '129699324000000000' }],
  implementation: (_, instant) => {
    const since = timeOf(instant) + EPOCH_1601;
    return since < 0 ? undefined : integer(BigInt(since) * 10_000n);
  },
};

export const DATES: readonly FunctionEntry[] = [
  addDays,
  addMonths,
  addYears,
  daysBetween,
  year,
  month,
  day,
  weekday,
  startOfDay,
  endOfDay,
  dateIn,
  dateFromNum,
  numFromDate,
];
