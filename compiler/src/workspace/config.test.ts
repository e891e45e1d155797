// The configuration of a program: levels, what is wrong with the file, and its JSON Schema.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { lintDiagnostics } from '../lint/index.js';
import { lineAndColumn } from '../source/index.js';
import { compileProgram, memoryHost, readProgram, rulecConfigSchema } from './index.js';

const NEVER = lintDiagnostics.SR4101?.wrong ?? '';
const compile = (config: string, rules = NEVER) =>
  compileProgram(
    readProgram(memoryHost({ ...exampleWorld, 'rules.syncrule': rules, 'rulec.config.json': config }), {
      complete: true,
    }),
  );
const levels = (of: Readonly<Record<string, string>>): string => JSON.stringify({ levels: of });

describe('levels', () => {
  test.each<[string, string, string[], boolean]>([
    ['as it is', '{}', ['warning SR4101'], true],
    ['off', levels({ SR4101: 'off' }), [], true],
    ['hint', levels({ SR4101: 'hint' }), ['hint SR4101'], true],
    ['error', levels({ SR4101: 'error' }), ['error SR4101'], false],
    ['of another code', levels({ SR4105: 'error' }), ['warning SR4101'], true],
  ])('%s', (_, config, expected, hasPlan) => {
    const { diagnostics, plan } = compile(config);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    expect(plan !== undefined).toBe(hasPlan);
  });

  test('what was made an error may still be suppressed, with a reason', () => {
    const rules = NEVER.replace('  scope', '  // syncrule-ignore SR4101: kept for the audit\n  scope');
    expect(compile(levels({ SR4101: 'error' }), rules).diagnostics).toEqual([]);
  });
});

describe('what is wrong with the file', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{ "levels": {,} }', 'SR0003 1:14'],
    ['no object', '[]', 'SR0003 1:1'],
    ['levels that are none', '{ "levels": [] }', 'SR0003 1:13'],
    ['an unknown level', '{\n "levels": { "SR4101": "wraning" } }', 'SR0003 2:24 did you mean `warning`?'],
    ['an unknown member', '{ "level": {} }', 'SR0004 1:3 did you mean `levels`?'],
    ['an unknown code', '{ "levels": { "SR4999": "off" } }', 'SR0004 1:15 did you mean'],
    ['the code of an error', '{ "levels": { "SR4002": "off" } }', 'SR0005 1:15 remove it'],
  ])('%s', (_, config, expected) => {
    const [first] = compile(config).diagnostics.filter(({ severity }) => severity === 'error');
    if (first === undefined) throw new Error('nothing was found');
    const { line, column } = lineAndColumn(first.location.file, first.location.span.start);
    expect(`${first.code} ${line}:${column} ${first.help ?? ''}`).toContain(expected);
    expect(first.location.file.path).toBe('rulec.config.json');
  });
});

describe('the JSON Schema', () => {
  const path = new URL('./rulec.config.schema.json', import.meta.url);

  test('stands in a file, for editors: `node scripts/docs.mjs` writes it', () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(rulecConfigSchema())));
  });

  test.each<[string, boolean]>([
    ['{}', true],
    ['{ "$schema": "x", "levels": { "SR4101": "off", "SR3009": "error" } }', true],
    ['{ "levels": { "SR4101": "none" } }', false],
    ['{ "levels": { "SR4002": "off" } }', false],
    ['{ "level": {} }', false],
  ])('agrees with the compiler about %s', (config, isRight) => {
    const isValid = new Ajv({ strict: true }).compile(rulecConfigSchema());
    expect(isValid(JSON.parse(config))).toBe(isRight);
    expect(compile(config).diagnostics.some(({ code }) => code.startsWith('SR00'))).toBe(!isRight);
  });
});
