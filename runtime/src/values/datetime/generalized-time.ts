// GeneralizedTime of LDAP (RFC 4517, 3.3.13): `20260331170000Z`, `202603311700.5+0200`.
import { DAY, dateOf, instantInRange } from './days.js';
import { formatIsoInstant, parseOffset } from './iso.js';

const FORM = /^(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)$/;

/** Milliseconds since 1970. A fraction belongs to the last unit given; a leap second is the second after it. */
export function parseGeneralizedTime(text: string): number | undefined {
  const found = FORM.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour = '', minute, second, fraction = '0', zone = ''] = found;
  const date = dateOf({ year: Number(year), month: Number(month), day: Number(day) });
  const offset = parseOffset(zone);
  if (date === undefined || offset === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return undefined;
  const unit = minute === undefined ? 3_600_000 : second === undefined ? 60_000 : 1000;
  const time = (Number(hour) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0)) * 1000;
  return instantInRange(date * DAY + time + Math.floor(Number(`0.${fraction.slice(0, 12)}`) * unit + 1e-6) - offset);
}

/** In UTC: `20260331170000Z`, with a fraction only where there is one. */
export const formatGeneralizedTime = (ms: number): string => formatIsoInstant(ms).replace(/[-:T]/g, '');
