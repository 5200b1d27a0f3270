/** Answers for what `Show Request Statistics` says: for each server and account, what it allows and what was asked of it. */
import type { HostStatus, RequestStatistics } from '../domain/requests';
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
  if (clients.length === 0) return 'No server was asked for anything since this window was opened.\n';
  const parts = clients.map((client) =>
    [nameOf(client), ...rows(client, nowMs).map(([name, text]) => `  ${name.padEnd(nameWidth)}${text}`)].join('\n'),
  );
  return `Since this window was opened:\n\n${parts.join('\n\n')}\n`;
}

/** The same, one line a client, for the log. */
export const requestLogLines = (clients: readonly ClientReport[], nowMs: number): readonly string[] =>
  clients.map(
    (client) =>
      `requests to ${nameOf(client)}: ${rows(client, nowMs)
        .map(([name, text]) => `${name} ${text}`)
        .join('; ')}`,
  );

const nameWidth = 12;

const nameOf = ({ origin, account }: ClientReport): string =>
  `${origin}, ${account === null ? 'without an account' : `account ${account}`}`;

function rows({ status, statistics }: ClientReport, nowMs: number): readonly (readonly [name: string, text: string])[] {
  const { sent, unchanged, failed, retried, limited, longestQueue, waitedMs, circuitOpened, receivedBytes } =
    statistics;
  const { running, window, queued } = status;
  const count = countText;
  return [
    ['now', `${running} under way, ${window} at once at most, ${count(queued)} waiting`],
    ...stateRows(status, nowMs),
    ['circuit', `${circuitWords[status.circuit]}, opened ${times(circuitOpened)}`],
    ...(status.probeAtMs === null ? [] : [['probe', clockText(status.probeAtMs)] as const]),
    ['sent', `${count(sent)}: ${count(unchanged)} unchanged, ${count(failed)} failed, ${count(limited)} limited`],
    ['retried', times(retried)],
    [
      'waited',
      `${seconds(waitedMs.total)} in all, ${seconds(waitedMs.longest)} at most; longest queue ${count(longestQueue)}`,
    ],
    ['received', `${count(Math.ceil(receivedBytes / 1024))} kB`],
  ];
}

const circuitWords: Readonly<Record<HostStatus['circuit'], string>> = {
  closed: 'closed',
  open: 'open',
  halfOpen: 'half open',
};

/** What the tooltip says of them too, and the moment each budget is renewed. */
function stateRows(status: HostStatus, nowMs: number): readonly (readonly [string, string])[] {
  const calm = { ...status, budgets: [], pauses: [], circuit: 'closed', probeAtMs: null } as const;
  return [
    ...status.budgets.flatMap((budget) =>
      requestTexts({ ...calm, budgets: [budget] }, nowMs).map(
        (text) => ['budget', `${text} (${clockText(budget.resetAtMs)})`] as const,
      ),
    ),
    ...status.pauses.flatMap((pause) =>
      requestTexts({ ...calm, pauses: [pause] }, nowMs).map(
        (text) => ['pause', `${text} (until ${clockText(pause.untilMs)})`] as const,
      ),
    ),
  ];
}

/** UTC, as servers write it. */
const clockText = (atMs: number): string => `${new Date(atMs).toISOString().slice(11, 19)} UTC`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const times = (count: number): string => (count === 1 ? 'once' : `${countText(count)} times`);
