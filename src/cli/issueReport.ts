/** Answers for how issues, sources and repositories read in a terminal. */
import type { ProjectContext, RepositoryContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { EvaluatedIssue, Status } from '../domain/readiness';
import { issueName } from '../protocol/issueName';
import { describeReason, issueNotes } from './issueNotes';
import { freshnessTone, noSource, renderProblems, renderRemarks, renderTrouble, sourceTable } from './sourceReport';
import { paint, renderTable, type Column, type TerminalStyle, type Tone } from './table';
import { printable } from './textWidth';

const isStatus =
  (status: Status) =>
  (issue: EvaluatedIssue): boolean =>
    issue.status === status;

const priorityTone = ({ issue: { priority } }: EvaluatedIssue): Tone =>
  priority === 0 ? 'red' : priority === 1 ? 'yellow' : 'plain';

function unblocks({ unblocks: { direct, total } }: EvaluatedIssue): string {
  if (total === 0) return '';
  return total === direct ? String(direct) : `${direct}, then ${total - direct}`;
}

function issueColumns(context: ProjectContext): readonly Column<EvaluatedIssue>[] {
  const current = new Set(context.repositories.map(({ currentIssue }) => currentIssue).filter((key) => key !== null));
  // An id says enough while there is one source; the key says whose it is.
  const name = (issue: EvaluatedIssue): string =>
    context.sources.length > 1 ? issue.key : issueName(issue.source, issue.issue.id);
  const reasons = ({ blockedBy, source }: EvaluatedIssue): string =>
    blockedBy.map((reason) => describeReason(reason, source)).join('; ');
  const notes = (issue: EvaluatedIssue): string =>
    issueNotes(issue, current.has(issue.key), context.drift.get(issue.key) ?? []);
  return [
    { title: 'P', text: ({ issue }) => (issue.priority === null ? '-' : String(issue.priority)), tone: priorityTone },
    { title: 'ID', text: name, tone: (issue) => (current.has(issue.key) ? 'green' : 'strong') },
    { title: 'TITLE', text: ({ issue }) => issue.title, least: 16 },
    { title: 'BLOCKED BY', text: reasons, least: 16 },
    { title: 'UNBLOCKS', text: unblocks },
    { title: 'NOTE', text: notes, tone: () => 'yellow', least: 8 },
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
  const done = all || context.counts.done === 0 ? [] : ['', `${context.counts.done} done`];
  return lines([
    ...context.repositories.map((repository) => describeRepository(repository, style)),
    ...sourceTable(context, style),
    ...sections,
    ...done,
    ...renderRemarks(context, style),
    ...renderProblems(context, style),
  ]);
}

/** One line for each source: its issues, how fresh they are and what failed. */
export function renderSync(context: ProjectContext, style: TerminalStyle): string {
  return lines([...sourceTable(context, style), ...renderRemarks(context, style), ...renderProblems(context, style)]);
}

function describeRepository({ name, git, gitError, freshness }: RepositoryContext, style: TerminalStyle): string {
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
    ...(freshness === 'ageing' || freshness === 'stale' ? [paint(freshness, freshnessTone[freshness], style)] : []),
  ].join('  ');
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
