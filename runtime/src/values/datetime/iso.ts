// Dates and instants as ISO 8601 text, in the form of the language (2.7).
import { calendarDay, DAY, dateOf, dayOf, instantInRange } from './days.js';

/** `2026-03-31`; absent for anything else and for days that the calendar does not have. */
export function parseIsoDate(text: string): number | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return found === null
    ? undefined
    : dateOf({ year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) });
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)$/;

/** `2026-03-31T17:00Z`, `2026-03-31T17:00:30.5+02:00`: the offset is required; what is finer than milliseconds is cut off. */
export function parseIsoInstant(text: string): number | undefined {
  const found = INSTANT.exec(text);
  if (found === null) return undefined;
  const [, date, hour, minute, second = '0', fraction = '', zone] = found;
  const day = parseIsoDate(date ?? '');
  const time = timeOfDay(Number(hour), Number(minute), Number(second));
  const offset = parseOffset(zone ?? '');
  if (day === undefined || time === undefined || offset === undefined) return undefined;
  return instantInRange(day * DAY + time + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset);
}

/** Milliseconds since midnight; absent when no clock shows it. */
export const timeOfDay = (hour: number, minute: number, second: number): number | undefined =>
  hour > 23 || minute > 59 || second > 59 ? undefined : ((hour * 60 + minute) * 60 + second) * 1000;

/** Milliseconds that `Z`, `+02:00`, `+0200` or `+02` are ahead of UTC. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const found = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(text);
  const ahead = found === null ? undefined : timeOfDay(Number(found[2]), Number(found[3] ?? '0'), 0);
  return ahead === undefined ? undefined : found?.[1] === '-' ? -ahead : ahead;
}

export function formatIsoDate(days: number): string {
  const { year, month, day } = calendarDay(days);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** In UTC, without a fraction that is zero: `2026-03-31T17:00:00Z`. */
export function formatIsoInstant(ms: number): string {
  const day = dayOf(ms);
  const time = ms - day * DAY;
  const fraction = time % 1000 === 0 ? '' : `.${digits(time % 1000, 3)}`;
  const clock = [3_600_000, 60_000, 1000].map((unit, at) => digits(Math.floor(time / unit) % (at === 0 ? 24 : 60), 2));
  return `${formatIsoDate(day)}T${clock.join(':')}${fraction}Z`;
}

export const digits = (n: number, length: number): string => String(n).padStart(length, '0');
