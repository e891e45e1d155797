// Opening a connection: encryption first, then the password, never the other way round.
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type ConnectionOptions, rootCertificates } from 'node:tls';
import { Client, ResultCodeError } from 'ldapts';
import { type ConnectorContext, ConnectorError } from '../port.js';
import { codeName } from './results.js';
import type { LdapSettings } from './settings.js';

/** Connects, encrypts and signs in. */
export async function connect(settings: LdapSettings, context: ConnectorContext): Promise<Client> {
  const url = new URL(settings.url);
  const encrypted = url.protocol === 'ldaps:' || settings.startTls === true;
  refusePlaintext(settings, encrypted, hostOf(url));
  const tls = encrypted ? await tlsOptions(settings, context, hostOf(url)) : undefined;
  const connectTimeout = (settings.connectTimeout ?? 15) * 1000;
  const client = new Client({
    url: settings.url,
    timeout: (settings.timeout ?? 120) * 1000,
    connectTimeout,
    ...(url.protocol === 'ldaps:' && tls !== undefined ? { tlsOptions: tls } : {}),
  });
  try {
    if (url.protocol === 'ldap:' && tls !== undefined) await within(connectTimeout, client.startTLS(tls));
    const password = settings.password === undefined ? '' : await context.secret(settings.password);
    if (settings.bindDn !== undefined && password === '') throw emptyPassword(context);
    await client.bind(settings.bindDn ?? '', password);
    return client;
  } catch (error) {
    await client.unbind().catch(() => undefined);
    throw error instanceof ConnectorError ? error : openingFault(settings, error);
  }
}

/** A simple bind with an empty password succeeds as nobody (RFC 4513, 5.1.2). */
const emptyPassword = (context: ConnectorContext): ConnectorError =>
  new ConnectorError('auth', `The password of connector ${JSON.stringify(context.name)} is empty.`);

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

function refusePlaintext({ bindDn, allowPlaintext, url }: LdapSettings, encrypted: boolean, host: string): void {
  if (encrypted || bindDn === undefined || (allowPlaintext === true && isLoopback(host))) return;
  const text =
    allowPlaintext === true
      ? `"allowPlaintext" holds only for this very machine (localhost, 127.0.0.1, ::1), and ${url} is another.`
      : `The password would travel unencrypted to ${url}.`;
  throw new ConnectorError('configuration', `${text} Use ldaps://, or ldap:// with "startTls": true.`);
}

async function tlsOptions(settings: LdapSettings, context: ConnectorContext, host: string): Promise<ConnectionOptions> {
  const ca =
    settings.ca === undefined ? undefined : await certificates(resolve(context.directory, settings.ca), settings.ca);
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  };
}

async function certificates(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectorError('configuration', `Cannot read the certificates in ${shown}: ${reason}.`, { cause: error });
  }
}

/** ldapts sets no limit to the handshake after StartTLS. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Connection timeout')), milliseconds);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function openingFault(settings: LdapSettings, error: unknown): ConnectorError {
  if (
    error instanceof ResultCodeError ||
    (error instanceof Error && 'code' in error && typeof error.code === 'number')
  ) {
    const code = Number(error.code);
    const who = settings.bindDn === undefined ? 'nobody' : JSON.stringify(settings.bindDn);
    const text = `Signing in to ${settings.url} as ${who} ended with ${codeName(code)} (${code}).`;
    return new ConnectorError(code === 51 || code === 52 ? 'connection' : 'auth', text, { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  const certificate = /certificate|self.signed|SELF_SIGNED|issuer|altnames|verify/i.test(`${reason} ${codeOf(error)}`);
  const hint = certificate
    ? ' If the certificate is your own, name the file of its issuer in "ca"; it is never left unchecked.'
    : '';
  return new ConnectorError('connection', `Cannot connect to ${settings.url}: ${reason}.${hint}`, { cause: error });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
