// Every program that ships carries tests, which reach nearly all of it, and leave no change unnoticed without a reason.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '@syncrule/compiler/cli';
import { describe, expect, test } from 'vitest';

const RULES = fileURLToPath(new URL('../../rules/', import.meta.url));
const programs = readdirSync(RULES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const rulec = async (...argv: readonly string[]) => {
  const said = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readStdin: () => '',
    directory: RULES,
    colours: { out: false, err: false },
    watched: false,
    interruption: () => new AbortController().signal,
  });
  return { code, ...said };
};

test('there are programs', () => expect(programs).toContain('hr-to-directory'));

describe.each(programs)('%s', (program) => {
  test('nothing is wrong with it', async () => {
    expect(await rulec('validate', program, '--max-warnings', '0')).toMatchObject({ code: 0, out: '' });
  });

  test('it is formatted', async () => {
    expect(await rulec('fmt', '--check', program)).toMatchObject({ code: 0 });
  });

  test('its tests pass, reach nine tenths of it, and notice what changes', { timeout: 300_000 }, async () => {
    const { code, out, err } = await rulec('test', program, '--threshold', '90', '--mutate');
    expect({ code, said: code === 0 ? '' : out + err }).toEqual({ code: 0, said: '' });
  });

  test('it works as it stands, and a second run changes nothing', { timeout: 120_000 }, () => {
    const directory = mkdtempSync(join(tmpdir(), 'syncrule-rules-'));
    cpSync(join(RULES, program), directory, { recursive: true });
    const run = (command: string, ...argv: readonly string[]) =>
      spawnSync(process.execPath, [join(RULES, '..', command), ...argv], { cwd: directory, encoding: 'utf8' });
    expect(run('compiler/bin/rulec.js', 'compile', '.', '-o', 'plan.json')).toMatchObject({ status: 0 });
    const [first, second] = [run('runtime/bin/syncrule.js', 'run'), run('runtime/bin/syncrule.js', 'run')];
    rmSync(directory, { recursive: true });
    expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('export-add') });
    expect(second).toMatchObject({
      status: 0,
      stdout: expect.not.stringMatching(/export-(add|update|delete)|provisioned/),
    });
  });
});
