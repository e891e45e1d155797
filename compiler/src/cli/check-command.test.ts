// `rulec check` as people type it: formats, fixes, watching, standard input.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { main } from './main.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-check-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
};
const read = (path: string): string => readFileSync(join(directory, path), 'utf8');

class Terminal {
  out = '';
  err = '';
  readonly interrupt = new AbortController();

  constructor(readonly stdin = '') {}

  run(...argv: readonly string[]): Promise<number> {
    return main(argv, {
      out: (text) => {
        this.out += text;
      },
      err: (text) => {
        this.err += text;
      },
      readStdin: () => this.stdin,
      directory,
      colours: { out: false, err: false },
      watched: false,
      interruption: () => this.interrupt.signal,
    });
  }

  /** Waits until the talk holds a text this often. */
  async hears(text: string, times = 1): Promise<void> {
    while (this.err.split(text).length - 1 < times) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

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
/** With four findings that have safe fixes, two of them on one line. */
const FIXABLE = RULES.replace('join employeeNumber', 'join cs.employeeNumber')
  .replace(
    '  id <- employeeNumber',
    '  // syncrule-ignore SR4101: was needed once\n  id <- employeeNumber ?? "x" // syncrule-ignore SR4102: so was this',
  )
  .replace('id: string exact', 'id: string exact\n  level: integer exact');

describe('formats', () => {
  const sarif = JSON.parse(
    readFileSync(new URL('../diagnostics/render/fixtures/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
  );
  // The schema is one of draft 4, which says `id` where later ones say `$id`; it uses nothing else that changed.
  const { $schema: _, id: __, ...schema } = sarif;
  const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test.each([
    ['nothing', RULES, 0],
    ['a warning', WARNING, 0],
    ['an error with fixes', ERROR, 1],
    ['several with fixes', FIXABLE, 1],
  ])('SARIF of %s is what its schema says', async (__, rules, code) => {
    write({ 'my rules/a.syncrule': rules });
    write(Object.fromEntries(Object.entries(exampleWorld).map(([path, text]) => [`my rules/${path}`, text])));
    const terminal = new Terminal();
    expect(await terminal.run('check', 'my rules', '--format', 'sarif')).toBe(code);
    const log = JSON.parse(terminal.out);
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  });

  test('SARIF names places from where the command runs, rules with their help, and what mends them', async () => {
    write({ ...exampleWorld, 'rules/a b.syncrule': ERROR });
    const terminal = new Terminal();
    await terminal.run('check', '--format', 'sarif');
    const [run] = JSON.parse(terminal.out).runs;
    expect(run.tool.driver.rules).toMatchObject([{ id: 'SR3101', defaultConfiguration: { level: 'error' } }]);
    expect(run.results).toMatchObject([
      {
        ruleId: 'SR3101',
        ruleIndex: 0,
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'rules/a%20b.syncrule' },
              region: { startLine: 9, startColumn: 9, endLine: 9, endColumn: 22 },
            },
          },
        ],
        fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: 'employeeNumber' } }] }] }],
      },
    ]);
  });

  test('commands of GitHub Actions, with what would end them escaped', async () => {
    write({ ...exampleWorld, 'a, 100%.syncrule': WARNING });
    const terminal = new Terminal();
    expect(await terminal.run('check', '--format', 'github')).toBe(0);
    expect(terminal.out).toMatch(
      /^::warning file=a%2C 100%25\.syncrule,line=6,endLine=6,col=3,endColumn=33,title=SR4101::expected .*%0Amend .*\n$/,
    );
    expect(terminal.err).toBe('1 warning\n');
  });
});

