// How findings are shown: to people as text, to programs as JSON.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../../source/index.js';
import { parse } from '../../syntax/index.js';
import { catalogueParts } from '../catalogue/index.js';
import type { Diagnostic } from '../diagnostic.js';
import { jsonReport, renderJson } from './json.js';
import { diagnosticsSchema } from './schema.js';
import { renderText, summary } from './text.js';

const file = sourceFile('people.syncrule', 'rule a {\n\tsn <- nmae\n  漢字 <- `e\u0301x` + y\r\n}\n');
const at = (text: string, length = text.length) => {
  const start = file.text.indexOf(text);
  return { file, span: { start, end: start + length } };
};
const finding = (extras: Partial<Diagnostic>): Diagnostic => ({
  code: 'SR3001',
  severity: 'error',
  message: '`nmae` is not an attribute of `hr.person`',
  location: at('nmae'),
  related: [],
  notes: [],
  fixes: [],
  ...extras,
});
const shown = (extras: Partial<Diagnostic>): string[] => renderText([finding(extras)], { colour: false }).split('\n');

describe('text', () => {
  test('shows the place, what it is, notes and help', () => {
    const text = shown({ label: 'unknown attribute', notes: ['from schemas/hr.json'], help: 'did you mean `name`?' });
    expect(text).toEqual([
      'error[SR3001]: `nmae` is not an attribute of `hr.person`',
      '  ┌─ people.syncrule:2:8',
      '  │',
      ' 2│     sn <- nmae',
      '  │           ^^^^ unknown attribute',
      '  │',
      '  = note: from schemas/hr.json',
      '  = help: did you mean `name`?',
      '',
    ]);
  });

  test('marks wide characters over their whole width, and cuts line ends off', () => {
    expect(shown({ location: at('漢字') }).slice(3, 5)).toEqual([' 3│   漢字 <- `e\u0301x` + y', '  │   ^^^^']);
    expect(shown({ location: at('y\r') }).slice(3, 5)).toEqual([
      ' 3│   漢字 <- `e\u0301x` + y',
      '  │                  ^',
    ]);
  });

  test('marks an empty place with one sign, also at the end of the file', () => {
    const end = { file, span: { start: file.text.length, end: file.text.length } };
    expect(shown({ location: end }).slice(1, 5)).toEqual(['  ┌─ people.syncrule:5:1', '  │', ' 5│', '  │ ^']);
    expect(shown({ location: at('sn', 0) }).slice(4, 5)).toEqual(['  │     ^']);
  });

  test('shows the first line of a place that has several', () => {
    expect(shown({ location: at('{\n\tsn') }).slice(3, 5)).toEqual([' 1│ rule a {', '  │        ^']);
  });

  test('shows related places below', () => {
    const related = [{ location: at('a {', 1), message: 'declared here' }];
    expect(shown({ related }).slice(5)).toEqual([
      '  ┌─ people.syncrule:1:6',
      '  │',
      ' 1│ rule a {',
      '  │      - declared here',
      '  │',
      '  = help: `rulec explain SR3001` says more',
      '',
    ]);
  });

  test.each<[string, Partial<Diagnostic>, string]>([
    ['in its own words', { help: 'do this', fixes: [{ title: 'Write `b`', edits: [] }] }, 'do this'],
    [
      'as its edits say it, where it has no words',
      {
        fixes: [
          { title: 'Write `b`', edits: [] },
          { title: 'Change to `c`', edits: [] },
        ],
      },
      'write `b`, or change to `c`',
    ],
    ['else where it is told at length', {}, '`rulec explain SR3001` says more'],
  ])('says what to do %s', (_, values, help) => {
    expect(shown(values).at(-2)).toBe(`  = help: ${help}`);
  });

  test('gathers what has one cause: the first of many alike, and how many others there are', () => {
    const text = renderText(
      Array.from({ length: 5 }, () => finding({})),
      { colour: false },
    );
    expect(text.match(/error\[/g)).toHaveLength(1);
    expect(text).toContain('= note: the same is found at 4 other places');
    const few = renderText([finding({}), finding({}), finding({ message: 'another' })], { colour: false });
    expect(few.match(/error\[/g)).toHaveLength(3);
  });

  test('shows no character that could play tricks with the terminal', () => {
    const odd = sourceFile('odd.syncrule', 'a \u001b[31m\u202e b');
    const text = renderText([finding({ location: { file: odd, span: { start: 0, end: 1 } } })], { colour: false });
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });

  test('uses colours only when asked to', () => {
    expect(renderText([finding({})], { colour: true })).toContain('\u001b[1;31merror[SR3001]\u001b[0m');
    expect(renderText([finding({})], { colour: false })).not.toContain('\u001b');
  });

  test.each<[Diagnostic['severity'][], string]>([
    [[], ''],
    [['error'], '1 error'],
    [['error', 'error', 'warning'], '2 errors and 1 warning'],
    [['hint', 'error', 'warning', 'hint'], '1 error, 1 warning and 2 hints'],
  ])('counts %j', (severities, expected) => {
    expect(summary(severities.map((severity) => finding({ severity })))).toBe(expected);
  });
});

describe('JSON', () => {
  const validate = new Ajv({ strict: true }).compile(diagnosticsSchema);

  test('is what its schema says, for every finding of the syntax part', () => {
    for (const definition of Object.values(catalogueParts).flatMap((part) => Object.values(part))) {
      const report = jsonReport(parse(sourceFile('a/b.syncrule', definition.wrong)).diagnostics);
      expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  test('counts lines and columns from 1 and carries fixes', () => {
    const fixes = [{ title: 'Write `name`', edits: [{ location: at('nmae'), text: 'name' }] }];
    const report = jsonReport([finding({ fixes, label: 'here', help: 'help' })]);
    expect(report).toMatchObject({
      formatVersion: 1,
      ok: false,
      diagnostics: [
        {
          location: { file: 'people.syncrule', start: { line: 2, column: 8 }, end: { line: 2, column: 12 } },
          fixes: [{ edits: [{ location: { start: { line: 2, column: 8 } }, text: 'name' }] }],
        },
      ],
    });
    expect(validate(JSON.parse(renderJson([finding({ fixes })])))).toBe(true);
  });

  test('is well with warnings only', () => {
    expect(jsonReport([finding({ severity: 'warning' })]).ok).toBe(true);
    expect(jsonReport([])).toEqual({ formatVersion: 1, ok: true, diagnostics: [] });
  });

  test('has its schema in a file, for other programs', () => {
    const path = new URL('./diagnostics.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(diagnosticsSchema);
  });
});
