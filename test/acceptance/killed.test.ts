// A19: many accounts to be made, the process killed in the middle again and again, and none made twice.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Installation } from '../operating/installation.js';

const LONG = process.env.SYNCRULE_LONG === '1';
const PEOPLE = LONG ? 100_000 : 8_000;
const KILLS = LONG ? 20 : 5;

test(
  'A19 Crash, resume, no double write',
  async () => {
    const one = await Installation.make({});
    try {
      await one.populate({ size: PEOPLE, year: 0 });
      for (const argv of [['import', 'hr'], ['import', 'corp'], ['sync']])
        expect(await one.run(...argv)).toMatchObject({ code: 0, err: '' });
      const entries = async (): Promise<number> => (await one.read('corp.ldif')).match(/^dn: cn=/gm)?.length ?? 0;
      for (let kills = 0, before = 0; kills < KILLS; ) {
        const { child, ended } = one.start('export', 'corp');
        // Killed when it got further than the last one did; now and then a while later.
        const over = ended.then(() => true);
        const further = async (): Promise<boolean> => (await entries()) > before;
        while (!(await Promise.race([over, pause(20, false)])) && !(await further()));
        await pause(Math.random() * 150);
        child.kill('SIGKILL');
        const { signal } = await ended;
        const after = await entries();
        expect(after, 'nothing is lost').toBeGreaterThanOrEqual(before);
        if (signal !== 'SIGKILL') break;
        before = after;
        kills += 1;
      }
      expect(await one.run('export', 'corp')).toMatchObject({ code: 0, err: '' });
      expect(await entries()).toBe(PEOPLE);
      const created = [...(await one.read('changes.ldif')).matchAll(/^dn: (.*)\nchangetype: add$/gm)].map(
        ([, dn]) => dn,
      );
      expect(new Set(created).size, 'made twice').toBe(created.length);
      expect(await one.run('doctor')).toMatchObject({ code: 0 });
      expect(await one.run('import', 'corp')).toMatchObject({ code: 0 });
      expect(await one.run('sync')).toMatchObject({ code: 0 });
      const { counts, errorCounts } = JSON.parse((await one.run('status', '--format', 'json')).out);
      expect({ operations: counts.operations, errorCounts }).toEqual({ operations: {}, errorCounts: {} });
    } finally {
      await one.remove();
    }
  },
  LONG ? 3_600_000 : 600_000,
);
