import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planText } from '../plan/index.js';
import { testPlan } from '../runs/testing/plan.js';
import { ConfigError } from './error.js';
import { readJson } from './json.js';
import { loadConfig, openConfigured } from './load.js';
import { configSchema } from './schema.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'syncrule-config-'));
  await writeFile(join(directory, 'plan.json'), planText(testPlan));
  await writeFile(join(directory, 'schema.json'), '{"format":"syncrule-schema/1","types":{}}');
});
afterAll(() => rm(directory, { recursive: true }));

test('the published JSON Schema is the one that loading uses', async () => {
  await expect(`${JSON.stringify(configSchema, undefined, 2)}\n`).toMatchFileSnapshot('./config.schema.json');
});

const csv = { kind: 'csv', schema: 'schema.json', settings: { files: { user: 'x.csv' } } };
const good = { plan: 'plan.json', store: 's.db', connectors: { hr: csv, corp: csv } };

const load = async (config: unknown) => {
  const text = typeof config === 'string' ? config : JSON.stringify(config, undefined, 1);
  await writeFile(join(directory, 'c.json'), text);
  return loadConfig('c.json', directory);
};

const findings = async (config: unknown): Promise<string> => {
  try {
    await load(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'nothing';
};

test('a good configuration is loaded with its plan', async () => {
  expect((await load(good)).plan.hash).toBe(testPlan.hash);
});

test.each<[string, unknown, string]>([
  ['no JSON', '{ "plan": }', 'c.json:1:11: expected a value, found "}"'],
  ['an open text', '{ "plan": "x', 'c.json:1:11: expected a value'],
  ['a name twice', '{ "plan": "a", "plan": "b" }', 'c.json:1:16: "plan" stands here for the second time'],
  ['something missing', { plan: 'plan.json' }, 'the file lacks "store"'],
  ['an unknown name', { ...good, stor: 1 }, 'the file does not know "stor". Did you mean "store"?'],
  [
    'an unknown kind',
    { ...good, connectors: { ...good.connectors, hr: { ...csv, kind: 'cvs' } } },
    'connectors.hr.kind must be one of csv, ldif, ldap, not "cvs". Did you mean "csv"?',
  ],
  [
    'a setting that the kind does not have',
    { ...good, connectors: { ...good.connectors, hr: { ...csv, settings: { ...csv.settings, delimeter: ';' } } } },
    'connectors.hr.settings does not know "delimeter". Did you mean "delimiter"?',
  ],
  ['a plan that is not there', { ...good, plan: 'other.json' }, 'c.json:2:10: the plan other.json cannot be read'],
  [
    'a connector that the plan does not have',
    { ...good, connectors: { hr: csv, crop: csv } },
    'the plan has no connector "crop". Did you mean "corp"?',
  ],
  [
    'a connector that is not configured',
    { ...good, connectors: { hr: csv } },
    'a connector "corp", which is not configured',
  ],
  [
    'a step of an unknown connector',
    { ...good, profiles: { p: [{ import: 'hrr' }] } },
    'there is no connector "hrr". Did you mean "hr"?',
  ],
])('%s is a finding with its place', async (_, config, expected) => {
  expect(await findings(config)).toContain(expected);
});

test.each<[string, string, string]>([
  ['/a', '2:7', '2:2'],
  ['/b/1/c~1d', '3:20', '3:13'],
  ['/b/9', '3:7', '3:2'],
])('the place of %s', (pointer, value, name) => {
  const json = readJson('{\n "a": 1,\n "b": [0, { "c/d": [] }]\n}');
  if ('fault' in json) throw new Error(json.fault.message);
  const text = ({ line, column }: { line: number; column: number }) => `${line}:${column}`;
  expect(text(json.placeOf(pointer))).toBe(value);
  expect(text(json.placeOfName(pointer))).toBe(name);
});

test('a secret is read only by reference, and never told', async () => {
  const loaded = await load(good);
  const connector = await openConfigured(loaded, 'hr', { env: { PASSWORD: 'hunter2' } });
  expect(JSON.stringify(connector)).not.toContain('hunter2');
});
