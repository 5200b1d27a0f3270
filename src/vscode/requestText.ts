/** Answers for what `Show Request Statistics` says: for each server and account, what it allows and what was asked of it. */
import type { HostStatus, RequestStatistics } from '../domain/requests';
import { say, sayCount } from '../domain/words';
import { countText } from './timeWords';
import { requestTexts } from './statusTooltip';

/** One client of a server. */
export interface ClientReport {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Stands for the account; null: without any. Never a token. */
  readonly account: string | null;
  readonly status: HostStatus;
  readonly statistics: RequestStatistics;
}

/** The document: a part for each client. */
export function requestDocument(clients: readonly ClientReport[], nowMs: number): string {
  if (clients.length === 0) return `${say('No server was asked for anything since this window was opened.')}\n`;
  const parts = clients.map((client) =>
    [nameOf(client), ...rows(client, nowMs).map(([name, text]) => `  ${name.padEnd(nameWidth)}${text}`)].join('\n'),
  );
  return `${say('Since this window was opened:')}\n\n${parts.join('\n\n')}\n`;
}

/** The same, one line a client, for the log. */
export const requestLogLines = (clients: readonly ClientReport[], nowMs: number): readonly string[] =>
  clients.map((client) =>
    say(
      'requests to {0}: {1}',
      nameOf(client),
      rows(client, nowMs)
        .map(([name, text]) => `${name} ${text}`)
        .join('; '),
    ),
  );

const nameWidth = 12;

const nameOf = ({ origin, account }: ClientReport): string =>
  account === null ? say('{0}, without an account', origin) : say('{0}, account {1}', origin, account);

function rows({ status, statistics }: ClientReport, nowMs: number): readonly (readonly [name: string, text: string])[] {
  const { sent, unchanged, failed, retried, limited, longestQueue, waitedMs, circuitOpened, receivedBytes } =
    statistics;
  const { running, window, queued } = status;
  const count = countText;
  return [
    [say('now'), say('{0} under way, {1} at once at most, {2} waiting', running, window, count(queued))],
    ...stateRows(status, nowMs),
    [say('circuit'), say('{0}, opened {1}', circuitWords[status.circuit](), times(circuitOpened))],
    ...(status.probeAtMs === null ? [] : [[say('probe'), clockText(status.probeAtMs)] as const]),
    [
      say('sent'),
      say('{0}: {1} unchanged, {2} failed, {3} limited', count(sent), count(unchanged), count(failed), count(limited)),
    ],
    [say('retried'), times(retried)],
    [
      say('waited'),
      say(
        '{0} in all, {1} at most; longest queue {2}',
        seconds(waitedMs.total),
        seconds(waitedMs.longest),
        count(longestQueue),
      ),
    ],
    [say('received'), `${count(Math.ceil(receivedBytes / 1024))} kB`],
  ];
}

const circuitWords: Readonly<Record<HostStatus['circuit'], () => string>> = {
  closed: () => say('closed'),
  open: () => say('open'),
  halfOpen: () => say('half open'),
};

/** What the tooltip says of them too, and the moment each budget is renewed. */
function stateRows(status: HostStatus, nowMs: number): readonly (readonly [string, string])[] {
  const calm = { ...status, budgets: [], pauses: [], circuit: 'closed', probeAtMs: null } as const;
  return [
    ...status.budgets.flatMap((budget) =>
      requestTexts({ ...calm, budgets: [budget] }, nowMs).map(
        (text) => [say('budget'), `${text} (${clockText(budget.resetAtMs)})`] as const,
      ),
    ),
    ...status.pauses.flatMap((pause) =>
      requestTexts({ ...calm, pauses: [pause] }, nowMs).map(
        (text) => [say('pause'), say('{0} (until {1})', text, clockText(pause.untilMs))] as const,
      ),
    ),
  ];
}

/** UTC, as servers write it. */
const clockText = (atMs: number): string => `${new Date(atMs).toISOString().slice(11, 19)} UTC`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const times = (count: number): string => sayCount('once | {0} times', count);
