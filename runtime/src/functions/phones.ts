// Telephone numbers, by the numbering plans that libphonenumber describes.
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { BOOLEAN, checked, parameter, TEXT, textOf } from './define.js';
import type { Argument, FunctionEntry } from './entry.js';

const PHONE = { family: 'phone', result: TEXT, strict: true, absent: 'mayFail', idempotent: false } as const;

const t = parameter('t', TEXT, 'The number as people write it, with blanks, brackets, strokes.');
const region = checked(
  parameter(
    'region',
    TEXT,
    'The country from which a number without `+` would be dialled: two capitals of ISO 3166, such as "DE".',
  ),
  (name) =>
    isSupportedCountry(name)
      ? undefined
      : `no country "${name}" with a numbering plan; expected two capitals of ISO 3166, such as "DE" or "US"`,
);

/** Absent for what no plan could mean, and for an unknown region. */
function numberOf(text: Argument, country: Argument): PhoneNumber | undefined {
  const name = textOf(country);
  return isSupportedCountry(name) ? parsePhoneNumberFromString(textOf(text), name) : undefined;
}

/** New ranges are handed out before any table knows them: a number need only have a length that the plan allows. */
const possible = (text: Argument, country: Argument): PhoneNumber | undefined => {
  const number = numberOf(text, country);
  return number?.isPossible() === true ? number : undefined;
};

const phoneE164: FunctionEntry = {
  ...PHONE,
  name: 'phoneE164',
  parameters: [t, region],
  idempotent: true,
  doc: 'The number in the international form that machines compare (ITU-T E.164): `+`, country code, digits. An extension is left out. Absent when no number of that length exists in its country.',
  examples: [
    { call: 'phoneE164("(089) 1234-56", "DE")', gives: '"+4989123456"' },
    { call: 'phoneE164("+1 425 555 0100", "DE")', gives: '"+14255550100"' },
    { call: 'phoneE164("extension 12", "DE")', gives: 'absent' },
  ],
  implementation: (_, text, country) => possible(text, country)?.number,
};

const phoneNational: FunctionEntry = {
  ...PHONE,
  name: 'phoneNational',
  parameters: [t, region],
  doc: 'The number as it is written and dialled within its own country. Absent when no number of that length exists there.',
  examples: [
    { call: 'phoneNational("+4989123456", "DE")', gives: '"089 123456"' },
    { call: 'phoneNational("+14255550100", "DE")', gives: '"(425) 555-0100"' },
  ],
  implementation: (_, text, country) => possible(text, country)?.formatNational(),
};

const phoneInternational: FunctionEntry = {
  ...PHONE,
  name: 'phoneInternational',
  parameters: [t, region],
  idempotent: true,
  doc: 'The number with `+` and country code, in groups (ITU-T E.123), with its extension. Absent when no number of that length exists in its country.',
  examples: [
    { call: 'phoneInternational("089 123456", "DE")', gives: '"+49 89 123456"' },
    { call: 'phoneInternational("0425550100", "FR")', gives: '"+33 4 25 55 01 00"' },
  ],
  implementation: (_, text, country) => possible(text, country)?.formatInternational(),
};

const isPhone: FunctionEntry = {
  ...PHONE,
  name: 'isPhone',
  parameters: [t, region],
  result: BOOLEAN,
  absent: 'never',
  doc: 'Whether the numbering plan of its country has handed out the range of this number. The plan is the one known when this version was made, so a range of last week may be missing.',
  examples: [
    { call: 'isPhone("089 123456", "DE")', gives: 'true' },
    { call: 'isPhone("12", "DE")', gives: 'false' },
    { call: 'isPhone("+1 000 555 0100", "US")', gives: 'false' },
  ],
  implementation: (_, text, country) => numberOf(text, country)?.isValid() === true,
};

export const PHONES: readonly FunctionEntry[] = [phoneE164, phoneNational, phoneInternational, isPhone];
