/** Answers for how sources read in a terminal: their issues, how fresh they are, what failed, and for servers the budget. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import { formatAge, formatWait } from '../protocol/age';
import { longestPause, scarcestBudget } from '../protocol/sourceHealth';
import { paint, renderTable, type Column, type TerminalStyle, type Tone } from './table';
import { printable } from './textWidth';

/** Unreadable records listed below a table; the JSON lists all. */
const listedProblems = 5;

export const noSource =
  'No issue tracker was found here. Issues are read from .roadmap/issues, backlog/tasks (Backlog.md), .beads, and the ' +
  'GitHub repository a git remote names.';

export const freshnessTone: Readonly<Record<SourceContext['freshness'], Tone>> = {
  live: 'green',
  fresh: 'green',
  ageing: 'yellow',
  stale: 'red',
  never: 'red',
};

/** A line for each source. */
export function sourceTable(context: ProjectContext, style: TerminalStyle): readonly string[] {
  if (context.sources.length === 0) return [noSource];
  const nowMs = context.snapshotAtMs;
  const counts = new Map<string, number>();
  for (const { source } of context.issues) counts.set(source, (counts.get(source) ?? 0) + 1);
  const columns: readonly Column<SourceContext>[] = [
    { title: 'SOURCE', text: ({ id }) => id, tone: () => 'strong' },
    { title: 'ISSUES', text: ({ id }) => String(counts.get(id) ?? 0) },
    { title: 'STATE', text: ({ freshness }) => freshness, tone: ({ freshness }) => freshnessTone[freshness] },
    { title: 'AGE', text: (source) => age(source, nowMs) },
    { title: 'READ FROM', text: ({ via }) => via, least: 10 },
    { title: 'ACCOUNT', text: account },
    { title: 'REQUESTS LEFT', text: (source) => requestsLeft(source, nowMs) },
    { title: 'ERROR', text: (source) => describeError(source, nowMs), tone: () => 'red' },
  ];
  return renderTable(context.sources, columns, style);
}

/** What is missing of sources, and what is worth knowing of them. */
export function renderRemarks({ sources }: ProjectContext, style: TerminalStyle): readonly string[] {
  const remarks = sources.flatMap(({ id, remote }) => [
    ...(remote?.incomplete ?? []).map((sentence) => paint(printable(`${id}: ${sentence}`), 'yellow', style)),
    ...(remote?.notes ?? []).map((sentence) => printable(`${id}: ${sentence}`)),
  ]);
  return remarks.length === 0 ? [] : ['', ...remarks];
}

/** What failed, and what could not be read: for tables that do not list sources. */
export function renderTrouble(context: ProjectContext, style: TerminalStyle): readonly string[] {
  const trouble = context.sources.flatMap((source) => [
    ...(source.error === null
      ? []
      : [paint(printable(`${source.id}: ${describeError(source, context.snapshotAtMs)}`), 'red', style)]),
    ...(source.remote?.incomplete ?? []).map((text) => paint(printable(`${source.id}: ${text}`), 'yellow', style)),
  ]);
  return [...(trouble.length === 0 ? [] : ['', ...trouble]), ...renderProblems(context, style)];
}

export function renderProblems({ problems, sources }: ProjectContext, style: TerminalStyle): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, listedProblems).map(({ source, path, line, message }) => {
    const root = sources.length < 2 ? undefined : sources.find(({ id }) => id === source)?.root;
    const file = path === null || root === undefined ? path : `${root}/${path}`;
    const place = file === null ? source : line === null ? file : `${file}:${line}`;
    return paint(printable(`${place}: ${message}`), 'yellow', style);
  });
  const more = problems.length - shown.length;
  return ['', ...shown, ...(more === 0 ? [] : [`and ${more} more; \`context-scout context --json\` lists all`])];
}

/** How old what is shown is, where nothing in the repository vouches for it. */
function age({ remote, error, confirmedAtMs }: SourceContext, nowMs: number): string {
  return confirmedAtMs === null || (remote === null && error === null) ? '' : formatAge(nowMs - confirmedAtMs);
}

function account({ remote }: SourceContext): string {
  if (remote === null || (remote.account === null && remote.elsewhere)) return '';
  return remote.account === null ? 'none' : (remote.account.name ?? remote.account.via);
}

function requestsLeft({ remote }: SourceContext, nowMs: number): string {
  const { budgets = [], pauses = [] } = remote?.requests ?? {};
  const budget = scarcestBudget(budgets, nowMs);
  const wait = formatWait((longestPause(pauses, nowMs)?.untilMs ?? 0) - nowMs);
  return [
    ...(budget === null ? [] : [`${budget.remaining} of ${budget.limit}`]),
    ...(wait === null ? [] : [`paused for ${wait}`]),
  ].join(', ');
}

function describeError({ error, confirmedAtMs }: SourceContext, nowMs: number): string {
  if (error === null) return '';
  const sentence = describeFailure(error.failure);
  if (confirmedAtMs === null) return sentence;
  const old = formatAge(nowMs - confirmedAtMs);
  return `${sentence} What is shown is ${old === 'now' ? 'less than a minute' : old} old.`;
}
