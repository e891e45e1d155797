// Patterns of dates and times (`dd/MM/yyyy HH:mm`) as readers and writers. Without a zone in the text, times are UTC.

/** Reads and writes times as milliseconds since 1970-01-01T00:00Z. */
export interface DatePattern {
  readonly text: string;
  parse(text: string): number | undefined;
  write(time: number): string;
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milliseconds: number;
}
type Field = keyof Parts;

const FIELDS: Readonly<Record<string, Field>> = {
  yyyy: 'year',
  MM: 'month',
  dd: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
  SSS: 'milliseconds',
};
const LETTERS = /yyyy|MM|dd|HH|mm|ss|SSS/g;
const START: Parts = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, milliseconds: 0 };

/** Compiles a pattern of the letters yyyy MM dd HH mm ss SSS; everything else stands for itself. */
export function compileDatePattern(text: string): DatePattern {
  const fields = (text.match(LETTERS) ?? []).map((letters) => FIELDS[letters] ?? 'year');
  const expression = new RegExp(`^${groups(text)}$`);
  return {
    text,
    parse: (input) => {
      const found = expression.exec(input);
      return found === null ? undefined : timeOf(collect(fields, found.slice(1)));
    },
    write: (time) => {
      const parts = partsOf(time);
      return text.replace(LETTERS, (letters) => padded(parts[FIELDS[letters] ?? 'year'], letters.length));
    },
  };
}

/** A day: `2026-11-23`. A time behind it is cut off. */
export const isoDate: DatePattern = {
  text: 'yyyy-MM-dd',
  parse: (text) => {
    const found = /^(\d{4})-(\d\d)-(\d\d)(?:T.*)?$/.exec(text);
    return found === null ? undefined : timeOf(collect(['year', 'month', 'day'], found.slice(1)));
  },
  write: (time) => new Date(time).toISOString().slice(0, 10),
};

/** An instant with its zone: `2026-11-23T10:00:00Z`, `2026-11-23T10:00+01:00`. */
export const isoDateTime: DatePattern = {
  text: 'yyyy-MM-ddTHH:mm:ssZ',
  parse: (text) => {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
    if (isoDate.parse(text.slice(0, 10)) === undefined) return undefined;
    const time = Date.parse(text.replace(',', '.').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    return Number.isNaN(time) ? undefined : time;
  },
  write: (time) => new Date(time).toISOString().replace('.000Z', 'Z'),
};

/** The GeneralizedTime of LDAP (RFC 4517, 3.3.13): `20261123100000Z`. */
export const generalizedTime: DatePattern = {
  text: 'yyyyMMddHHmmssZ',
  parse: (text) => {
    const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)$/.exec(text);
    if (found === null) return undefined;
    const [, year, month, day, hour, minute, second, fraction, zone] = found;
    const time = timeOf(
      collect(
        ['year', 'month', 'day', 'hour', 'minute', 'second'],
        [year, month, day, hour, minute ?? '0', second ?? '0'],
      ),
    );
    if (time === undefined) return undefined;
    const unit = minute === undefined ? 3_600_000 : second === undefined ? 60_000 : 1000;
    return time + Math.floor(Number(`0.${fraction ?? '0'}`) * unit) - offsetOf(zone ?? 'Z');
  },
  write: (time) => {
    const text = new Date(time).toISOString().replace(/[-:T]/g, '');
    return text.replace('.000Z', 'Z');
  },
};

function groups(text: string): string {
  let expression = '';
  let last = 0;
  for (const found of text.matchAll(LETTERS)) {
    expression += `${literal(text.slice(last, found.index))}(\\d{${found[0].length}})`;
    last = found.index + found[0].length;
  }
  return expression + literal(text.slice(last));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const collect = (fields: readonly Field[], texts: readonly (string | undefined)[]): Parts => ({
  ...START,
  ...Object.fromEntries(fields.map((field, at) => [field, Number(texts[at])])),
});

/** `undefined` for a day that the calendar does not have. */
function timeOf(parts: Parts): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  date.setUTCHours(parts.hour, parts.minute, parts.second, parts.milliseconds);
  const time = date.getTime();
  const back = partsOf(time);
  return same(parts, back) ? time : undefined;
}

const same = (a: Parts, b: Parts): boolean => Object.values(FIELDS).every((field) => a[field] === b[field]);

const partsOf = (time: number): Parts => {
  const date = new Date(time);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milliseconds: date.getUTCMilliseconds(),
  };
};

const padded = (n: number, length: number): string => String(n).padStart(length, '0');

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5) || '0')) * 60_000;
}
