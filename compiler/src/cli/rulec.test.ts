// The rulec command as people type it: streams, exit codes, wrong inputs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPlan } from '@syncrule/runtime/plan';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.js';
import { exampleWorld } from '../docs/world.js';
import { main } from './main.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const rulec = async (arguments_: string, stdin = ''): Promise<Outcome> => {
  const streams = { out: '', err: '' };
  const code = await main(arguments_.split(' ').filter(Boolean), {
    out: (text) => {
      streams.out += text;
    },
    err: (text) => {
      streams.err += text;
    },
    readStdin: () => stdin,
    directory,
    colours: { out: false, err: false },
    watched: false,
    interruption: () => new AbortController().signal,
  });
  return { code, ...streams };
};

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
};
const read = (path: string): string => readFileSync(join(directory, path), 'utf8');

const RULES = `metaverse person {
  id: string exact
}

rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project

  id <- employeeNumber
}
`;
const WARNING = RULES.replace('{\n  join', '{\n  scope employeeNumber is absent\n  join');
const ERROR = RULES.replace('id <- employeeNumber', 'id <- employeNumber');

describe('validate', () => {
  test.each<[string, string, Record<string, string>, Partial<Outcome>]>([
    ['nothing to report', 'validate .', { 'a.syncrule': RULES }, { code: 0, out: '', err: 'nothing to report\n' }],
    ['by its other name', 'check .', { 'a.syncrule': RULES }, { code: 0 }],
    ['in this directory', 'validate', { 'a.syncrule': RULES }, { code: 0 }],
    [
      'an error',
      'validate .',
      { 'a.syncrule': ERROR },
      { code: 1, out: expect.stringMatching(/SR\d{4}[\s\S]*employeNumber/), err: '1 error\n' },
    ],
    ['a warning', 'validate .', { 'a.syncrule': WARNING }, { code: 0, out: expect.stringContaining('SR4101') }],
    [
      'one warning too many',
      'validate . --max-warnings 0',
      { 'a.syncrule': WARNING },
      { code: 1, err: expect.stringContaining('at most 0 warnings, found 1') },
    ],
    ['warnings within the limit', 'validate . --max-warnings 1', { 'a.syncrule': WARNING }, { code: 0 }],
  ])('%s', async (_, command, files, expected) => {
    write({ ...exampleWorld, ...files });
    expect(await rulec(command)).toMatchObject(expected);
  });

  test('as JSON', async () => {
    write({ ...exampleWorld, 'a.syncrule': ERROR });
    const { code, out } = await rulec('validate . --format json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      diagnostics: [{ severity: 'error', location: { file: 'a.syncrule' } }],
    });
  });
});

