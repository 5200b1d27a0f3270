/** Measures what it takes to stay current with GitHub: while nothing changes, after a restart, and when an issue changed. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SeenRequest } from '../fakes/github/seenRequests';
import { median, type Figure } from './figure';
import type { GitHubPlace } from './githubPlace';
import type { GitHubProcess } from './githubProcess';
import { tally } from './githubRequests';

const rounds = 7;
const restarts = 3;
/** What is asked late is counted as well. */
const settleMs = 500;

interface Refresh {
  readonly asked: readonly SeenRequest[];
  readonly tookMs: number;
  /** The same requests, plainly. */
  readonly plainMs: number;
}

const note =
  'A whole refresh, git included, in the extension’s wiring with the issues in memory; the yardstick sends the same requests in the same process by fetch and JSON.parse.';

export async function* measureSteadyState(at: GitHubPlace): AsyncGenerator<Figure> {
  const cache = at.newCache();
  const { first, unchanged } = await at.within({ cache }, async (window) => {
    const found = await refresh(at, window, 'refresh');
    const later: Refresh[] = [];
    for (let round = 0; round < rounds; round++) later.push(await refresh(at, window, 'user'));
    return { first: found, unchanged: later };
  });
  yield* cost('refresh, nothing changed', unchanged, first);
  yield time('refresh, nothing changed: time', unchanged, note);
  const restarted: Refresh[] = [];
  for (let round = 0; round < restarts; round++) {
    restarted.push(await at.within({ cache }, (window) => refresh(at, window, 'refresh')));
  }
  yield* cost('first refresh of a new process, nothing changed', restarted, first);
}

export async function* measureChange(at: GitHubPlace): AsyncGenerator<Figure> {
  const cache = await at.filledCache();
  const refreshes = await at.within({ cache }, async (window) => {
    await refresh(at, window, 'refresh');
    const found: Refresh[] = [];
    for (const [nth, issue] of at.unrelatedIssues.slice(0, rounds).entries()) {
      const title = `Changed as number ${nth}`;
      at.server.state.edit(issue, { title });
      found.push(await refresh(at, window, 'user'));
      if ((await window.ask('title', issue.number)) !== title) throw new Error('the change was not read');
    }
    return found;
  });
  yield {
    figure: 'refresh, one issue changed: requests',
    value: perRefresh(refreshes, () => 1),
    unit: 'count',
    yardstick: { name: 'what changed, and whether anything did', value: 2 },
    target: '2',
    note: `Asked for: ${tally(refreshes.flatMap(({ asked }) => asked))}, in ${refreshes.length} refreshes.`,
  };
  yield time('refresh, one issue changed: time', refreshes, note);
}

async function refresh(at: GitHubPlace, window: GitHubProcess, priority: 'user' | 'refresh'): Promise<Refresh> {
  const mark = at.server.mark();
  const { tookMs } = await window.ask('refresh', priority);
  await delay(settleMs);
  const asked = at.server.requestsSince(mark);
  return { asked, tookMs, plainMs: await window.ask('plain', at.again(asked)) };
}

function* cost(what: string, refreshes: readonly Refresh[], first: Refresh): Generator<Figure> {
  const figure = (name: string, target: string, count: (request: SeenRequest) => number): Figure => ({
    figure: `${what}: ${name}`,
    value: perRefresh(refreshes, count),
    unit: 'count',
    yardstick: { name: 'first sync', value: perRefresh([first], count) },
    target,
    note: `Asked for: ${tally(refreshes.flatMap(({ asked }) => asked))}, in ${refreshes.length} refreshes.`,
  });
  yield figure('requests', '1', () => 1);
  yield figure('points', '0', ({ points }) => points);
}

const time = (figure: string, refreshes: readonly Refresh[], why: string): Figure => ({
  figure,
  value: median(refreshes.map(({ tookMs }) => tookMs)),
  unit: 'ms',
  yardstick: { name: 'the same requests', value: median(refreshes.map(({ plainMs }) => plainMs)) },
  target: '',
  note: why,
});

/** The mean, so that one too many in any of them shows. */
function perRefresh(refreshes: readonly Refresh[], count: (request: SeenRequest) => number): number {
  const sum = refreshes.flatMap(({ asked }) => asked).reduce((total, request) => total + count(request), 0);
  return sum / refreshes.length;
}
