// `rulec test` as people type it: results, exit codes, watching, Ctrl-C.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/index.js';
import { main } from './main.js';

const RULES = `metaverse person { id: string exact title: string }
rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  title <- title
}
`;
const testOf = (title: string, expected: string): string =>
  `test "${title}" {\n  given hr.person "1" { title: "Lead" }\n  expect person { title: "${expected}" }\n}\n`;
const PASSES = testOf('keeps the title', 'Lead');
const FAILS = testOf('invents a title', 'Boss');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-test-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
};

class Terminal {
  out = '';
  err = '';
  readonly interrupt = new AbortController();

  run(...argv: readonly string[]): Promise<number> {
    return main(argv, {
      out: (text) => {
        this.out += text;
      },
      err: (text) => {
        this.err += text;
      },
      readStdin: () => '',
      directory,
      colours: { out: false, err: false },
      watched: false,
      interruption: () => this.interrupt.signal,
    });
  }
}

describe('results and exit codes', () => {
  test.each<[string, Record<string, string>, readonly string[], number, { out?: unknown; err?: unknown }]>([
    ['all pass', { 't.syncrule': PASSES }, [], 0, { out: '✓ keeps the title\n', err: '1 test passed\n' }],
    [
      'one fails',
      { 't.syncrule': PASSES + FAILS },
      [],
      1,
      { out: expect.stringContaining('expected "Boss"'), err: '1 of 2 tests failed\n' },
    ],
    ['some by their title', { 't.syncrule': PASSES + FAILS }, ['--filter', 'KEEPS'], 0, { err: '1 test passed\n' }],
    [
      'some by their file',
      { 't.syncrule': PASSES, 'u.syncrule': FAILS },
      ['--filter', 'u.sync'],
      1,
      { err: '1 of 1 test failed\n' },
    ],
    [
      'a filter that nothing matches',
      { 't.syncrule': PASSES },
      ['--filter', 'leaver'],
      2,
      { err: expect.stringContaining('There are "keeps the title"') },
    ],
    ['no tests', {}, [], 0, { out: '', err: 'no tests\n' }],
    [
      'a program with an error',
      { 't.syncrule': PASSES.replace('title:', 'titel:') },
      [],
      1,
      { out: '', err: expect.stringMatching(/SR6005[\s\S]*did you mean `title`\?[\s\S]*no test was run/) },
    ],
    [
      'as XML',
      { 't.syncrule': PASSES },
      ['--format', 'junit'],
      0,
      { out: expect.stringMatching(/^<\?xml[\s\S]*tests="1" failures="0"/) },
    ],
  ])('%s', async (_, files, options, code, said) => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, ...files });
    const terminal = new Terminal();
    expect(await terminal.run('test', '.', ...options)).toBe(code);
    expect(terminal).toMatchObject(said);
  });

  const BOTH = `${PASSES}${testOf('joins', 'Lead').replace('given', 'given hr.person "2" { title: "x" }\n  given').replace('title: "Lead" }\n}', 'id: "1" }\n}')}`;
  test.each<[string, readonly string[], number, { out?: unknown; err?: unknown }]>([
    [
      'coverage',
      ['--coverage'],
      0,
      {
        out: expect.stringMatching(/rules\.syncrule +1\/1 +100\.0 % +3\/4 +75\.0 %[\s\S]*rules\.syncrule:3:3 {2}join/),
      },
    ],
    ['a threshold that is met', ['--threshold', '75'], 0, { err: '2 tests passed\n' }],
    [
      'one that is not',
      ['--threshold', '75.1'],
      1,
      { err: expect.stringContaining('expected tests to reach at least 75.1 % of clauses\n') },
    ],
    [
      'one that cannot be',
      ['--threshold', '101'],
      2,
      { err: expect.stringContaining('Expected a number from 0 to 100') },
    ],
  ])('%s', async (_, options, code, said) => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': BOTH });
    const terminal = new Terminal();
    expect(await terminal.run('test', '.', ...options)).toBe(code);
    expect(terminal).toMatchObject(said);
  });

  test('no mutations while a test fails', async () => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': FAILS });
    const terminal = new Terminal();
    expect(await terminal.run('test', '.', '--mutate', '--format', 'json')).toBe(1);
    expect(terminal.err).toBe('no mutation was tried: the tests must pass first\n1 of 1 test failed\n');
    expect(JSON.parse(terminal.out)).not.toHaveProperty('mutations');
  });

  test('as JSON', async () => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': PASSES + FAILS });
    const terminal = new Terminal();
    expect(await terminal.run('test', '.', '--format', 'json')).toBe(1);
    expect(JSON.parse(terminal.out)).toMatchObject({
      format: 'syncrule-tests/1',
      ok: false,
      interrupted: false,
      tests: [{ passed: true }, { passed: false, failures: [{ place: { file: 't.syncrule', line: 7 } }] }],
    });
  });

  test('an interruption before the end', async () => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': PASSES });
    const terminal = new Terminal();
    terminal.interrupt.abort();
    expect(await terminal.run('test', '.')).toBe(130);
    expect(terminal.err).toBe('interrupted: no tests\n');
  });
});

/** Waits until it is so. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => void setTimeout(resolve, 20));
};

describe('watching', () => {
  test('runs again when a file changes, says what is wrong, and ends when it is interrupted', async () => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': PASSES });
    const terminal = new Terminal();
    const ended = terminal.run('test', '.', '--watch');
    const runs = (): number => terminal.err.split('waiting for changes').length - 1;
    await until(() => runs() === 1);
    expect(terminal.out).toBe('✓ keeps the title\n');
    // A watcher that has only just begun may miss the first change.
    const changing = setInterval(() => write({ 't.syncrule': FAILS }), 200);
    await until(() => terminal.out.includes('✗ invents a title'));
    clearInterval(changing);
    await until(() => terminal.err.endsWith('Ctrl-C ends\n'));
    terminal.interrupt.abort();
    expect(await ended).toBe(130);
  });

  test('Ctrl-C ends the process with 130', async () => {
    write({ ...exampleWorld, 'rules.syncrule': RULES, 't.syncrule': PASSES });
    const bin = fileURLToPath(new URL('../../bin/rulec.js', import.meta.url));
    const child = spawn(process.execPath, [bin, 'test', '.', '--watch'], { cwd: directory });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await until(() => said.includes('waiting for changes'));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
  });
});
