// Days of the calendar (proleptic Gregorian, as ISO 8601): a date is the number of days since 1970-01-01.

export const DAY = 86_400_000;

export interface CalendarDay {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

/** 0001-01-01 and 9999-12-31: dates outside of what four digits can write are absent. */
export const FIRST_DAY = -719_162;
export const LAST_DAY = 2_932_896;

/** The date, if it lies in the years 1 to 9999. */
export const dateInRange = (days: number): number | undefined =>
  days >= FIRST_DAY && days <= LAST_DAY ? days : undefined;

/** The instant, if it lies in the years 1 to 9999 of UTC. */
export const instantInRange = (ms: number): number | undefined =>
  ms >= FIRST_DAY * DAY && ms < (LAST_DAY + 1) * DAY ? ms : undefined;

/** The duration, as long as milliseconds can tell it exactly. */
export const durationInRange = (ms: number): number | undefined => (Number.isSafeInteger(ms) ? ms : undefined);

/** The day that an instant belongs to in UTC. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY);

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The date; absent when the calendar does not have it, or the year is not one of 1 to 9999. */
export function dateOf({ year, month, day }: CalendarDay): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY;
}

export function calendarDay(days: number): CalendarDay {
  const date = new Date(days * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The same day so many months later; the last day of a month that is shorter (31 January and one month: 28 or 29 February). */
export function addMonths(days: number, months: number): number | undefined {
  const { year, month, day } = calendarDay(days);
  const total = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(total / 12), month: (((total % 12) + 12) % 12) + 1 };
  return dateOf({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}
