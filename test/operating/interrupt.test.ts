// Ctrl-C, in real processes: the first ends after the batch with exit code 130, the second at once; the next run goes on.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, Installation, SYNCRULE } from './installation.js';

const SIZE = 6_000;

let undisturbed: Installation;
let disturbed: Installation;
beforeAll(async () => {
  undisturbed = await Installation.make({});
  disturbed = await Installation.make({});
  for (const one of [undisturbed, disturbed]) await one.populate({ size: SIZE, year: 0 });
});
afterAll(async () => {
  for (const one of [undisturbed, disturbed]) await one.remove();
});

describe('the first Ctrl-C', () => {
  test.each([
    [['import', 'hr'], 'full import', 'was interrupted after'],
    [['import', 'corp'], undefined, undefined],
    [['sync'], 'joining', 'the synchronisation was interrupted'],
    [['export', 'corp'], 'export', 'was interrupted after'],
    [['import', 'corp'], 'full import', 'was interrupted after'],
    [['sync'], undefined, undefined],
  ] as const)('%j ends after the batch, and the next run goes on', async (argv, phase, message) => {
    expect(await undisturbed.run(...argv)).toMatchObject({ code: 0, err: '' });
    if (phase !== undefined) {
      const interrupted = await interruptIn(disturbed, argv, phase);
      expect(interrupted.err).toContain('Ending after this batch. Press Ctrl-C again to end at once.');
      expect(interrupted.out).toContain(message);
      expect(interrupted.code).toBe(130);
      const { out } = await disturbed.run('history', '--format', 'json');
      expect(JSON.parse(out).runs[0]).toMatchObject({ status: 'interrupted' });
    }
    expect(await disturbed.run(...argv)).toMatchObject({ code: 0, err: '' });
    expect(await disturbed.state()).toEqual(await undisturbed.state());
  });
});

test('the second Ctrl-C ends at once, also where nothing answers', async () => {
  const one = await Installation.make({});
  // A pipe that nobody writes to: whoever reads it waits.
  execFileSync('mkfifo', [join(one.directory, 'hr.csv')]);
  try {
    const { child, ended } = one.start('import', 'hr', '--log', 'waiting.log');
    const told = new Promise((resolve) => child.stderr?.once('data', resolve));
    await untilLogSays(one, 'waiting.log', 'step begins', ended);
    child.kill('SIGINT');
    await told;
    await pause(200);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    // Ended by the signal itself, which shells tell as 130.
    expect(await ended).toMatchObject({ code: null, signal: 'SIGINT' });
  } finally {
    await one.remove();
  }
});

/** Interrupts the command when its log says that this phase has begun. */
const interruptIn = async (one: Installation, argv: readonly string[], phase: string): Promise<Ended> => {
  const log = `interrupted-${argv.join('-')}.log`;
  const { child, ended } = one.start(...argv, '--log', log, '--log-level', 'debug');
  await untilLogSays(one, log, `"phase":"${phase}"`, ended);
  child.kill('SIGINT');
  return ended;
};

/** Waits until a line of the log holds the text, or the process has ended. */
const untilLogSays = async (one: Installation, log: string, text: string, ended: Promise<Ended>): Promise<void> => {
  const over = ended.then(() => true);
  while (!(await Promise.race([over, pause(5, false)]))) {
    const told = await one.read(log).catch(() => '');
    if (told.includes(text)) return;
  }
};

describe.runIf(hasTerminal())('on a terminal', () => {
  test('a bar shows how far it got, and Ctrl-C as a key ends after the batch', async () => {
    const one = await Installation.make({});
    try {
      await one.populate({ size: 40_000, year: 0 });
      const { code, screen } = await onTerminal(one.directory, [process.execPath, SYNCRULE, 'import', 'hr']);
      expect(screen).toMatch(/full import hr {2}[█░]+ {2}full import \d+/);
      expect(screen).toContain('Ending after this batch');
      expect(code).toBe(130);
      expect(await one.run('import', 'hr')).toMatchObject({ code: 0 });
    } finally {
      await one.remove();
    }
  });
});

function hasTerminal(): boolean {
  if (existsSync('/usr/bin/script')) return true;
  const message =
    '/usr/bin/script is absent: the tests on a pseudo terminal did NOT run. Install the package bsdutils.';
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message}\n`);
  return false;
}

/** Runs a command on a pseudo terminal and presses Ctrl-C when the bar of the import of HR has shown. */
const onTerminal = async (
  cwd: string,
  command: readonly string[],
): Promise<{ readonly code: number | null; readonly screen: string }> => {
  const { NO_COLOR: _no, ...env } = process.env;
  const child = spawn('script', ['-qec', command.join(' '), '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'xterm-256color', COLUMNS: '120' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  let pressed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    if (pressed || !/full import hr .*full import \d+/s.test(screen)) return;
    pressed = true;
    child.stdin.write('\u0003');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, screen };
};
