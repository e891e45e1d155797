// The demonstration as it is run: the built packages, in a process without a terminal; then the commands it names.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const directory = join(mkdtempSync(join(tmpdir(), 'syncrule-demo-')), 'demo');
const { NO_COLOR: _no, FORCE_COLOR: _force, ...env } = process.env;

const node = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, ...more },
  });
  return { status, stdout, stderr };
};

const demo = (more: NodeJS.ProcessEnv = {}) => node(['scripts/demo.mjs', directory], more);

const syncrule = (...words: readonly string[]) =>
  node(['runtime/bin/syncrule.js', '--config', join(directory, 'syncrule.config.json'), ...words]);

const rulec = (...words: readonly string[]) => node(['compiler/bin/rulec.js', ...words]);

/** Lines under a heading, up to the next empty one. */
const section = (text: string, heading: string): string => {
  const from = text.indexOf(`\n${heading}  `);
  return from === -1 ? '' : text.slice(from, text.indexOf('\n\n', from + 1));
};

const built = existsSync(join(root, 'runtime/dist/cli')) && existsSync(join(root, 'compiler/dist/cli'));

describe('the demonstration', () => {
  let run: ReturnType<typeof node>;
  beforeAll(() => {
    if (!built) throw new Error('The packages are not built: run npm run build first.');
    run = demo();
  });
  afterAll(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

  test('ends well, without a word on stderr and without colours where there is no terminal', () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout.split('\n').length).toBeLessThan(100);
  });

  test.each([
    ['First cycle', ['279 stage-add', '210 stage-add', '8 joined corp', '208 joined phones', '279 projected hr']],
    ['First cycle', ['267 provisioned-add corp', '267 export-add', '8 export-rename']],
    ['Second cycle', ['279 stage-no-change', '210 stage-no-change', '284 stage-no-change', 'nothing changed']],
    ['HR changes five rows', ['1 stage-add, 1 stage-fault', '2 stage-update', 'data/people.csv line 50']],
    ['What that stages', ['+ add    cn=Tuva Hellström (1261)', '~ update cn=Wilma Müller (1012)', 'no deletion']],
    ['What that stages', ['guard          Nothing was sent to “corp”', '~ update cn=dept-SALES']],
    ['HR mends the row', ['~ update cn=Cecilia Almqvist (1034)', 'cn=Cecilia Almqvist (1034),ou=Leavers', '1 mv-gone']],
    ['A month later', ['- delete cn=Cecilia Almqvist (1034),ou=Leavers', '1 export-delete', '1 mv-deleted']],
  ])('%s: %j', (heading, figures) => {
    for (const figure of figures) expect(section(run.stdout, heading)).toContain(figure);
  });

  test('the second cycle stages and sends nothing', () => {
    expect(section(run.stdout, 'Second cycle')).not.toMatch(
      /provisioned|export-(add|update|rename|delete)|stage-(add|update|delete)/,
    );
  });

  test('every change names a rule and a line on which it stands', () => {
    const causes = [...run.stdout.matchAll(/^ {13}(\w+) .* (\w+) (\w+\.syncrule):(\d+)$/gm)];
    expect(causes.length).toBeGreaterThan(15);
    for (const [, attribute, , file = '', line] of causes) {
      const text = readFileSync(join(directory, file), 'utf8').split('\n')[Number(line) - 1];
      expect(text).toMatch(new RegExp(`\\b${attribute}\\b`));
    }
  });

  test('the directory holds the joiner, the mover where they belong now, and no leaver', () => {
    const nameOf = (number: string) => syncrule('why', `corp.user:${number}`, 'dn').stdout;
    expect(nameOf('1261')).toContain('cn=Tuva Hellström (1261),ou=Information Technology');
    expect(nameOf('1012')).toContain('cn=Wilma Müller (1012),ou=Sales');
    expect(syncrule('search', 'Almqvist (1034)').stdout).not.toContain('corp.user');
  });

  test('the commands that it names work when pasted', () => {
    const commands = [...run.stdout.matchAll(/npx syncrule --config \S+ (.+)$/gm)].map(([, words = '']) =>
      words.split(' '),
    );
    expect(commands).toHaveLength(3);
    for (const words of commands) expect(syncrule(...words)).toMatchObject({ status: 0, stderr: '' });
    expect(syncrule(...(commands[0] ?? [])).stdout).toContain('corpAccount accounts.syncrule:');
  });

  test('what a value was made of is told in the words of its types', () => {
    expect(syncrule('why', 'corp.user:1012', 'description').stdout).toContain('read startDate "2010-05-01"');
    expect(syncrule('why', 'corp.user:1012', 'manager').stdout).toContain('read manager "hr:1004:0"');
  });

  test('colours are used only where they are wanted', () => {
    expect(demo({ FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(demo({ FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });
});

describe('the program', () => {
  test('has nothing to report and is formatted', () => {
    expect(rulec('validate', 'rules/hr-to-directory')).toMatchObject({ status: 0, stdout: '' });
    expect(rulec('fmt', '--check', 'rules/hr-to-directory').status).toBe(0);
  });
});
