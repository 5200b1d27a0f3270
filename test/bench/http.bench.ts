/** Measures requests to a server with limits: how fast a budget is used, whether one is ever refused, and a click behind a backlog. */
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { httpClients } from '../../src/adapters/http/httpClients';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import type { HttpClient, HttpRequest, RequestPriority } from '../../src/ports/httpClient';
import { FakeLog } from '../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import { seedRepository } from '../fakes/github/seed';
import { median, type Figure } from './figure';
import { waitFor } from './waitFor';

const tokenText = 'bench';
const workflows = 5;
/** How many requests a workflow has under way at once: pages of a listing. */
const pagesAtOnce = 8;
const answerMs = 50;
const clicks = 15;
const betweenClicksMs = 200;
const waiting = 1000;
const wholeBudget = 5000;
/** What is sent a second on the long run, a little less to be through in time. */
const usedPerSecond = 10;

/** @param seconds how long the budget may last; 5,000 points take seven minutes, less time gets a smaller budget */
export async function benchHttp(seconds: number): Promise<readonly Figure[]> {
  return [...(await usingUpABudget(seconds)), await clickBehindBacklog()];
}

interface Rig {
  readonly server: GitHubServer;
  readonly client: HttpClient;
  readonly ask: (priority: RequestPriority, signal: AbortSignal) => ReturnType<HttpClient['send']>;
}

async function withServer<T>(use: (rig: Rig) => Promise<T>): Promise<T> {
  const server = await startGitHub();
  const clients = httpClients({ clock: systemClock, log: new FakeLog(), random: systemRandom, userAgent: 'bench' });
  try {
    seedRepository(server.state, { issues: 20 });
    server.state.addToken(tokenText, 'ada');
    server.faults.latencyMs = answerMs;
    const client = clients.client(server.origin, 'ada');
    const request: Omit<HttpRequest, 'priority'> = {
      method: 'GET',
      url: `${server.origin}/repos/acme/shop/issues/1`,
      headers: { authorization: `Bearer ${tokenText}` },
      body: null,
      resource: 'core',
    };
    return await use({ server, client, ask: (priority, signal) => client.send({ ...request, priority }, signal) });
  } finally {
    clients.dispose();
    await server.stop();
  }
}

function usingUpABudget(seconds: number): Promise<readonly Figure[]> {
  return withServer(async ({ server, client, ask }) => {
    const budget = Math.min(wholeBudget, Math.floor(seconds * usedPerSecond));
    server.limits.core = budget;
    const { signal } = new AbortController();
    let failures = 0;
    const workflow = async (): Promise<void> => {
      for (;;) {
        const pages = await Promise.all(Array.from({ length: pagesAtOnce }, () => ask('refresh', signal)));
        const failed = pages.flatMap((page) => (page.ok ? [] : [page.error]));
        failures += failed.filter(({ kind }) => kind !== 'rateLimited').length;
        if (failed.length > 0) return;
      }
    };
    const beganMs = performance.now();
    await Promise.all(Array.from({ length: workflows }, workflow));
    const tookMs = performance.now() - beganMs;
    const { sent, limited } = client.statistics;
    const what = `${workflows} workflows with ${budget} points`;
    const refused = server.requests.filter(({ status }) => status === 403 || status === 429).length;
    return [
      {
        figure: `${what}: time a request`,
        value: tookMs / sent,
        unit: 'ms',
        yardstick: null,
        target: '250 ms',
        note: `${(sent / (tookMs / 1000)).toFixed(1)} requests a second for ${Math.round(tookMs / 1000)} s; at least 4 a second are asked for. The server answers in ${answerMs} ms and allows 900 points in any minute.`,
      },
      {
        figure: `${what}: refused by the server, or failed`,
        value: Math.max(refused, limited) + failures,
        unit: 'count',
        yardstick: null,
        target: '0',
      },
      {
        figure: `${what}: points left when they stop`,
        value: server.limits.budget(tokenText, 'core').remaining,
        unit: 'count',
        yardstick: null,
        target: String(Math.floor(budget * 0.02)),
        note: 'A hundredth is kept for what a person asks for.',
      },
    ];
  });
}

function clickBehindBacklog(): Promise<Figure> {
  return withServer(async ({ client, ask }) => {
    const never = new AbortController().signal;
    const timed = async (): Promise<number> => {
      const beganMs = performance.now();
      const result = await ask('user', never);
      if (!result.ok) throw new Error(`a request of a person failed: ${result.error.kind}`);
      return performance.now() - beganMs;
    };
    const several = async (): Promise<number> => {
      const times: number[] = [];
      for (let nth = 0; nth < clicks; nth++) {
        times.push(await timed());
        // Nobody clicks faster, and the backlog gets its points.
        await delay(betweenClicksMs);
      }
      return median(times);
    };
    await several();
    const idleMs = await several();
    const abort = new AbortController();
    const backlog = Array.from({ length: waiting + 150 }, () => ask('backlog', abort.signal).catch(() => null));
    await waitFor(() => client.status.running > 1, 'the backlog is not sent');
    const busyMs = await several();
    const { queued } = client.status;
    abort.abort();
    await Promise.all(backlog);
    if (queued < waiting - 500) throw new Error(`only ${queued} requests waited`);
    return {
      figure: `a person's request behind a backlog of ${waiting}`,
      value: busyMs,
      unit: 'ms',
      yardstick: { name: 'idle', value: idleMs },
      target: '1.2x',
      note: `Median of ${clicks}; ${queued} still waited after the last. The server answers in ${answerMs} ms.`,
    };
  });
}
