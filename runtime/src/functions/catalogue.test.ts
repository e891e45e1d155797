// Every example of the catalogue runs; every function is total and keeps what it says about absence and idempotence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../expressions/environment.js';
import { compileExpression } from '../expressions/index.js';
import type { Scalar } from '../plan/types.js';
import { type Content, refTextOf, type Value } from '../values/index.js';
import { catalogue } from './catalogue.js';
import { withExampleValues } from './certificates/index.js';
import type { Argument, FunctionEntry, Parameter, Pattern } from './entry.js';
import { readCall } from './example-calls.js';

const nothing = (): never => {
  throw new Error('an example reads no objects');
};
const environment: Environment = {
  source: [],
  target: undefined,
  self: refTextOf('a:1'),
  connector: 'none',
  through: { connectorObject: nothing, metaverseObject: nothing, members: nothing },
  now: 0,
  moment: nothing,
};
const context = { source: nothing, params: new Map(), lets: new Map(), functions: new Map() };
const resultOf = (example: string): Content =>
  compileExpression(readCall(withExampleValues(example)), context)(environment);

const entries = [...catalogue.values()];

describe('examples', () => {
  it.each(entries.flatMap((entry) => entry.examples.map((example) => [example.call, example.gives] as const)))(
    '%s gives %s',
    (call, gives) => {
      expect(resultOf(call)).toEqual(resultOf(gives));
    },
  );
});

