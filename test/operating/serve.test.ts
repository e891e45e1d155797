// The service in a process of its own: it runs profiles when their time comes, tells how it is, and stops when it is told.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Installation, type Running } from './installation.js';

const EVERY_SECOND = { profile: 'default', cron: '* * * * * *', timeZone: 'Europe/Berlin' };
const NEVER_TODAY = { profile: 'default', cron: '0 0 29 2 *', timeZone: 'Pacific/Auckland' };

let one: Installation;
beforeEach(async () => {
  one = await Installation.make({});
});
afterEach(() => one.remove());

const configure = async (serve: object, more: object = {}): Promise<void> => {
  const config = JSON.parse(await one.read('syncrule.config.json'));
  await one.configure({ ...config, serve, ...more });
};

type Line = Readonly<Record<string, unknown>>;
const lines = (text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

interface Service extends Running {
  readonly url: string;
  readonly log: () => Promise<readonly Line[]>;
  /** Waits for a line with this message, so often. */
  readonly says: (message: string, times?: number) => Promise<void>;
  readonly get: (path: string) => Promise<{ readonly status: number; readonly text: string }>;
}

const startService = async (): Promise<Service> => {
  const running = one.start('serve', '--port', '0', '--log', 'service.log');
  const log = async () => lines((await one.read('service.log').catch(() => '')).replace(/[^\n]*$/, ''));
  const says = async (message: string, times = 1): Promise<void> => {
    while ((await log()).filter(({ msg }) => msg === message).length < times) {
      if (running.child.exitCode !== null) throw new Error(`the service ended: ${(await running.ended).err}`);
      await pause(20);
    }
  };
  await says('service begins');
  const url = String((await log())[0]?.url);
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, text: await response.text() };
  };
  return { ...running, url, log, says, get };
};

const value = (metrics: string, name: string): number =>
  Number(
    metrics
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1),
  );

describe('a service', () => {
  test('runs on schedule, refuses what overlaps and says so, tells how it is, and stops after the batch', async () => {
    await one.populate({ size: 20_000, year: 0 });
    await configure({ schedule: [EVERY_SECOND] });
    const service = await startService();
    expect(await service.get('/healthz')).toMatchObject({ status: 200 });
    expect(await service.get('/readyz')).toMatchObject({ status: 200 });
    expect(await service.get('/elsewhere')).toMatchObject({ status: 404 });
    await service.says('step begins');
    await service.says('run refused: another one is under way');
    const { text } = await service.get('/metrics');
    expect(value(text, 'syncrule_runs_refused_total{profile="default"}')).toBeGreaterThanOrEqual(1);
    expect(value(text, 'syncrule_run_running{profile="default"}')).toBe(1);
    expect(value(text, 'syncrule_next_run_seconds{profile="default"}')).toBeGreaterThan(Date.now() / 1000 - 10);
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, err: '' });
    expect((await service.log()).at(-1)).toMatchObject({ level: 'info', msg: 'service ended' });
    const { runs } = JSON.parse((await one.run('history', '--format', 'json')).out);
    expect(runs[0]).toMatchObject({ step: 'run default', status: 'interrupted' });
  });

  test('counts what runs did, and takes up another plan and configuration without being started again', async () => {
    await one.populate({ size: 40, year: 0 });
    await configure({ schedule: [EVERY_SECOND] });
    const service = await startService();
    await service.says('run ends');
    const { text } = await service.get('/metrics');
    expect(value(text, 'syncrule_changes_total{where="corp",name="export-add"}')).toBe(40);
    expect(value(text, 'syncrule_runs_total{profile="default",status="success"}')).toBeGreaterThanOrEqual(1);
    await configure({ schedule: [EVERY_SECOND] }, { staging: true });
    await one.populate({ size: 50, year: 0 });
    const told = (await service.log()).filter(({ msg }) => msg === 'run ends').length;
    await service.says('run ends', told + 2);
    expect((await service.log()).filter(({ status }) => status === 'staged')).not.toEqual([]);
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0 });
    expect((await one.read('corp.ldif')).match(/^dn: cn=/gm)).toHaveLength(40);
  });

  test('goes on after a run that could not begin, and is not ready until one could', async () => {
    await one.populate({ size: 5, year: 0 });
    await configure({ schedule: [EVERY_SECOND] });
    const service = await startService();
    await service.says('run ends');
    const config = await one.read('syncrule.config.json');
    await one.write('syncrule.config.json', config.replace('"plan.json"', '"other.json"'));
    await service.says('run failed');
    expect(await service.get('/readyz')).toMatchObject({ status: 503 });
    expect((await service.log()).find(({ msg }) => msg === 'run failed')).toMatchObject({
      level: 'error',
      reason: expect.stringContaining('other.json'),
    });
    await one.write('syncrule.config.json', config);
    const told = (await service.log()).filter(({ msg }) => msg === 'run ends').length;
    await service.says('run ends', told + 1);
    expect(await service.get('/readyz')).toMatchObject({ status: 200 });
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0 });
  });

  test('leaves the store to others between runs', async () => {
    await one.populate({ size: 5, year: 0 });
    await configure({ schedule: [NEVER_TODAY] });
    const service = await startService();
    expect(await one.run('run')).toMatchObject({ code: 0 });
    service.child.kill('SIGINT');
    expect(await service.ended).toMatchObject({ code: 0 });
  });
});

describe('a configuration is refused', () => {
  test.each<[string, object, string]>([
    ['with an address of other machines', { schedule: [NEVER_TODAY], listen: { host: '0.0.0.0' } }, 'beyondLoopback'],
    ['with a time that is none', { schedule: [{ ...NEVER_TODAY, cron: '61 * * * *' }] }, '"61 * * * *"'],
    ['with a time that never comes', { schedule: [{ ...NEVER_TODAY, cron: '0 0 30 2 *' }] }, 'never comes again'],
    ['with a zone that is none', { schedule: [{ ...NEVER_TODAY, timeZone: 'Europe/Atlantis' }] }, 'Europe/Atlantis'],
    ['with a profile that is none', { schedule: [{ ...NEVER_TODAY, profile: 'defult' }] }, 'Did you mean "default"?'],
    ['without a time zone', { schedule: [{ profile: 'default', cron: '0 0 * * *' }] }, 'lacks "timeZone"'],
  ])('%s', async (_, serve, hint) => {
    await configure(serve);
    const { code, err } = await one.run('serve');
    expect(code).toBe(2);
    expect(err).toContain(hint);
    expect(err).toMatch(/^syncrule\.config\.json:\d+:\d+: /);
  });

  test('without a schedule', async () => {
    expect(await one.run('serve')).toMatchObject({ code: 2, err: expect.stringContaining('serve.schedule') });
  });
});
