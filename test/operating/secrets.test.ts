// No secret leaves the process but to the system that it is for: planted in every kind of reference, through runs that
// succeed and runs that fail in every way, then looked for in everything that was written.
import { execFileSync } from 'node:child_process';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { hasSlapd, startSlapd } from '@syncrule/runtime/connectors/testing';
import { describe, expect, test } from 'vitest';
import { type Ended, Installation } from './installation.js';

/** With characters that are written otherwise in JSON, in addresses and in base64. */
const WRONG = 'wrong "pass\\word" & planted 7f3a';

const CONTAINERS =
  'dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n\ndn: ou=people,dc=example,dc=com\nobjectClass: organizationalUnit\nou: people\n';

describe.runIf(hasSlapd())('a password', () => {
  test('of a server is in no output, log, store, plan or copy', async () => {
    const slapd = await startSlapd();
    const one = await Installation.make({
      target: { kind: 'ldap', settings: {} },
      env: { PASSWORD: slapd.password, WRONG },
    });
    const told: Ended[] = [];
    const run = async (...argv: readonly string[]): Promise<Ended> => {
      const ended = await one.run(...argv, '--log', 'run.log', '--log-level', 'debug');
      told.push(ended);
      return ended;
    };
    try {
      const bind = ['-x', '-H', slapd.url, '-D', slapd.adminDn, '-w', slapd.password];
      execFileSync('ldapadd', bind, { input: CONTAINERS, stdio: ['pipe', 'ignore', 'pipe'] });
      await one.populate({ size: 20, year: 0 });
      const server = { url: slapd.secureUrl, ca: slapd.ca, bindDn: slapd.adminDn };
      const settings = { ...server, bases: ['ou=people,dc=example,dc=com'] };
      const configure = async (more: object): Promise<void> => {
        const config = JSON.parse(await one.read('syncrule.config.json'));
        const corp = { ...config.connectors.corp, settings: { ...settings, ...more } };
        await one.configure({ ...config, connectors: { ...config.connectors, corp } });
      };
      await one.write('secret', `${slapd.password}\n`);
      await chmod(join(one.directory, 'secret'), 0o600);
      await one.write('wrong', WRONG);

      const failing = [
        { password: { env: 'WRONG' } },
        { password: { file: 'wrong' } },
        { password: { env: 'NOT_SET' } },
        { password: { file: 'not-there' } },
        { password: { env: 'PASSWORD' }, url: `ldaps://127.0.0.1:${await freePort()}` },
        { password: { env: 'PASSWORD' }, ca: undefined },
        { password: { env: 'PASSWORD' }, bases: ['ou=nowhere,dc=example,dc=com'] },
        { password: { env: 'PASSWORD' }, bindDn: 'no name at all' },
        { password: slapd.password },
      ];
      for (const fault of failing) {
        await configure(fault);
        expect((await run('run')).code, JSON.stringify(Object.keys(fault))).not.toBe(0);
        await run('doctor');
      }
      await configure({ password: { file: 'secret' } });
      expect(await run('run')).toMatchObject({ code: 0 });
      await configure({ password: { env: 'PASSWORD' } });
      await one.populate({ size: 30, year: 2 });
      for (const argv of [['run'], ['errors'], ['history'], ['history', '1'], ['doctor'], ['backup', 'copy.db']])
        expect((await run(...argv)).code).toBeLessThanOrEqual(1);
      for (const format of ['text', 'json']) await run('status', '--format', format);

      const planted = [slapd.password, WRONG].flatMap(formsOf);
      const holds = (text: string): readonly string[] => planted.filter((form) => text.includes(form));
      for (const { out, err } of told) expect(holds(out + err), out + err).toEqual([]);
      const files = await readdir(one.directory, { recursive: true, withFileTypes: true });
      const written = files.filter((file) => file.isFile() && !['secret', 'wrong'].includes(file.name));
      expect(written.map(({ name }) => name)).toEqual(expect.arrayContaining(['run.log', 'store.db', 'copy.db']));
      for (const { parentPath, name } of written) {
        // The last of the failing configurations held it in the clear, and was refused; it is not there any more.
        expect(holds((await readFile(join(parentPath, name))).toString('latin1')), name).toEqual([]);
      }
    } finally {
      await one.remove();
      await slapd.stop();
    }
  }, 600_000);
});

const formsOf = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret, 'utf16le').toString('latin1'),
];

/** One that nobody listens to. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
