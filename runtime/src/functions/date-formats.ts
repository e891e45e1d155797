// Dates and instants as texts in a format, and back.
import {
  checkDateFormat,
  checkDateTimeFormat,
  checkWrittenDateFormat,
  checkWrittenDateTimeFormat,
  DAY,
  type Format,
  instantInRange,
  instantOf,
  parseFormat,
  readFormat,
  writeFormat,
} from '../values/datetime/index.js';
import { inZone, zoneParameter } from './dates.js';
import { checked, DATE, DATETIME, filled, LITERAL, parameter, TEXT, textOf, timeOf } from './define.js';
import type { Argument, FunctionEntry, Parameter } from './entry.js';

const FORMATTING = { family: 'date', result: TEXT, strict: true, absent: 'mayFail', idempotent: false } as const;

const LETTERS = 'yyyy year, MM or M month, dd or d day';
const TIMES =
  'HH or H hour, hh or h hour up to 12, a AM or PM, mm or m minute, ss or s second, SSS millisecond, X, XX or XXX offset from UTC';
const REST = 'what stands between single quotes, and what is no letter, is itself';

const formatParameter = (letters: string, check: (text: string) => string | undefined): Parameter =>
  checked(parameter('format', LITERAL, `${letters}; ${REST}.`), check);

/** Formats stand in the program, so there are few of them. */
const known = new Map<string, Format>();

function formatOf(argument: Argument): Format {
  const text = textOf(argument);
  const before = known.get(text);
  if (before !== undefined) return before;
  const format = readFormat(text);
  if (typeof format === 'string')
    throw new Error(`bug: the plan has a format that the compiler should have refused: ${format}`);
  known.set(text, format);
  return format;
}

const parseDate: FunctionEntry = {
  ...FORMATTING,
  name: 'parseDate',
  parameters: [parameter('t', TEXT, 'The text.'), formatParameter(LETTERS, checkDateFormat)],
  result: DATE,
  doc: 'The date that a text gives in the format; absent when it is not of that format, or the calendar has no such day.',
  examples: [
    { call: 'parseDate("31.03.2026", "dd.MM.yyyy")', gives: '2026-03-31' },
    { call: 'parseDate("29.02.2026", "dd.MM.yyyy")', gives: 'absent' },
    { call: 'parseDate("12/25/2007", "M/d/yyyy")', gives: '2007-12-25' },
  ],
  implementation: (_, text, format) => {
    const read = parseFormat(formatOf(format), textOf(text));
    return read === undefined ? undefined : read.shown / DAY;
  },
};

const formatDate: FunctionEntry = {
  ...FORMATTING,
  name: 'formatDate',
  parameters: [parameter('d', DATE, 'The date.'), formatParameter(LETTERS, checkWrittenDateFormat)],
  absent: 'never',
  doc: 'The date as text. As FormatDateTime in Entra Connect.',
  examples: [
    { call: 'formatDate(2007-12-25, "yyyy-MM-dd")', gives: '"2007-12-25"' },
    { call: 'formatDate(2026-03-01, "d.M.yyyy")', gives: '"1.3.2026"' },
  ],
  implementation: (_, date, format) => writeFormat(formatOf(format), { shown: timeOf(date) * DAY, ahead: 0 }),
};

const parseDateTime: FunctionEntry = {
  ...FORMATTING,
  name: 'parseDateTime',
  parameters: [
    parameter('t', TEXT, 'The text.'),
    formatParameter(`${LETTERS}, ${TIMES}`, checkDateTimeFormat),
    zoneParameter,
  ],
  result: DATETIME,
  doc: 'The instant at which clocks in the zone show what the text gives; what the format leaves out is 0. An offset in the text goes before the zone. Of two such instants the earlier; a time that clocks skip counts on from before the change. Absent when the text is not of that format, for days and times that there are not, and for an unknown zone.',
  examples: [
    { call: 'parseDateTime("2026-07-01 10:30", "yyyy-MM-dd HH:mm", "Europe/Berlin")', gives: '2026-07-01T08:30Z' },
    { call: 'parseDateTime("20260701103000Z", "yyyyMMddHHmmss\'Z\'", "UTC")', gives: '2026-07-01T10:30Z' },
    { call: 'parseDateTime("2013-01-10 4:00 PM -8", "yyyy-MM-dd h:mm a X", "UTC")', gives: '2013-01-11T00:00Z' },
    { call: 'parseDateTime("2026-07-01 25:00", "yyyy-MM-dd HH:mm", "UTC")', gives: 'absent' },
  ],
  implementation: (_, text, format, zone) =>
    inZone(zone, (found) => {
      const read = parseFormat(formatOf(format), textOf(text));
      if (read === undefined) return undefined;
      return instantInRange(read.ahead === undefined ? instantOf(found, read.shown) : read.shown - read.ahead);
    }),
};

const formatDateTime: FunctionEntry = {
  ...FORMATTING,
  name: 'formatDateTime',
  parameters: [
    parameter('t', DATETIME, 'The instant.'),
    formatParameter(`${LETTERS}, ${TIMES}`, checkWrittenDateTimeFormat),
    zoneParameter,
  ],
  doc: 'What clocks in the zone show at the instant, as text; absent for an unknown zone. As FormatDateTime in Entra Connect.',
  examples: [
    { call: 'formatDateTime(2014-09-05T08:14:53Z, "yyyyMMddHHmmss.0\'Z\'", "UTC")', gives: '"20140905081453.0Z"' },
    { call: 'formatDateTime(2026-06-30T22:00Z, "dd.MM.yyyy HH:mm", "Europe/Berlin")', gives: '"01.07.2026 00:00"' },
    {
      call: 'formatDateTime(2026-06-30T22:00Z, "M/d/yyyy h:mm a XXX", "Europe/Berlin")',
      gives: '"7/1/2026 12:00 AM +02:00"',
    },
  ],
  implementation: (_, instant, format, zone) =>
    inZone(zone, (found) => {
      const ahead = found.offsetAt(timeOf(instant));
      const shown = timeOf(instant) + ahead;
      return instantInRange(shown) === undefined ? undefined : filled(writeFormat(formatOf(format), { shown, ahead }));
    }),
};

export const DATE_FORMATS: readonly FunctionEntry[] = [parseDate, formatDate, parseDateTime, formatDateTime];
