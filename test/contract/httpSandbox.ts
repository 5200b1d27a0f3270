/** A loopback server that answers by script and sees everything, and clients to talk to it. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { httpClients } from '../../src/adapters/http/httpClients';
import type { HttpLimits } from '../../src/adapters/http/httpOptions';
import type { Disposable } from '../../src/ports/disposable';
import type { HttpClient, HttpClients, HttpRequest } from '../../src/ports/httpClient';
import { FakeLog } from '../fakes/fakeLog';

/** Recognisable wherever it should not be. */
export const token = 'ghp_recognisable0123456789';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of this process's clock. */
  readonly atMs: number;
}

/** @param nth from 1 */
export type Script = (seen: Seen, response: ServerResponse, nth: number) => void | Promise<void>;

export const answer = (
  response: ServerResponse,
  status = 200,
  headers: Record<string, string> = {},
  body = '{}',
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
};

export class ScriptedServer {
  readonly seen: Seen[] = [];
  script: Script = (_, response) => {
    answer(response);
  };
  /** How many requests were under way at once, at most. */
  mostAtOnce = 0;
  connections = 0;
  private atOnce = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly secure: { key: string; cert: string } | null) {
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      void this.handle(request, response);
    };
    this.server = secure === null ? createServer(onRequest) : createSecureServer(secure, onRequest);
    this.server.on('connection', (socket: Socket) => {
      this.connections++;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(secure: { key: string; cert: string } | null = null, port = 0): Promise<ScriptedServer> {
    const server = new ScriptedServer(secure);
    server.server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.secure === null ? 'http' : 'https'}://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    response.on('close', () => {
      this.atOnce--;
    });
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const { method = '', url = '', headers } = request;
    const seen: Seen = { method, path: url, headers, body, atMs: Date.now() };
    this.seen.push(seen);
    await this.script(seen, response, this.seen.length);
  }
}

/** Short enough for a test, otherwise as they are. */
const quick: Partial<HttpLimits> = { statusEveryMs: 10, serverRetryMs: 20, timeoutMs: 5000 };

/** Everything a test begins, ended by `end`. */
export class HttpSandbox {
  readonly log = new FakeLog();
  private readonly servers: ScriptedServer[] = [];
  private readonly clients: Disposable[] = [];

  async server(
    script?: Script,
    secure: { key: string; cert: string } | null = null,
    port = 0,
  ): Promise<ScriptedServer> {
    const server = await ScriptedServer.start(secure, port);
    if (script !== undefined) server.script = script;
    this.servers.push(server);
    return server;
  }

  all(limits: Partial<HttpLimits> = {}): HttpClients & Disposable {
    const all = httpClients({
      clock: systemClock,
      log: this.log,
      random: { next: () => 0.5 },
      userAgent: 'context-scout-test',
      limits: { ...quick, ...limits },
    });
    this.clients.push(all);
    return all;
  }

  client(origin: string, limits: Partial<HttpLimits> = {}): HttpClient {
    return this.all(limits).client(origin, 'ada');
  }

  async end(): Promise<void> {
    for (const client of this.clients.splice(0)) client.dispose();
    await Promise.all(this.servers.splice(0).map((server) => server.stop()));
  }
}

export const never = new AbortController().signal;

export function get(origin: string, path: string, rest: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    url: `${origin}${path}`,
    headers: { authorization: `Bearer ${token}` },
    body: null,
    priority: 'refresh',
    resource: 'core',
    ...rest,
  };
}

/** Headers of a budget. @param resetInMs rounded up to a whole second, as servers tell it */
export function budget(remaining: number, resetInMs: number, limit = 5000, resource = 'core'): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((Date.now() + resetInMs) / 1000)),
    'x-ratelimit-resource': resource,
  };
}

/** @throws with `orElse` when it is not so in time. */
export async function until(isSo: () => boolean, orElse: string, timeoutMs = 5000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(orElse);
    await delay(5);
  }
}
