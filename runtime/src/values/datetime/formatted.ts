// Dates and times read and written by a format.
import { calendarDay, DAY, dateOf, dayOf } from './days.js';
import { type Field, type Format, fieldsOf, type Piece } from './format.js';
import { digits, parseOffset, timeOfDay } from './iso.js';

/** What a text says. */
export interface ReadTime {
  /** Milliseconds since 1970, as if clocks showed UTC. */
  readonly shown: number;
  /** Milliseconds that those clocks are ahead of UTC, where the text says so. */
  readonly ahead: number | undefined;
}

/** Absent when the text is not of the format, or no day or time. */
export function parseFormat(format: Format, text: string): ReadTime | undefined {
  const found = format.reader.exec(text);
  if (found === null) return undefined;
  const parts = new Map(fieldsOf(format).map((field, at) => [field, found[at + 1] ?? '']));
  const part = (field: Field, otherwise: number): number => Number(parts.get(field) ?? otherwise);
  const date = dateOf({ year: part('year', 0), month: part('month', 1), day: part('day', 1) });
  const hour = parts.has('half') ? hourOfDay(part('hour12', 0), parts.get('half') ?? '') : part('hour', 0);
  const time = hour === undefined ? undefined : timeOfDay(hour, part('minute', 0), part('second', 0));
  const offset = parts.get('offset');
  const ahead = offset === undefined ? undefined : parseOffset(offset.replace(/^([+-])(\d)(?=:|$)/, '$10$2'));
  if (date === undefined || time === undefined || (offset !== undefined && ahead === undefined)) return undefined;
  return { shown: date * DAY + time + part('millisecond', 0), ahead };
}

/** 12 AM is midnight, 12 PM noon. */
const hourOfDay = (hour: number, half: string): number | undefined =>
  hour < 1 || hour > 12 ? undefined : (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);

/** The text of what clocks show. */
export function writeFormat(
  format: Format,
  { shown, ahead }: { readonly shown: number; readonly ahead: number },
): string {
  const parts = partsOf(shown);
  return format.pieces.map((piece) => (piece.kind === 'text' ? piece.text : written(piece, parts, ahead))).join('');
}

type Parts = ReturnType<typeof partsOf>;

function written(piece: Extract<Piece, { readonly kind: 'field' }>, parts: Parts, ahead: number): string {
  switch (piece.field) {
    case 'half':
      return parts.hour < 12 ? 'AM' : 'PM';
    case 'offset':
      return offsetText(ahead, piece.width);
    default:
      return digits(parts[piece.field], piece.width);
  }
}

/** `X` is +02 or +0530, `XX` +0200, `XXX` +02:00; all are Z for UTC. */
function offsetText(ahead: number, letters: number): string {
  const minutes = Math.trunc(Math.abs(ahead) / 60_000);
  if (minutes === 0) return 'Z';
  const rest = digits(minutes % 60, 2);
  const hours = `${ahead < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60), 2)}`;
  if (letters === 3) return `${hours}:${rest}`;
  return letters === 1 && rest === '00' ? hours : `${hours}${rest}`;
}

function partsOf(ms: number) {
  const time = ms - dayOf(ms) * DAY;
  const hour = Math.floor(time / 3_600_000);
  return {
    ...calendarDay(dayOf(ms)),
    hour,
    hour12: ((hour + 11) % 12) + 1,
    minute: Math.floor(time / 60_000) % 60,
    second: Math.floor(time / 1000) % 60,
    millisecond: time % 1000,
  };
}
