// Numbers, durations, dates and instants: from shapes to values (2.5 to 2.7).

/** A literal's kind, with the reason when it is malformed. */
export type LiteralKind =
  | { readonly kind: 'integer' | 'duration' | 'date' | 'instant' }
  | { readonly kind: 'number-with-letters' | 'decimal' | 'no-such-day' | 'no-offset' | 'malformed-instant' };

const INTEGER = /^(?:\d+(?:_\d+)*|0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)$/;
const DURATION = /^(\d+)(s|min|h|d|w)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?$/;

const UNIT: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const DAY = 86_400_000;

export const classifyNumber = (text: string): LiteralKind => {
  if (INTEGER.test(text)) return { kind: 'integer' };
  if (DURATION.test(text) && Number.isSafeInteger(durationOf(text))) return { kind: 'duration' };
  return { kind: text.includes('.') ? 'decimal' : 'number-with-letters' };
};

export const classifyDate = (text: string): LiteralKind => {
  if (DATE.test(text)) return { kind: Number.isNaN(dateOf(text)) ? 'no-such-day' : 'date' };
  const match = INSTANT.exec(text);
  if (match === null) return { kind: 'malformed-instant' };
  if (Number.isNaN(dateOf(match[1] ?? ''))) return { kind: 'no-such-day' };
  if (match[6] === undefined) return { kind: 'no-offset' };
  return { kind: Number.isNaN(instantOf(text)) ? 'malformed-instant' : 'instant' };
};

/** The value of an integer literal; any size. */
export const integerOf = (text: string): bigint => BigInt(text.replaceAll('_', ''));

/** Milliseconds. */
export const durationOf = (text: string): number => {
  const match = DURATION.exec(text);
  return Number(match?.[1]) * (UNIT[match?.[2] ?? ''] ?? Number.NaN);
};

/** Days since 1970-01-01; NaN for a day that the (proleptic Gregorian) calendar does not have. */
export const dateOf = (text: string): number => {
  const match = DATE.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / DAY : Number.NaN;
};

/** Milliseconds since 1970-01-01T00:00Z; NaN when a part is out of its range. */
export const instantOf = (text: string): number => {
  const match = INSTANT.exec(text);
  if (match === null) return Number.NaN;
  const [, day, hour, minute, second = '0', fraction = '0', offset = ''] = match;
  const inRange = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const time = Number(hour) * UNIT_HOUR + Number(minute) * UNIT_MINUTE + Number(second) * 1_000;
  const milliseconds = Number(fraction.padEnd(3, '0'));
  return inRange ? dateOf(day ?? '') * DAY + time + milliseconds - offsetOf(offset) : Number.NaN;
};

const UNIT_HOUR = 3_600_000;
const UNIT_MINUTE = 60_000;

/** ISO 8601 offsets reach from -23:59 to +23:59; real ones are smaller. */
const offsetOf = (text: string): number => {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (text.startsWith('-') ? -1 : 1) * (hours * UNIT_HOUR + minutes * UNIT_MINUTE);
};