describe('functions', () => {
  test.each<[string, string, Partial<Outcome>]>([
    [
      'all of them',
      'functions',
      { code: 0, out: expect.stringMatching(/^Texts\n {2}trim\(t: string\): string\n[\s\S]*now\(\)/) },
    ],
    [
      'one, however it is spelt',
      'functions PHONEE164',
      { code: 0, out: expect.stringContaining('phoneE164(t: string, region: string): string\n  The number in') },
    ],
    [
      'one of Entra Connect',
      'functions RandomNum',
      {
        code: 0,
        out: expect.stringMatching(
          /^RandomNum has its counterpart in stableNumber\(t, from, to\): [\s\S]*\nstableNumber\(t: string/,
        ),
      },
    ],
    [
      'one of MIM',
      'functions LowerCase',
      { code: 0, out: expect.stringMatching(/^LowerCase [\s\S]*\nlower\(t: string/) },
    ],
    [
      'one that has no counterpart',
      'functions CertFriendlyName',
      { code: 0, out: 'CertFriendlyName has no counterpart: a name in a store of Windows; no certificate holds it\n' },
    ],
    [
      'a misspelt one',
      'functions transliterat',
      { code: 2, out: '', err: expect.stringContaining('help: did you mean `transliterate`?') },
    ],
    [
      'nothing like one',
      'functions zzzzzz',
      { code: 2, err: expect.stringContaining('`rulec functions` lists all of them') },
    ],
  ])('%s', async (_, command, expected) => {
    expect(await rulec(command)).toMatchObject(expected);
  });

  test('as JSON', async () => {
    expect(JSON.parse((await rulec('functions left --format json')).out)).toMatchObject({
      format: 'syncrule-functions/1',
      functions: [
        { name: 'left', signature: 'left(t: string | binary, n: integer): string | binary', absent: 'mayBeEmpty' },
      ],
    });
  });
});

describe('compile', () => {
  test('writes a plan that loads, the same bytes each time', async () => {
    write({ ...exampleWorld, 'a.syncrule': RULES });
    expect(await rulec('compile . -o plan.json')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('wrote plan.json: 1 rule'),
    });
    expect(loadPlan(read('plan.json')).rules.map((rule) => rule.name)).toEqual(['hrPerson']);
    expect((await rulec('compile .')).out).toBe(read('plan.json'));
    expect(readdirSync(directory).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  test('a program with errors leaves the old plan alone', async () => {
    write({ ...exampleWorld, 'a.syncrule': ERROR, 'plan.json': 'old' });
    expect(await rulec('compile . -o plan.json')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no plan was made'),
    });
    expect(read('plan.json')).toBe('old');
  });

  const PARAMS = 'param domain: string\nparam level: integer\nparam loud: boolean = false\nparam tags: string[] = []\n';
  test.each<[string, string, number, unknown]>([
    ['an environment', 'compile . --env test', 0, ['corp.example', { integer: '3' }, true, []]],
    [
      'the command line wins',
      'compile . --env test --param domain=x=y --param loud=false',
      0,
      ['x=y', { integer: '3' }, false, []],
    ],
    [
      'the command line alone',
      'compile . --param domain=d --param level=4 --param tags=["a"]',
      0,
      ['d', { integer: '4' }, false, ['a']],
    ],
    ['a value is missing', 'compile . --param domain=d', 1, /SR3020[\s\S]*level/],
    ['no value at all', 'compile .', 1, /SR3020[\s\S]*domain/],
    ['a value of another type', 'compile . --env test --param level=many', 1, /SR3021/],
    ['an unknown parameter', 'compile . --param domian=d', 2, /found domian\n {2}help: did you mean `domain`\?/],
    ['an unknown environment', 'compile . --env tset', 2, /environments\/tset\.json[\s\S]*did you mean `test`\?/],
    ['an environment elsewhere', 'compile . --env ../test', 2, /expected the environment/],
    ['an environment that is no JSON', 'compile . --env broken', 1, /SR0001/],
    ['an environment that is a list', 'compile . --env list', 1, /SR0001/],
    [
      'an environment with a value too many',
      'compile . --env more',
      1,
      /SR0002[\s\S]*domian[\s\S]*did you mean `domain`\?/,
    ],
  ])('parameters: %s', async (_, command, code, expected) => {
    write({
      ...exampleWorld,
      'a.syncrule': PARAMS + RULES,
      'environments/test.json': '{ "domain": "corp.example", "level": 3, "loud": true }',
      'environments/broken.json': '{ "domain": ',
      'environments/list.json': '[]',
      'environments/more.json': '{ "domain": "corp.example", "level": 3, "domian": "x" }',
    });
    const outcome = await rulec(command);
    expect(outcome.code, outcome.err).toBe(code);
    if (expected instanceof RegExp) expect(outcome.err).toMatch(expected);
    else expect(loadPlan(outcome.out).params.map((param) => param.value)).toEqual(expected);
  });
});

describe('fmt', () => {
  const UGLY = RULES.replace('join employeeNumber == mv.id', 'join   employeeNumber==mv.id');

  test('formats in place, once', async () => {
    write({ 'a.syncrule': UGLY, 'b/c.syncrule': RULES });
    expect(await rulec('fmt')).toEqual({ code: 0, out: 'a.syncrule\n', err: '' });
    expect(read('a.syncrule')).toBe(RULES);
    expect(await rulec('fmt .')).toEqual({ code: 0, out: '', err: '' });
  });

  test.each<[string, string, Partial<Outcome>]>([
    ['fmt --check .', UGLY, { code: 1, out: 'a.syncrule\n' }],
    ['fmt --check a.syncrule', RULES, { code: 0, out: '' }],
    [
      'fmt --diff .',
      UGLY,
      { code: 0, out: expect.stringContaining('-  join   employeeNumber==mv.id\n+  join employeeNumber == mv.id\n') },
    ],
    ['fmt --check --diff .', UGLY, { code: 1, out: expect.stringContaining('@@') }],
    ['fmt .', 'rule {', { code: 1, err: expect.stringContaining('SR1') }],
  ])('%s changes nothing', async (command, text, expected) => {
    write({ 'a.syncrule': text });
    expect(await rulec(command)).toMatchObject(expected);
    expect(read('a.syncrule')).toBe(text);
  });

  test('standard input to standard output', async () => {
    expect(await rulec('fmt -', UGLY)).toEqual({ code: 0, out: RULES, err: '' });
    expect(await rulec('fmt - --check', UGLY)).toEqual({ code: 1, out: '', err: '' });
  });
});

describe('explain', () => {
  test('prints the page of a code, however it is spelt', async () => {
    expect(await rulec('explain sr4002')).toMatchObject({ code: 0, out: expect.stringMatching(/^# SR4002: No order/) });
  });
  test('knows what was probably meant', async () => {
    expect(await rulec('explain SR40022')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean `SR4002`'),
    });
  });
  test('lists all codes when none is named', async () => {
    const { code, out } = await rulec('explain');
    expect(code).toBe(0);
    expect(out).toMatch(/^SR4002 {2}error {4}No order /m);
    expect(out.trimEnd().split('\n')).toHaveLength(Object.keys(catalogue).length);
  });
});

describe('wrong usage and wrong input', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['validate nowhere', {}, /expected a directory with \.syncrule files, found no nowhere/],
    ['validate a.syncrule', { 'a.syncrule': RULES }, /found the file a\.syncrule/],
    ['validate .', { 'readme.md': '' }, /expected \.syncrule files in \., found none/],
    ['fmt nowhere', {}, /found no nowhere/],
    ['fmt .', {}, /expected \.syncrule files in \., found none/],
    ['fmt - a.syncrule', {}, /expected - alone/],
    ['compile . -o no/such/plan.json', { ...exampleWorld, 'a.syncrule': RULES }, /cannot write .*: it does not exist/],
    ['valdate .', {}, /unknown command 'valdate'[\s\S]*Did you mean validate\?/],
    ['validate . --fromat json', {}, /unknown option '--fromat'[\s\S]*Did you mean --format\?/],
    ['validate . --format xml', {}, /Allowed choices are text, json/],
    ['validate . --max-warnings some', {}, /Expected a whole number/],
    ['compile . --param domain', {}, /Expected NAME=VALUE/],
    ['explain SR9', {}, /`rulec explain` lists all of them/],
    ['', {}, /Usage: rulec/],
  ])('rulec %s', async (command, files, message) => {
    write(files);
    const outcome = await rulec(command);
    expect(outcome.code).toBe(2);
    expect(outcome.out).toBe('');
    expect(outcome.err).toMatch(message);
  });

  test('files that cannot be read are named', async () => {
    write({ ...exampleWorld, 'a.syncrule': RULES });
    writeFileSync(join(directory, 'b.syncrule'), new Uint8Array([0x72, 0xff, 0xfe]));
    expect(await rulec('validate .')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot read b.syncrule in .: it is not UTF-8'),
    });
    rmSync(join(directory, 'b.syncrule'));
    rmSync(join(directory, 'hr.json'));
    mkdirSync(join(directory, 'hr.json'));
    expect(await rulec('validate .')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot read hr.json in .: it is a directory'),
    });
  });

  test('a schema that is not there is a finding', async () => {
    write({ 'a.syncrule': 'connector hr { schema "hr.json" }\n' });
    expect(await rulec('validate .')).toMatchObject({ code: 1, out: expect.stringContaining('SR3012') });
  });

  test('directories that link to themselves are not followed', async () => {
    write({ ...exampleWorld, 'a.syncrule': RULES });
    symlinkSync(directory, join(directory, 'again'));
    expect(await rulec('validate .')).toMatchObject({ code: 0 });
  });
});

test('--version', async () =>
  expect(await rulec('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) }));

test('the installed command runs the built compiler: `npm run build` makes it', () => {
  write({ ...exampleWorld, 'a.syncrule': ERROR });
  const bin = fileURLToPath(new URL('../../bin/rulec.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'validate', '.'], {
    cwd: directory,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '1 error\n' });
  expect(stdout).toContain('a.syncrule:9:');
});
