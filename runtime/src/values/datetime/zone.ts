// Time zones: which day an instant belongs to there, and when a day begins. The rules come from Intl (IANA database).
import { DAY, dayOf } from './days.js';

export interface Zone {
  /** Milliseconds that the clocks there are ahead of UTC at an instant. */
  readonly offsetAt: (ms: number) => number;
  /** When days begin there, as far as somebody asked. */
  readonly starts: Map<number, number>;
  /** When it turns to days there, as far as somebody asked. */
  readonly turns: Map<number, readonly number[]>;
  last: { readonly now: number; readonly day: number };
}

const zones = new Map<string, Zone | undefined>();

/** The zone of that IANA name (`Europe/Berlin`, `UTC`); absent when there is none. */
export function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  const zone = makeZone(name);
  if (zone !== undefined || zones.size < 1000) zones.set(name, zone);
  return zone;
}

export const isZone = (name: string): boolean => zoneOf(name) !== undefined;

function makeZone(name: string): Zone | undefined {
  const clock = clockOf(name);
  if (clock === undefined) return undefined;
  return {
    offsetAt: (ms) => offsetOf(clock, ms),
    starts: new Map(),
    turns: new Map(),
    last: { now: 0, day: dayOf(offsetOf(clock, 0)) },
  };
}

function clockOf(name: string): Intl.DateTimeFormat | undefined {
  // Newer platforms take offsets such as `+01:00` for zones; the language asks for names.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

function offsetOf(clock: Intl.DateTimeFormat, ms: number): number {
  const whole = Math.floor(ms / 1000) * 1000;
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
    clock.format(whole).match(/\d+/g) ?? []
  ).map(Number);
  const shown = new Date(0);
  shown.setUTCFullYear(year, month - 1, day);
  shown.setUTCHours(hour, minute, second);
  return shown.getTime() - whole;
}

/** The calendar day there at an instant. */
export const dayIn = (zone: Zone, ms: number): number => dayOf(ms + zone.offsetAt(ms));

/** The same for the time of a run, which everybody asks for. */
export function todayIn(zone: Zone, now: number): number {
  if (zone.last.now !== now) zone.last = { now, day: dayIn(zone, now) };
  return zone.last.day;
}

/** The first instant of a day there. Where clocks skip midnight, the instant at which they do. */
export function startOfDay(zone: Zone, day: number): number {
  const known = zone.starts.get(day);
  if (known !== undefined) return known;
  const start = firstInstant(zone, day);
  remember(zone.starts, day, start);
  return start;
}

/** The last millisecond of a day there. */
export const endOfDay = (zone: Zone, day: number): number => startOfDay(zone, day + 1) - 1;

/**
 * The instant at which clocks there show a time (as milliseconds since 1970 that they would be in UTC). Of two the
 * earlier; a time that clocks skip counts on from before the change, as RFC 5545 says.
 */
export function instantOf(zone: Zone, shown: number): number {
  const [before, after] = [zone.offsetAt(shown - REACH), zone.offsetAt(shown + REACH)];
  const real = [shown - before, shown - after].filter((at) => at + zone.offsetAt(at) === shown);
  return real.length > 0 ? Math.min(...real) : shown - before;
}

function firstInstant(zone: Zone, day: number): number {
  const midnights = offsetsAround(zone, day).map((offset) => day * DAY - offset);
  const real = midnights.filter((at) => dayOf(at + zone.offsetAt(at)) === day && at + zone.offsetAt(at) === day * DAY);
  return real.length > 0 ? Math.min(...real) : changeOfOffset(zone, day);
}

/**
 * Every instant at which the calendar there could turn to this day. One, save where clocks change at midnight: then the
 * day may begin, end again as they are set back, and begin a second time.
 */
export function turnsToDay(zone: Zone, day: number): readonly number[] {
  const known = zone.turns.get(day);
  if (known !== undefined) return known;
  const turns = findTurns(zone, day);
  remember(zone.turns, day, turns);
  return turns;
}

function findTurns(zone: Zone, day: number): readonly number[] {
  const [before, after] = offsetsAround(zone, day);
  if (before === after) return [day * DAY - before];
  return [day * DAY - before, day * DAY - after, changeOfOffset(zone, day)];
}

/** Some tens of thousands of days are all that occur; more would be a waste of memory. */
function remember<Found>(known: Map<number, Found>, day: number, found: Found): void {
  if (known.size >= 50_000) known.clear();
  known.set(day, found);
}

/** Offsets lie between -12 and +14 hours (in the past, a little more): the same time in UTC is no farther away. */
const REACH = 16 * 3_600_000;

/** The offsets before and after everything that may be midnight there. */
const offsetsAround = (zone: Zone, day: number): readonly [before: number, after: number] => [
  zone.offsetAt(day * DAY - REACH),
  zone.offsetAt(day * DAY + REACH),
];

/** The instant around this midnight at which the offset changes. */
function changeOfOffset(zone: Zone, day: number): number {
  let low = day * DAY - REACH;
  let high = day * DAY + REACH;
  const before = zone.offsetAt(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
