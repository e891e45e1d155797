// Formats of dates and times: `dd.MM.yyyy`, `yyyyMMddHHmmss.0'Z'` (letters as in Unicode LDML, numbers only).
import { calendarDay, DAY, dateOf, dayOf } from './days.js';
import { digits, timeOfDay } from './iso.js';

type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** What letters mean, and how many digits they stand for; `M` and its like take one or two. */
const LETTERS: ReadonlyMap<string, { readonly field: Field; readonly width: number }> = new Map([
  ['yyyy', { field: 'year', width: 4 }],
  ['MM', { field: 'month', width: 2 }],
  ['M', { field: 'month', width: 1 }],
  ['dd', { field: 'day', width: 2 }],
  ['d', { field: 'day', width: 1 }],
  ['HH', { field: 'hour', width: 2 }],
  ['H', { field: 'hour', width: 1 }],
  ['mm', { field: 'minute', width: 2 }],
  ['m', { field: 'minute', width: 1 }],
  ['ss', { field: 'second', width: 2 }],
  ['s', { field: 'second', width: 1 }],
  ['SSS', { field: 'millisecond', width: 3 }],
]);

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: Field; readonly width: number };

export interface Format {
  readonly pieces: readonly Piece[];
  /** Digits where the fields stand, everything else as it is. */
  readonly reader: RegExp;
}

const PIECE = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/gy;

/** The format, or what is wrong with it. */
export function readFormat(text: string): Format | string {
  const pieces: Piece[] = [];
  for (const [found, quoted, letter] of text.matchAll(PIECE)) {
    const field = LETTERS.get(found);
    if (field !== undefined) pieces.push({ kind: 'field', ...field });
    else if (letter !== undefined)
      return `"${found}" means nothing in a format: known are ${[...LETTERS.keys()].join(', ')}; put other letters between single quotes`;
    else if (found === "'") return 'a single quote without its second one';
    else
      pieces.push({
        kind: 'text',
        text: quoted === undefined ? found : quoted === '' ? "'" : quoted.replaceAll("''", "'"),
      });
  }
  if (pieces.length === 0) return 'the format is empty';
  return { pieces, reader: new RegExp(`^${pieces.map(pieceReader).join('')}$`) };
}

const pieceReader = (piece: Piece): string =>
  piece.kind === 'text'
    ? piece.text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    : piece.width === 1
      ? '(\\d{1,2})'
      : `(\\d{${piece.width}})`;

const fieldsOf = (format: Format): readonly Field[] =>
  format.pieces.flatMap((piece) => (piece.kind === 'field' ? [piece.field] : []));

/** What is wrong with a format for dates: it must be readable, and hold year, month and day and no time of day. */
export function checkDateFormat(text: string): string | undefined {
  const format = readFormat(text);
  if (typeof format === 'string') return format;
  const time = fieldsOf(format).find((field) => !DATE_FIELDS.includes(field));
  return time === undefined ? checkDateFields(format) : `a date has no ${time}`;
}

/** What is wrong with a format for times: it must be readable, and hold year, month and day. */
export function checkDateTimeFormat(text: string): string | undefined {
  const format = readFormat(text);
  return typeof format === 'string' ? format : checkDateFields(format);
}

/** What is wrong with a format that is only written: it may leave out what it likes. */
export function checkWrittenDateFormat(text: string): string | undefined {
  const format = readFormat(text);
  if (typeof format === 'string') return format;
  const time = fieldsOf(format).find((field) => !DATE_FIELDS.includes(field));
  return time === undefined ? undefined : `a date has no ${time}`;
}

export function checkWrittenDateTimeFormat(text: string): string | undefined {
  const format = readFormat(text);
  return typeof format === 'string' ? format : undefined;
}

const DATE_FIELDS: readonly Field[] = ['year', 'month', 'day'];

function checkDateFields(format: Format): string | undefined {
  const fields = fieldsOf(format);
  const missing = DATE_FIELDS.find((field) => !fields.includes(field));
  const twice = fields.find((field, at) => fields.indexOf(field) !== at);
  if (missing !== undefined) return `the ${missing} is missing`;
  return twice === undefined ? undefined : `the ${twice} stands in it twice`;
}

/** Milliseconds since 1970, as if the text gave UTC; absent when it is not of that format, or no day or time. */
export function parseFormat(format: Format, text: string): number | undefined {
  const found = format.reader.exec(text);
  if (found === null) return undefined;
  const parts = new Map(fieldsOf(format).map((field, at) => [field, Number(found[at + 1])]));
  const part = (field: Field): number => parts.get(field) ?? (field === 'month' || field === 'day' ? 1 : 0);
  const date = dateOf({ year: part('year'), month: part('month'), day: part('day') });
  const time = timeOfDay(part('hour'), part('minute'), part('second'));
  return date === undefined || time === undefined ? undefined : date * DAY + time + part('millisecond');
}

/** The text of milliseconds since 1970 in UTC. */
export function writeFormat(format: Format, ms: number): string {
  const parts = partsOf(ms);
  return format.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : digits(parts[piece.field], piece.width)))
    .join('');
}

function partsOf(ms: number): Readonly<Record<Field, number>> {
  const time = ms - dayOf(ms) * DAY;
  return {
    ...calendarDay(dayOf(ms)),
    hour: Math.floor(time / 3_600_000),
    minute: Math.floor(time / 60_000) % 60,
    second: Math.floor(time / 1000) % 60,
    millisecond: time % 1000,
  };
}
