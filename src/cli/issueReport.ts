/** Answers for how issues, sources and repositories read in a terminal. */
import type { ProjectContext, RepositoryContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { BlockReason, EvaluatedIssue, Status } from '../domain/readiness';
import { paint, renderTable, type Column, type TerminalStyle, type Tone } from './table';
import { printable } from './textWidth';

/** Unreadable records listed below a table; the JSON lists all. */
const listedProblems = 5;

const isStatus =
  (status: Status) =>
  (issue: EvaluatedIssue): boolean =>
    issue.status === status;

/** Why an issue is blocked, reason by reason. */
function describeReason(reason: BlockReason): string {
  switch (reason.reason) {
    case 'edge':
      return `${reason.id} ${reason.title}`;
    case 'parent':
      return `parent ${reason.id} ${reason.title}`;
    case 'cycle':
      return `waits for itself through ${reason.id}`;
    case 'unknown':
      return `${reason.id} (not found)`;
    case 'manual':
      return 'marked blocked';
  }
}

const priorityTone = ({ issue: { priority } }: EvaluatedIssue): Tone =>
  priority === 0 ? 'red' : priority === 1 ? 'yellow' : 'plain';

function unblocks({ unblocks: { direct, total } }: EvaluatedIssue): string {
  if (total === 0) return '';
  return total === direct ? String(direct) : `${direct}, then ${total - direct}`;
}

/** What a person should know before taking the issue up. */
function notes(issue: EvaluatedIssue, current: ReadonlySet<string | null>): string {
  const unknown = issue.dependencies.filter(({ state }) => state === 'unknown').map(({ id }) => `${id} not found`);
  return [
    ...(current.has(issue.key) ? ['current branch'] : []),
    ...(issue.status !== 'inProgress' && issue.started ? ['begun'] : []),
    ...(issue.duplicate ? ['id used twice'] : []),
    ...unknown,
  ].join('; ');
}

function issueColumns(context: ProjectContext): readonly Column<EvaluatedIssue>[] {
  const current = new Set(context.repositories.map(({ currentIssue }) => currentIssue).filter((key) => key !== null));
  // An id says enough while there is one source; the key says whose it is.
  const name = (issue: EvaluatedIssue): string => (context.sources.length > 1 ? issue.key : issue.issue.id);
  return [
    { title: 'P', text: ({ issue }) => (issue.priority === null ? '-' : String(issue.priority)), tone: priorityTone },
    { title: 'ID', text: name, tone: (issue) => (current.has(issue.key) ? 'green' : 'strong') },
    { title: 'TITLE', text: ({ issue }) => issue.title, least: 16 },
    { title: 'BLOCKED BY', text: ({ blockedBy }) => blockedBy.map(describeReason).join('; '), least: 16 },
    { title: 'UNBLOCKS', text: unblocks },
    { title: 'NOTE', text: (issue) => notes(issue, current), tone: () => 'yellow', least: 8 },
  ];
}

/** A table of the issues with `status`, or a sentence when there is none, and what could not be read. */
export function renderIssues(context: ProjectContext, status: 'ready' | 'blocked', style: TerminalStyle): string {
  const issues = context.issues.filter(isStatus(status));
  const table =
    issues.length === 0
      ? [context.sources.length === 0 ? noSource : `No issue is ${status}.`]
      : renderTable(issues, issueColumns(context), style);
  return lines([...table, ...renderTrouble(context, style)]);
}

/** Repositories, sources and the issues of every section; done ones are only counted unless `all`. */
export function renderContext(context: ProjectContext, all: boolean, style: TerminalStyle): string {
  const sections = (
    [
      ['inProgress', 'In progress'],
      ['ready', 'Ready'],
      ['blocked', 'Blocked'],
      ['deferred', 'Deferred'],
      ['other', 'Other'],
      ['done', 'Done'],
    ] as const
  ).flatMap(([status, title]) => {
    if (status === 'done' && !all) return [];
    const issues = context.issues.filter(isStatus(status));
    if (issues.length === 0) return [];
    return [
      '',
      paint(`${title} (${issues.length})`, 'strong', style),
      ...renderTable(issues, issueColumns(context), style),
    ];
  });
  const sources = context.sources.length === 0 ? [noSource] : renderSources(context, style);
  const done = all || context.counts.done === 0 ? [] : ['', `${context.counts.done} done`];
  return lines([
    ...context.repositories.map((repository) => describeRepository(repository, style)),
    ...sources,
    ...sections,
    ...done,
    ...renderProblems(context, style),
  ]);
}

/** One line for each source: its issues, how fresh they are and what failed. */
export function renderSync(context: ProjectContext, style: TerminalStyle): string {
  return lines([
    ...(context.sources.length === 0 ? [noSource] : renderSources(context, style)),
    ...renderProblems(context, style),
  ]);
}

const noSource =
  'No issue tracker was found here. Issues are read from .roadmap/issues, backlog/tasks (Backlog.md) and .beads.';

const freshnessTone: Readonly<Record<SourceContext['freshness'], Tone>> = {
  live: 'green',
  fresh: 'green',
  ageing: 'yellow',
  stale: 'red',
  never: 'red',
};

function renderSources(context: ProjectContext, style: TerminalStyle): readonly string[] {
  const counts = new Map<string, number>();
  for (const { source } of context.issues) counts.set(source, (counts.get(source) ?? 0) + 1);
  const columns: readonly Column<SourceContext>[] = [
    { title: 'SOURCE', text: ({ id }) => id, tone: () => 'strong' },
    { title: 'ISSUES', text: ({ id }) => String(counts.get(id) ?? 0) },
    { title: 'STATE', text: ({ freshness }) => freshness, tone: ({ freshness }) => freshnessTone[freshness] },
    { title: 'READ FROM', text: ({ via }) => via, least: 10 },
    { title: 'ERROR', text: ({ error }) => (error === null ? '' : describeFailure(error.failure)), tone: () => 'red' },
  ];
  return renderTable(context.sources, columns, style);
}

function describeRepository({ name, git, gitError }: RepositoryContext, style: TerminalStyle): string {
  const title = paint(printable(name), 'strong', style);
  if (git === null) return gitError === null ? title : `${title}  ${printable(describeFailure(gitError))}`;
  const changes = [
    [git.conflicted, 'conflicted'],
    [git.staged, 'staged'],
    [git.unstaged, 'changed'],
    [git.untracked, 'untracked'],
  ] as const;
  return [
    title,
    printable(git.branch ?? git.returnsTo ?? 'detached'),
    ...(git.head === null ? ['no commit yet'] : [git.head.slice(0, 8)]),
    ...(git.state === 'clean' ? [] : [paint(git.state, 'yellow', style)]),
    ...(git.ahead === null || git.ahead === 0 ? [] : [`${git.ahead} ahead`]),
    ...(git.behind === null || git.behind === 0 ? [] : [`${git.behind} behind`]),
    ...changes.flatMap(([count, what]) => (count === null || count === 0 ? [] : [`${count} ${what}`])),
  ].join('  ');
}

function renderTrouble(context: ProjectContext, style: TerminalStyle): readonly string[] {
  const failed = context.sources.flatMap(({ id, error }) =>
    error === null ? [] : [paint(`${id}: ${printable(describeFailure(error.failure))}`, 'red', style)],
  );
  return [...(failed.length === 0 ? [] : ['', ...failed]), ...renderProblems(context, style)];
}

function renderProblems({ problems, sources }: ProjectContext, style: TerminalStyle): readonly string[] {
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

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
