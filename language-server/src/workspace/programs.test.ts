// The editor's programs: the same findings as `rulec check`, levels of the program's configuration included.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPrograms, parsedFile } from './programs.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'syncrule-programs-'));
  mkdirSync(join(directory, 'deep'));
  writeFileSync(join(directory, 'hr.json'), JSON.stringify({ format: 'syncrule-schema/1', types: { person: TYPE } }));
  writeFileSync(join(directory, 'deep', 'people.syncrule'), RULES);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const TYPE = { anchor: 'id', attributes: { id: { type: 'string', always: true }, sn: { type: 'string' } } };
const RULES = `connector hr { schema "hr.json" }
metaverse person { id: string exact  sn: string }
rule people from hr.person to person { join id == mv.id  project  id, sn <- same }
`;

test.each([
  ['without a level', '{}', ['warning SR4105']],
  ['with one', '{ "levels": { "SR4105": "error" } }', ['error SR4105']],
  ['with one that hides it', '{ "levels": { "SR4105": "off" } }', []],
])('%s', (_, config, expected) => {
  const path = join(directory, 'rulec.config.json');
  writeFileSync(path, config);
  const programs = createPrograms([directory]);
  const reading = programs.of(join(directory, 'deep', 'people.syncrule'));
  if (reading.kind !== 'compiled') throw new Error(reading.message);
  const inWords = ({ severity, code }: { readonly severity: string; readonly code: string }) => `${severity} ${code}`;
  expect(reading.program.compilation.diagnostics.map(inWords)).toEqual(expected);
  expect(compileProgram(readProgram(diskHost(directory))).diagnostics.map(inWords)).toEqual(expected);
});

test('an edit of one file leaves the others as they were read', () => {
  const more = join(directory, 'deep', 'more.syncrule');
  writeFileSync(more, 'param grace: duration = 1d\n');
  const programs = createPrograms([directory]);
  const people = join(directory, 'deep', 'people.syncrule');
  const parsed = (text: string) => {
    programs.open(people, text);
    const reading = programs.of(people);
    if (reading.kind !== 'compiled') throw new Error(reading.message);
    return [more, people].map((path) => parsedFile(reading.program, path));
  };
  const [before, edited, back] = [RULES, `${RULES}// more\n`, RULES].map(parsed);
  expect(edited?.[0]).toBe(before?.[0]);
  expect(edited?.[1]?.file.text).toBe(`${RULES}// more\n`);
  expect(back?.[1]?.file.text).toBe(RULES);
});
