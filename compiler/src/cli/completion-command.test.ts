// rulec completion: the scripts know every command of rulec.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from './testing/desk.js';

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.remove());

test.each(['bash', 'zsh', 'fish', 'pwsh'])('%s knows every command', async (shell) => {
  const { code, out } = await desk.rulec(`completion ${shell}`);
  const help = (await desk.rulec('--help')).out;
  const commands = [...help.matchAll(/^ {2}([a-z]+)[| ].*$/gm)].map(([, name]) => name ?? '');
  expect(code).toBe(0);
  expect(commands).toContain('graph');
  expect(commands.filter((name) => name !== 'help' && !new RegExp(`\\b${name}\\b`).test(out))).toEqual([]);
});

test('bash reads it without a word', async () => {
  const { out } = await desk.rulec('completion bash');
  expect(spawnSync('bash', ['-u', '-c', out], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

test('another shell is wrong usage', async () => {
  expect(await desk.rulec('completion csh')).toMatchObject({
    code: 2,
    err: expect.stringContaining('bash, zsh, fish, pwsh'),
  });
});
