// A real OpenLDAP server of a test's own: a temporary directory, free ports of this machine, a certificate made for it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Slapd {
  /** Without encryption; only for tests. */
  readonly url: string;
  readonly secureUrl: string;
  /** The file of the certificate to trust. */
  readonly ca: string;
  readonly suffix: string;
  readonly adminDn: string;
  readonly password: string;
  /** The id of the process. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface SlapdOptions {
  readonly suffix?: string;
  /** Overlays to load: `memberof`, `refint`, ... */
  readonly overlays?: readonly string[];
  /** Lines of slapd.conf for the database. */
  readonly database?: readonly string[];
  /** Schema text in the form of slapd.conf. */
  readonly schema?: string;
}

const BINARY = '/usr/sbin/slapd';

/** Whether there is a server to be had. Says so loudly where there is none; in CI that is a failure. */
export function hasSlapd(): boolean {
  if (existsSync(BINARY)) return true;
  const message = `${BINARY} is absent: the tests against a real LDAP server did NOT run. Install the package slapd.`;
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message}\n`);
  return false;
}

/** Starts a server and waits until it answers. */
export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const directory = await mkdtemp(join(tmpdir(), 'syncrule-slapd-'));
  const [port, securePort] = [await freePort(), await freePort()];
  const suffix = options.suffix ?? 'dc=example,dc=com';
  const adminDn = `cn=admin,${suffix}`;
  const password = 'only for this test';
  await mkdir(join(directory, 'data'));
  makeCertificate(directory);
  await writeFile(join(directory, 'slapd.conf'), configuration(directory, { suffix, adminDn, password, options }));
  const url = `ldap://127.0.0.1:${port}`;
  const secureUrl = `ldaps://127.0.0.1:${securePort}`;
  const child = await launch(directory, `${url}/ ${secureUrl}/`);
  await answering(port, child, directory);
  return {
    url,
    secureUrl,
    ca: join(directory, 'cert.pem'),
    suffix,
    adminDn,
    password,
    pid: Number(child.pid),
    stop: () => stop(child, directory),
  };
}

interface Parts {
  readonly suffix: string;
  readonly adminDn: string;
  readonly password: string;
  readonly options: SlapdOptions;
}

function configuration(directory: string, { suffix, adminDn, password, options }: Parts): string {
  const schemas = ['core', 'cosine', 'nis', 'inetorgperson'];
  const overlays = options.overlays ?? [];
  return [
    ...schemas.map((name) => `include /etc/ldap/schema/${name}.schema`),
    options.schema ?? '',
    `pidfile ${directory}/slapd.pid`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    ...overlays.map((name) => `moduleload ${name}`),
    `TLSCertificateFile ${directory}/cert.pem`,
    `TLSCertificateKeyFile ${directory}/key.pem`,
    'sizelimit unlimited',
    'database mdb',
    'maxsize 268435456',
    `suffix "${suffix}"`,
    `rootdn "${adminDn}"`,
    `rootpw "${password}"`,
    `directory ${directory}/data`,
    'dbnosync',
    'index objectClass eq',
    'index entryUUID eq',
    ...overlays.map((name) => `overlay ${name}`),
    ...(options.database ?? []),
    '',
  ].join('\n');
}

function makeCertificate(directory: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const files = ['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'cert.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...key, '-nodes', '-days', '2', ...files, ...subject], { stdio: 'pipe' });
}

/** As root the server runs as nobody, who must be able to read what we wrote. */
async function launch(directory: string, urls: string): Promise<ChildProcess> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['-R', 'nobody', directory]);
  await chmod(directory, 0o755);
  const user = isRoot ? ['-u', 'nobody'] : [];
  const child = spawn(BINARY, ['-d', '0', ...user, '-f', join(directory, 'slapd.conf'), '-h', urls], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.on('data', (chunk: Buffer) => errors.set(child, (errors.get(child) ?? '') + chunk.toString()));
  const killed = (): void => void child.kill();
  process.once('exit', killed);
  child.once('exit', () => process.off('exit', killed));
  return child;
}

const errors = new WeakMap<ChildProcess, string>();

async function answering(port: number, child: ChildProcess, directory: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await canConnect(port)) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const configured = await readFile(join(directory, 'slapd.conf'), 'utf8');
  await stop(child, directory);
  throw new Error(`slapd did not start:\n${errors.get(child) ?? ''}\n${configured}`);
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (result: boolean) => (): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

async function stop(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await gone;
  }
  await rm(directory, { recursive: true, force: true });
}
