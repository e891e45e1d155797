// Environments (N5): values of parameters from `environments/NAME.json`, with findings where the file is wrong.
import { describe, expect, it } from 'vitest';
import { compileProgram } from './compile.js';
import { memoryHost } from './host.js';
import { readProgram } from './read.js';

const RULES = 'param domain: string\nparam grace: duration = 30d\nparam zones: string[] = ["UTC"]\n';

const compiled = (json: string, values: Readonly<Record<string, string>> = {}) =>
  compileProgram(
    readProgram(memoryHost({ 'rules.syncrule': RULES, 'environments/prod.json': json }), {
      environment: 'prod',
      values: new Map(Object.entries(values)),
    }),
  );

/** Code, file and text of each finding. */
const found = (json: string, values?: Readonly<Record<string, string>>) =>
  compiled(json, values).diagnostics.map(
    ({ code, location: { file, span } }) => `${code} ${file.path} ${file.text.slice(span.start, span.end)}`,
  );

describe('an environment', () => {
  it.each<[json: string, ...findings: string[]]>([
    ['{ "domain": "x" }'],
    ['{ "domain": "x", "grace": "10d", "zones": ["a", "b"] }'],
    ['{ "grace": "10d" }', 'SR3020 environments/prod.json {'],
    ['{ "domain": 7 }', 'SR3021 environments/prod.json 7'],
    ['{ "domain": "x", "grace": "soon" }', 'SR3021 environments/prod.json "soon"'],
    ['{ "domain": "x", "zones": { } }', 'SR3021 environments/prod.json { }'],
    ['{ "domain": "x", "domian": "y" }', 'SR0002 environments/prod.json "domian"'],
    ['{ "domian": "y" }', 'SR0002 environments/prod.json "domian"'],
    ['{ "domian": 7 }', 'SR0002 environments/prod.json "domian"', 'SR3021 environments/prod.json 7'],
    ['{ "domain": "x", }', 'SR0001 environments/prod.json }'],
    ['["x"]', 'SR0001 environments/prod.json ["x"]'],
  ])('%s', (json, ...findings) => expect(found(json)).toEqual(findings));

  it('yields to the command line, whose values stand in no file', () => {
    expect(found('{ "domain": 7 }', { domain: 'x' })).toEqual([]);
    expect(found('{ "domain": "x" }', { grace: 'soon' })).toEqual(['SR3021 rules.syncrule grace']);
  });

  it('gives the plan its values', () => {
    const { plan } = compiled('{ "domain": "x", "grace": "1h" }');
    expect(plan?.params.map(({ name, value }) => [name, value])).toEqual([
      ['domain', 'x'],
      ['grace', { duration: 3_600_000 }],
      ['zones', ['UTC']],
    ]);
  });
});
