/**
 * Answers for a GitHub on this machine, for tests: stateful, with the REST and GraphQL endpoints this project reads,
 * limits, redirects, conditional requests, and faults by script. It listens on a loopback address only.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './faults';
import { GitHubState } from './gitHubState';
import { Limits } from './limits';
import { Office } from './office';
import { SeenRequests, type SeenRequest } from './seenRequests';
import { send } from './sending';

export interface GitHubServerOptions {
  /** 0: any that is free. */
  readonly port?: number;
  /** Epoch milliseconds; the machine's own time where it is not said. */
  readonly clock?: () => number;
  /** The server ends by itself after as long. */
  readonly lifeMs?: number;
}

export interface GitHubServer {
  /** `http://127.0.0.1:<port>`; below it everything is where api.github.com has it: `/repos/…`, `/graphql`. */
  readonly origin: string;
  /** Where an Enterprise Server has it: `<origin>/api/v3`. */
  readonly apiUrl: string;
  /** `<origin>/api/graphql` */
  readonly graphqlUrl: string;
  /** What there is; change it. */
  readonly state: GitHubState;
  /** The last thousands of requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  readonly faults: Faults;
  readonly limits: Limits;
  /** The server's clock: dates, resets and minutes follow it. */
  readonly time: { nowMs(): number; advance(byMs: number): void };
  /** Stands for now, to count from. */
  mark(): number;
  countSince(mark: number, matches?: (request: SeenRequest) => boolean): number;
  requestsSince(mark: number): readonly SeenRequest[];
  clearRequests(): void;
  /** Ends it, and cuts open connections. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const lifeMs = 30 * 60_000;
const mostBodyBytes = 1024 * 1024;

/** Does not keep a process alive by itself. */
export async function startGitHub(options: GitHubServerOptions = {}): Promise<GitHubServer> {
  const base = options.clock ?? (() => Date.now());
  let aheadMs = 0;
  const nowMs = (): number => base() + aheadMs;
  const state = new GitHubState(nowMs);
  const limits = new Limits(nowMs);
  const requests = new SeenRequests();
  let concurrent = 0;

  const server = createServer((request, response) => {
    concurrent++;
    response.on('close', () => concurrent--);
    handle(request, response).catch((error: unknown) => {
      // Not a fault on purpose: it has to be seen what is wrong here.
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => socket.unref());

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        server.unref();
        resolve();
      });
    });
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host}:${port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const faults = new Faults({ stopListening: close, listenAgain: () => persistently(() => listen(port)) });
  const office = new Office({ state, limits, requests, faults, origin });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const outcome = office.take(request, body, concurrent);
    const delayMs = faults.latencyMs + (outcome.fault?.delayMs ?? 0);
    if (delayMs > 0) await passes(delayMs);
    await outcome.fault?.until;
    if (response.destroyed) return;
    if (outcome.fault?.cut === 'beforeHeaders') {
      request.socket.destroy();
      return;
    }
    outcome.seen.status = outcome.answer.status;
    send(request, response, outcome.answer, outcome.fault);
  }

  const end = setTimeout(close, options.lifeMs ?? lifeMs).unref();
  return {
    origin,
    apiUrl: `${origin}/api/v3`,
    graphqlUrl: `${origin}/api/graphql`,
    state,
    requests: requests.list,
    faults,
    limits,
    time: {
      nowMs,
      advance: (byMs) => {
        aheadMs += byMs;
      },
    },
    mark: () => requests.mark(),
    countSince: (mark, matches) => requests.countSince(mark, matches),
    requestsSince: (mark) => requests.since(mark),
    clearRequests: () => {
      requests.clear();
    },
    stop: async () => {
      clearTimeout(end);
      await faults.settled();
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

/** Somebody else may have the port for a moment. */
async function persistently(attempt: () => Promise<void>): Promise<void> {
  for (let left = 50; ; left--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await passes(100);
    }
  }
}

const passes = (delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs).unref();
  });

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBodyBytes) throw new Error('the body of a request is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
