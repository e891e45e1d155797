// Hover, definitions, fixes and outline, as plain functions.

import { parse } from '@syncrule/compiler/syntax';
import { describe, expect, it } from 'vitest';
import { probe } from '../testing.js';
import { definition, fixesAt, hover, outline, signatureAt } from './index.js';

const outbound = (body: string): string => `rule r from person to corp.user {\n${body}\n}`;

describe('hover', () => {
  it.each<[what: string, text: string, shows: readonly string[]]>([
    ['an attribute of the source', outbound('title <- s‸n'), ['sn: string', 'The name that people']],
    ['a target', outbound('sAM‸AccountName <- sn'), ['sAMAccountName: string']],
    ['a target that cannot be written', outbound('object‸GUID <- sn'), ['objectGUID: binary']],
    ['an attribute behind a reference', outbound('title <- manager.s‸n'), ['sn: string']],
    ['a function of the catalogue', outbound('title <- tr‸im(sn)'), ['trim(', 'syncrule']],
    [
      'telephone numbers',
      outbound('title <- phone‸E164(sn, "DE")'),
      ['phoneE164(t: string, region: string)', 'ITU-T E.164', '"+4989123456"'],
    ],
    [
      'certificates',
      outbound('title <- cert‸Thumbprint(objectGUID)'),
      ['certThumbprint(cert: binary): string', 'SHA-1'],
    ],
    ['a function of the program', outbound('title <- init‸ial(sn)'), ['initial(of: string): string']],
    ['a parameter', outbound('title <- param.zo‸ne'), ['zone: string']],
    ['a word', outbound('sco‸pe sn is present'), ['Which objects']],
    ['a declaration', 'function sho‸rt(a: string): string = a', ['short: string']],
  ])('%s', (_, text, shows) => {
    const { program, file, offset } = probe(text);
    for (const part of shows) expect(hover(program, file, offset)?.markdown).toContain(part);
  });

  it('knows nothing of comments and unknown names', () => {
    for (const text of ['// s‸n', outbound('title <- nobo‸dy')]) {
      const { program, file, offset } = probe(text);
      expect(hover(program, file, offset)).toBeUndefined();
    }
  });
});

describe('the call that is written', () => {
  it.each<[what: string, text: string, label: string, active: number]>([
    ['a new one', outbound('title <- left(‸'), 'left(t: string | binary, n: integer): string | binary', 0],
    [
      'its second argument',
      outbound('title <- left(sn, ‸'),
      'left(t: string | binary, n: integer): string | binary',
      1,
    ],
    [
      'around another',
      outbound('title <- replaceChars(lower(sn), ‸)'),
      'replaceChars(t: string, pattern: string): string',
      1,
    ],
    ['inside of another', outbound('title <- left(lower(‸sn), 3)'), 'lower(t: string): string', 0],
    [
      'in the hole of a text',
      outbound('title <- "a ${mid(sn, 1, ‸)}"'),
      'mid(t: string | binary, start: integer, n: integer): string | binary',
      2,
    ],
    ['over a list', outbound('title <- joinText([sn, sn], ‸)'), 'joinText(xs: string[], separator: string): string', 1],
    ['of the program', outbound('title <- initial(‸)'), 'initial(of: string): string', 0],
    ['one argument too many', outbound('title <- lower(sn, ‸)'), 'lower(t: string): string', 0],
  ])('%s', (_, text, label, active) => {
    const { program, file, offset } = probe(text);
    expect(signatureAt(program, file, offset)).toMatchObject({ label, active });
  });

  it('is none outside of calls, and for unknown functions', () => {
    for (const text of [
      outbound('title <- left(sn, 1)‸'),
      outbound('title <- (‸sn)'),
      outbound('title <- nobody(‸)'),
      outbound('‸'),
    ]) {
      const { program, file, offset } = probe(text);
      expect(signatureAt(program, file, offset)).toBeUndefined();
    }
  });
});

it.each([
  ['an attribute in the program', outbound('title <- s‸n'), 'prelude.syncrule', 'sn'],
  ['an attribute in the JSON of a schema', outbound('ti‸tle <- sn'), 'corp.json', '"title"'],
  ['a function', outbound('title <- init‸ial(sn)'), 'prelude.syncrule', 'initial'],
])('finds where %s is declared', (_, text, path, name) => {
  const { program, file, offset } = probe(text);
  const found = definition(program, file, offset);
  expect(found?.file.path).toBe(path);
  expect(found?.file.text.slice(found.span.start).startsWith(name)).toBe(true);
});

it('offers the fixes of the findings under the cursor, and no others', () => {
  const { program, offset } = probe(
    'rule r from hr.person to person {\n  join employeeNumber == mv.employeeId\n  sn <- ‸hr.title\n}',
  );
  const all = program.compilation.diagnostics.flatMap(({ fixes }) => fixes);
  const here = fixesAt(program, 'test.syncrule', { start: offset, end: offset });
  expect(here.map(({ fix }) => fix)).toEqual(
    all.filter((fix) => fix.edits.some(({ location }) => location.span.start >= offset - 1)),
  );
  expect(fixesAt(program, 'prelude.syncrule', { start: 0, end: 0 })).toEqual([]);
});

it('outlines declarations with their attributes', () => {
  const { file } = probe('metaverse m { a: string b: date }\nrule r from hr.person to m {}‸');
  const flat = outline(parse(file).tree).map(({ name, kind, children }) => [
    kind,
    name,
    ...children.map((each) => each.name),
  ]);
  expect(flat).toEqual([
    ['metaverse', 'm', 'a', 'b'],
    ['rule', 'r'],
  ]);
});