describe('entries', () => {
  it('are a hundred and more, each with documentation, examples and documented parameters', () => {
    expect(entries.length).toBeGreaterThan(100);
    for (const entry of entries) {
      expect(entry.doc, entry.name).toMatch(/\.$/);
      expect(entry.examples.length, entry.name).toBeGreaterThan(0);
      expect(entry.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      for (const parameter of entry.parameters)
        expect(parameter.doc, `${entry.name}: ${parameter.name}`).toMatch(/\.$/);
    }
  });

  it('have optional parameters last', () => {
    for (const { name, parameters } of entries) {
      const optional = parameters.map((parameter) => parameter.optional === true);
      expect(optional.toSorted(), name).toEqual(optional);
    }
  });

  it('have literals that are checked', () => {
    for (const { name, parameters } of entries)
      for (const parameter of parameters)
        if (parameter.type.kind === 'literal') expect(parameter.check, name).toBeTypeOf('function');
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', ';', '1', 'ä', '😀', '='), maxLength: 8 }),
  fc.constantFrom(
    '+49 89 123456',
    'DE',
    'ä:a,ö:',
    'S-1-5-32',
    '{00112233-4455-6677-8899-AABBCCDDEEFF}',
    'Ευάγγελος',
    '北京',
  ),
  fc.constantFrom('CN=a,DC=x', '31.03.2026', 'Europe/Berlin', 'AP8=', '00FF', '12', 'ǆ', 'İ'),
);
const integer = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -3n, max: 12n }));
const VALUES: Readonly<Record<Scalar, fc.Arbitrary<Value>>> = {
  string: text,
  dn: fc.constantFrom('CN=a,DC=x', 'DC=x', 'CN=Smith\\, J+OU=b, DC=x', '', 'no name'),
  integer,
  boolean: fc.boolean(),
  date: fc.integer({ min: -719_162, max: 2_932_896 }),
  datetime: fc.integer({ min: -719_162 * 86_400_000, max: 2_932_897 * 86_400_000 - 1 }),
  duration: fc.maxSafeInteger(),
  binary: fc.uint8Array({ maxLength: 20 }),
  ref: text,
  secret: text,
};
const LITERALS: Readonly<Record<string, readonly string[]>> = {
  language: ['de', 'sv', 'is'],
  encoding: ['Unicode', 'UTF8', 'ASCII'],
  pattern: ['a*', '[^a-z]', '(?i)B', '^$', '(a|b)+?c{1,3}|\\b'],
  format: ['dd.MM.yyyy', 'yyyyMd', 'd/M/yyyy h:mm:ss a XXX'],
  without: ['DC'],
  nameType: ['UpnName', 'SimpleName'],
};

/** Values of a parameter, where type variables stand for one of the types that they may be. */
function argumentsOf({ name, type }: Parameter, scalar: Scalar): fc.Arbitrary<Argument> {
  if (type.kind === 'literal') return fc.constantFrom(...(LITERALS[name] ?? []));
  if (type.kind === 'lambda') return lambdaOf(type.result, scalar);
  const values = VALUES[type.kind === 'type' ? type.scalar : scalar];
  return type.many
    ? fc.array(
        values.filter((value) => value !== ''),
        { minLength: 1, maxLength: 6 },
      )
    : values;
}

const lambdaOf = (result: Pattern, scalar: Scalar): fc.Arbitrary<Argument> =>
  fc
    .array(fc.option(VALUES[result.kind === 'type' ? result.scalar : scalar], { nil: undefined }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((results) => {
      let calls = 0;
      return (): Content => results[calls++ % results.length];
    });

const scalarsOf = ({ parameters }: FunctionEntry): readonly Scalar[] =>
  parameters.flatMap(({ type }) =>
    type.kind === 'any' ? (type.scalars ?? ['string', 'integer', 'binary', 'date']) : [],
  );

const callsOf = (entry: FunctionEntry): fc.Arbitrary<readonly Argument[]> => {
  const scalars = scalarsOf(entry);
  return fc.constantFrom<Scalar>(...(scalars.length === 0 ? (['string'] as const) : scalars)).chain((scalar) =>
    fc
      .tuple(fc.tuple(...entry.parameters.map((parameter) => argumentsOf(parameter, scalar))), fc.nat())
      .map(([values, dropped]) => {
        const required = entry.parameters.filter((parameter) => parameter.optional !== true).length;
        return values.slice(0, required + (dropped % (values.length - required + 1)));
      }),
  );
};

describe('functions are total', () => {
  it.each(entries.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
    fc.assert(
      fc.property(callsOf(entry), (values) => {
        const result = entry.implementation({ by: 'ignoreCase' }, ...values);
        if (entry.absent === 'never') expect(result).not.toBeUndefined();
        if (Array.isArray(result)) expect(result.length).toBeGreaterThan(0);
        if (typeof result === 'bigint') expect(BigInt.asIntN(64, result)).toBe(result);
        if (typeof result === 'number') expect(Number.isSafeInteger(result)).toBe(true);
        if (entry.absent !== 'never') expect(result).not.toBe('');
        if (entry.idempotent && result !== undefined)
          expect(entry.implementation({ by: 'ignoreCase' }, result, ...values.slice(1))).toEqual(result);
      }),
      { numRuns: 200 },
    );
  });

  it.each(entries.filter((entry) => !entry.strict).map((entry) => [entry.name, entry] as const))(
    '%s takes an absent list',
    (_, entry) => {
      fc.assert(
        fc.property(callsOf(entry), (values) => {
          const result = entry.implementation({ by: 'exact' }, undefined, ...values.slice(1));
          if (entry.absent === 'never') expect(result).not.toBeUndefined();
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('literals are checked', () => {
  it.each([
    ['matches', 1, '(a', 'at character 1: a "(" without its ")"'],
    [
      'matches',
      1,
      '(?=a)',
      'at character 3: after "(?" only ":" is known: look-around and named groups are not part of these patterns; "(?i)" stands at the beginning',
    ],
    ['matches', 1, '(a)\\1', 'at character 4: back references (\\1) are not part of these patterns'],
    ['matches', 1, 'a**', 'at character 3: a second "*" after a repetition'],
    ['matches', 1, '[z-a]', 'at character 5: expected a range from a lesser to a greater character'],
    ['matches', 1, '(a{1000}){1000}', 'the pattern repeats too much: it would be slow'],
    ['matches', 1, '^[a-z]+$', undefined],
    ['parseDate', 1, 'dd.MM', 'the year is missing'],
    ['parseDate', 1, 'dd.MM.yyyy HH', 'a date has no hour'],
    ['parseDate', 1, 'dd.MM.yyyy', undefined],
    ['parseDateTime', 1, 'yyyy-MM-dd h:mm', 'an hour up to 12 (h) needs AM or PM (a); hours up to 23 are H or HH'],
    ['parseDateTime', 1, 'yyyy-MM-dd HH:mm a', 'AM or PM (a) needs an hour up to 12 (h or hh)'],
    ['parseDateTime', 1, 'yyyy-MM-dd HH:h a', 'the hour stands in it twice'],
    ['parseDateTime', 1, 'yyyy-MM-dd hh:mm a XXX', undefined],
    ['parseDate', 1, 'yyyy-MM-dd X', 'a date has no offset'],
    ['formatDate', 1, '', 'the format is empty'],
    ['formatDate', 1, "yyyy'", 'a single quote without its second one'],
    ['formatDateTime', 1, "yyyyMMddHHmmss.0'Z'", undefined],
    ['formatDateTime', 2, 'Europe/Berlin', undefined],
    [
      'formatDateTime',
      2,
      '+01:00',
      'no time zone "+01:00"; expected a name of the IANA database, such as "Europe/Berlin" or "UTC"',
    ],
    [
      'transliterate',
      1,
      'toString',
      'no rules for the language "toString"; known are bg, da, de, fi, is, nb, nn, no, sr, sv, uk',
    ],
    ['convertFromBase64', 1, 'UTF8', undefined],
    ['replaceChars', 1, 'å:a, ö:oe,’:', undefined],
    [
      'replaceChars',
      1,
      '’:,å:a,ö,o',
      'expected pairs such as "ö:o", of one character, a colon and what takes its place; found "ö"',
    ],
    ['dnComponentRev', 2, 'OU', 'expected "DC", found "OU"'],
    ['uuidFromName', 1, 'employees', 'expected a UUID, found "employees"'],
    ['uuidFromName', 1, '6ba7b810-9dad-11d1-80b4-00c04fd430c8', undefined],
    [
      'phoneE164',
      1,
      'de',
      'no country "de" with a numbering plan; expected two capitals of ISO 3166, such as "DE" or "US"',
    ],
    [
      'certNameInfo',
      1,
      'Upn',
      'no kind of names "Upn"; known are SimpleName, EmailName, UpnName, DnsName, DnsFromAlternativeName, UrlName',
    ],
  ])('%s, parameter %i, %s: %s', (name, at, literal, message) => {
    expect(catalogue.get(name)?.parameters[at]?.check?.(literal)).toBe(message);
  });
});
