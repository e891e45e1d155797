// What the service says of itself over HTTP: whether it lives, whether it is ready, and its metrics. Nothing else, and no data.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

export interface Listen {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface Readiness {
  readonly ready: boolean;
  /** Why it is not. */
  readonly reason?: string;
}

export interface StatusServer {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves `/healthz`, `/readyz` and `/metrics`. Throws what the operating system says of the address. */
export const serveStatus = async (
  { host, port }: Listen,
  { metrics, readiness }: { readonly metrics: Metrics; readonly readiness: () => Readiness },
): Promise<StatusServer> => {
  const server = createServer((request, response) => {
    answer(request, { metrics, readiness }).then(
      (given) => send(response, given),
      () => send(response, { status: 500, type: JSON_TYPE, text: '{"error":"the answer could not be made"}\n' }),
    );
  });
  await listening(server, host, port);
  return { url: urlOf(server), close: () => closed(server) };
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

const answer = async (
  { method, url = '/' }: IncomingMessage,
  { metrics, readiness }: { readonly metrics: Metrics; readonly readiness: () => Readiness },
): Promise<Answer> => {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { error: 'only GET and HEAD are answered' });
  switch (new URL(url, 'http://localhost').pathname) {
    case '/healthz':
      return json(200, { status: 'alive' });
    case '/readyz': {
      const state = readiness();
      return json(state.ready ? 200 : 503, state);
    }
    case '/metrics':
      return { status: 200, type: metrics.contentType, text: await metrics.text() };
    default:
      return json(404, { error: 'there are /healthz, /readyz and /metrics' });
  }
};

const json = (status: number, body: object): Answer => ({ status, type: JSON_TYPE, text: `${JSON.stringify(body)}\n` });

const send = (response: ServerResponse, { status, type, text }: Answer): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
};

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const urlOf = (server: Server): string => {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('bug: the server listens to no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
};
