/** Answers for what goes wrong at the loopback GitHub, drawn by chance: each kind of trouble it can have. */
import type { Fault } from '../../fakes/github/faults';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import type { SeenRequest } from '../../fakes/github/seenRequests';
import type { Chance } from '../chance';

export interface Trouble {
  readonly name: string;
  /** How long it lasts; 0: for as many requests as it says. */
  readonly lastsMs: number;
  readonly begin: () => void;
  readonly end: () => void;
}

/** What trouble may change. */
export interface Troubled {
  readonly server: GitHubServer;
  /** Takes the account's token back, and later gives it back. */
  readonly revoke: (revoked: boolean) => void;
  /** Settles when the simulated clock has gone on by as much. */
  readonly after: (delayMs: number) => Promise<void>;
  /** The answer to this request asks for a pause. */
  readonly pausedBy: (request: SeenRequest, seconds: number) => void;
}

const minuteMs = 60_000;
const isList = ({ path, query }: SeenRequest): boolean => path.endsWith('/issues') && query.per_page !== '1';
const nothing = (): void => undefined;

export function drawTrouble(chance: Chance, at: Troubled): Trouble {
  const { server, revoke, after, pausedBy } = at;
  const fault = (name: string, what: Omit<Fault, 'times'>, most: number): Trouble => {
    const times = chance.between(1, most);
    const begin = (): void => {
      server.faults.next({ ...what, times });
    };
    return { name: `${times} × ${name}`, lastsMs: 0, begin, end: nothing };
  };
  const lasting = (name: string, mostMinutes: number, begin: () => void, end: () => void): Trouble => {
    const lastsMs = chance.between(1, mostMinutes) * minuteMs;
    return { name: `${lastsMs / minuteMs} min of ${name}`, lastsMs, begin, end };
  };
  const seconds = chance.between(10, 900);
  const asksToWait = {
    headers: { 'retry-after': String(seconds) },
    match: (request: SeenRequest): boolean => {
      pausedBy(request, seconds);
      return true;
    },
  };
  // One page, and not the list: that all of it is gone is believed when it is said twice.
  const wrongPage = String(chance.between(1, 3));
  const isWrong = (request: SeenRequest): boolean => isList(request) && request.query.page === wrongPage;
  // What is wrong has a mark of its own, as another replica of the server gives it.
  const headers = { etag: `W/"${chance.between(1, 1e9)}"` };
  const list = (name: string, rewrite: (body: readonly unknown[]) => unknown): Trouble =>
    fault(name, { match: isWrong, headers, rewrite: (body) => (Array.isArray(body) ? rewrite(body) : body) }, 3);
  return chance.pick<() => Trouble>([
    () => fault('5xx', { status: chance.pick([500, 502, 503, 504]) }, 20),
    () => fault('503 with a moment', { status: 503, headers: { 'retry-after': String(seconds) } }, 3),
    () => fault('reset', { cut: 'beforeHeaders' }, 6),
    () => fault('cut body', { cut: 'midBody' }, 6),
    () => fault('half JSON', { garbage: 'json' }, 6),
    () => fault('captive portal', { garbage: 'html' }, 6),
    () => fault('endless body', { garbage: 'endless' }, 1),
    () => fault('links in a circle', { garbage: 'linkLoop', match: isList }, 3),
    () => fault('no answer', { until: after(10 * minuteMs) }, 3),
    () => fault('slow answer', { until: after(chance.between(1, 25) * 1000) }, 10),
    () => fault('limit', { ...asksToWait, status: 429, body: { message: 'slow down' } }, 1),
    () => fault('secondary limit', { ...asksToWait, status: 403, body: {} }, 1),
    () => fault('not modified', { status: 304 }, 3),
    () => fault('not found', { status: 404, body: { message: 'Not Found' } }, 2),
    () => list('empty page', () => []),
    () => list('half page', (body) => body.slice(body.length >> 1)),
    () => list('turned page', (body) => [...body].reverse()),
    () => list('page of nothing we know', (body) => body.map(() => ({ odd: true }))),
    () => fault('no list', { match: isList, headers, body: { message: 'odd' } }, 2),
    () =>
      lasting(
        'no connection',
        12,
        () => (server.faults.down = true),
        () => (server.faults.down = false),
      ),
    () =>
      lasting(
        'revoked token',
        10,
        () => {
          // An answer of another kind would tell the budget of those who are not let in as if it were the account's.
          server.faults.clear();
          revoke(true);
        },
        () => {
          revoke(false);
        },
      ),
  ])();
}