describe('--fix', () => {
  test('applies what is safe, says it, and has nothing to do the second time', async () => {
    write({ ...exampleWorld, 'a.syncrule': FIXABLE });
    const first = new Terminal();
    expect(await first.run('check', '--fix')).toBe(0);
    expect(first.err.split('\n').filter((line) => line.startsWith('fixed '))).toEqual([
      'fixed a.syncrule:3:18 SR3025: Remove `exact`',
      'fixed a.syncrule:7:8 SR3104: Write `employeeNumber`',
      'fixed a.syncrule:10:3 SR1091: Remove the suppression',
      'fixed a.syncrule:11:27 SR3203: Remove `??` and its right side',
      'fixed a.syncrule:10:24 SR1091: Remove the suppression',
    ]);
    expect(read('a.syncrule')).toBe(RULES.replace('id: string exact', 'id: string exact\n  level: integer '));
    const second = new Terminal();
    expect(await second.run('check', '--fix')).toBe(0);
    expect(second).toMatchObject({ out: '', err: 'nothing to report\n' });
  });

  test('leaves alone what somebody must decide', async () => {
    write({ ...exampleWorld, 'a.syncrule': ERROR });
    const terminal = new Terminal();
    expect(await terminal.run('check', '--fix')).toBe(1);
    expect(read('a.syncrule')).toBe(ERROR);
    expect(terminal.out).toContain('SR3101');
  });

  test('leaves alone what is right for some of the types of a rule only', async () => {
    const rules = RULES.replace('from hr.person', 'from hr.person, hr.helper').replace(
      '<- employeeNumber',
      '<- employeeNumber ?? "x"',
    );
    const { types, ...rest } = JSON.parse(exampleWorld['hr.json'] ?? '');
    const helper = { attributes: { employeeNumber: { type: 'string', matching: 'exact' } } };
    write({
      ...exampleWorld,
      'hr.json': JSON.stringify({ ...rest, types: { ...types, helper } }),
      'a.syncrule': rules,
    });
    const terminal = new Terminal();
    await terminal.run('check', '--fix');
    expect(terminal.out).toContain('This is so from `hr.person`');
    expect(read('a.syncrule')).toBe(rules);
  });
});

describe('standard input', () => {
  test.each<[string, string, readonly string[], number, RegExp]>([
    ['is a program of its own', RULES, ['check', '-', '--stdin-path', 'deep/new.syncrule'], 0, /^$/],
    ['is named in findings', ERROR, ['check', '-', '--stdin-path', 'deep/new.syncrule'], 1, /new\.syncrule:/],
    [
      'is named as from here',
      ERROR,
      ['check', '-', '--stdin-path', 'deep/new.syncrule', '--format', 'github'],
      1,
      /file=deep\/new\.syncrule/,
    ],
  ])('%s', async (_, rules, argv, code, out) => {
    const { 'world.syncrule': connectors = '', ...schemas } = exampleWorld;
    write(Object.fromEntries(Object.entries(schemas).map(([path, text]) => [`deep/${path}`, text])));
    const terminal = new Terminal(`${rules}${connectors}`);
    expect(await terminal.run(...argv)).toBe(code);
    expect(terminal.out).toMatch(out);
  });

  test.each<[string, string, number, RegExp]>([
    ['a file that is saved', 'rules.syncrule', 0, /^$/],
    ['a file that is not saved yet', 'deep/more.syncrule', 1, /SR3001[\s\S]*deep\/more\.syncrule/],
  ])('is %s of its program', async (_, path, code, out) => {
    write({ ...exampleWorld, 'syncrule.config.json': '{}', 'rules.syncrule': RULES, 'deep/other.syncrule': '' });
    const terminal = new Terminal(RULES);
    expect(await terminal.run('check', '-', '--stdin-path', path)).toBe(code);
    expect(terminal.out).toMatch(out);
  });

  test.each([
    [['check', '-', '--fix'], /--fix, found standard input/],
    [['check', '-', '--watch'], /--watch, found standard input/],
    [['check', '--stdin-path', 'a.syncrule'], /expected - with --stdin-path/],
  ])('%j is wrong usage', async (argv, err) => {
    const terminal = new Terminal('');
    expect(await terminal.run(...argv)).toBe(2);
    expect(terminal.err).toMatch(err);
  });
});

test('--watch checks again after each change, and ends with Ctrl-C', async () => {
  write({ ...exampleWorld, 'a.syncrule': ERROR });
  const terminal = new Terminal();
  const code = terminal.run('check', '--watch');
  await terminal.hears('waiting for changes');
  expect(terminal.err).toContain('1 error');
  write({ 'a.syncrule': RULES });
  await terminal.hears('nothing to report');
  await terminal.hears('waiting for changes', 2);
  terminal.interrupt.abort();
  expect(await code).toBe(130);
});
