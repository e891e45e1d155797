// Calendar, texts of times, zones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  calendarDay,
  DAY,
  dateOf,
  dayIn,
  endOfDay,
  FIRST_DAY,
  formatDuration,
  formatGeneralizedTime,
  formatIsoDate,
  formatIsoInstant,
  instantOf,
  LAST_DAY,
  parseDuration,
  parseGeneralizedTime,
  parseIsoDate,
  parseIsoInstant,
  startOfDay,
  turnsToDay,
  type Zone,
  zoneOf,
} from './index.js';

const date = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

describe('dates', () => {
  it.each([
    ['1970-01-01', 0],
    ['2028-02-29', 21_243],
    ['2026-02-29', undefined],
    ['1900-02-29', undefined],
    ['2000-02-29', 11_016],
    ['0001-01-01', FIRST_DAY],
    ['9999-12-31', LAST_DAY],
    ['0000-01-01', undefined],
    ['2026-3-1', undefined],
    ['2026-13-01', undefined],
  ])('%s is day %s', (text, days) => {
    expect(parseIsoDate(text)).toBe(days);
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(date, (days) => {
        expect(parseIsoDate(formatIsoDate(days))).toBe(days);
        expect(dateOf(calendarDay(days))).toBe(days);
      }),
    );
  });

  it.each([
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatIsoDate(addMonths(parseIsoDate(from) ?? 0, months) ?? 0)).toBe(to);
  });

  it('end with the year 9999', () => {
    expect([addMonths(LAST_DAY, 1), addMonths(FIRST_DAY, -1)]).toEqual([undefined, undefined]);
  });
});

describe('instants', () => {
  it.each([
    ['2026-03-31T17:00Z', 1_774_976_400_000],
    ['2026-03-31T17:00:30.5+02:00', 1_774_969_230_500],
    ['2026-03-31T17:00', undefined],
    ['2026-03-31T24:00Z', undefined],
    ['2026-02-30T00:00Z', undefined],
    ['0001-01-01T00:00+01:00', undefined],
  ])('%s', (text, ms) => {
    expect(parseIsoInstant(text)).toBe(ms);
  });

  it.each([
    ['20260331170000Z', 1_774_976_400_000],
    ['20260331170000.5Z', 1_774_976_400_500],
    ['20260331170000.0Z', 1_774_976_400_000],
    ['2026033119+0200', 1_774_976_400_000],
    ['202603311230-0430', 1_774_976_400_000],
    ['2026033116.5Z', 1_774_974_600_000],
    ['20260331170060Z', 1_774_976_460_000],
    ['20260230000000Z', undefined],
    ['20260331170000', undefined],
    ['99991231235959Z', 253_402_300_799_000],
  ])('%s as GeneralizedTime', (text, ms) => {
    expect(parseGeneralizedTime(text)).toBe(ms);
  });

  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_DAY * DAY, max: (LAST_DAY + 1) * DAY - 1 }), (ms) => {
        expect(parseIsoInstant(formatIsoInstant(ms))).toBe(ms);
        expect(parseGeneralizedTime(formatGeneralizedTime(ms))).toBe(ms);
      }),
    );
  });
});

describe('durations', () => {
  it.each([
    ['30d', 30 * DAY, '30d'],
    ['2w', 14 * DAY, '14d'],
    ['90min', 5_400_000, '90min'],
    ['0d', 0, '0s'],
    ['48h', 2 * DAY, '2d'],
  ])('%s', (text, ms, written) => {
    expect([parseDuration(text), formatDuration(ms)]).toEqual([ms, written]);
  });

  it.each(['1', '1m', 'd', '-1d', '1.5h'])('%s is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

const zone = (name: string): Zone => {
  const found = zoneOf(name);
  if (found === undefined) throw new Error(`no zone ${name}`);
  return found;
};

describe('zones', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00Z', '2026-07-01T21:59:59.999Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z'],
    ['UTC', '2026-07-01', '2026-07-01T00:00:00Z', '2026-07-01T23:59:59.999Z'],
    ['Asia/Kolkata', '2026-07-01', '2026-06-30T18:30:00Z', '2026-07-01T18:29:59.999Z'],
    // Midnight is skipped: the day begins at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', '2018-11-05T01:59:59.999Z'],
    // The whole day is skipped: it begins when the next one does.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z', '2011-12-30T09:59:59.999Z'],
  ])('%s, %s', (name, day, start, end) => {
    const days = parseIsoDate(day) ?? 0;
    expect([startOfDay(zone(name), days), endOfDay(zone(name), days)].map(formatIsoInstant)).toEqual([start, end]);
  });

  it.each(['Nowhere', '', '+01:00', 'Europe/Berlin ', '../etc'])('%j is none', (name) => {
    expect(zoneOf(name)).toBeUndefined();
  });

  it.each([
    ['2026-03-29T02:30:00Z', '2026-03-29T01:30:00Z'],
    ['2026-10-25T02:30:00Z', '2026-10-25T00:30:00Z'],
    ['2026-07-01T10:30:00Z', '2026-07-01T08:30:00Z'],
  ])('clocks in Berlin that show %s: %s', (shown, instant) => {
    expect(formatIsoInstant(instantOf(zone('Europe/Berlin'), parseIsoInstant(shown) ?? 0))).toBe(instant);
  });

  it('tell every instant at which the day changes', () => {
    const names = ['Europe/Berlin', 'America/St_Johns', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Beirut'];
    const MINUTE = 60_000;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 13_514, max: 18_000 }), (name, day) => {
        const there = zone(name);
        const turns = turnsToDay(there, day);
        // Looking at every ten minutes around midnight, and at the instants themselves.
        for (let at = day * DAY - 16 * 60 * MINUTE; at < day * DAY + 16 * 60 * MINUTE; at += 10 * MINUTE) {
          const before = dayIn(there, at) >= day;
          const after = dayIn(there, at + 10 * MINUTE) >= day;
          if (before !== after) expect(turns.some((turn) => turn > at && turn <= at + 10 * MINUTE)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
    // St. John's set its clocks back at one minute past midnight.
    const stJohns = zone('America/St_Johns');
    const day = parseIsoDate('2007-11-04') ?? 0;
    expect(turnsToDay(stJohns, day).length).toBeGreaterThan(1);
  });
});
