/** Answers for the table behind the status bar: every source with its age, its account and what its server still allows. */
import type { ProjectContext, RemoteStatus, RepositoryContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { HostStatus, RequestBudget, RequestPause } from '../domain/requests';
import { formatAge, formatWait } from '../protocol/age';
import { plainMarkdown } from './plainMarkdown';
import { countText, freshnessText, inText } from './timeWords';

/** Markdown. */
export function statusTooltip(context: ProjectContext, nowMs: number): string {
  const { counts, sources, problems } = context;
  const remotes = sources.flatMap(({ id, remote }) => (remote === null ? [] : [remoteLines(id, remote, nowMs)]));
  const lines = [
    `**Context Scout** — ${countText(counts.ready)} ready, ${countText(counts.inProgress)} in progress, ${countText(counts.blocked)} blocked`,
    '',
    ...(sources.length === 0
      ? ['No tracker was found in this workspace.']
      : ['| Source | Data | |', '|:--|:--|:--|', ...sources.map((source) => sourceRow(source, nowMs))]),
    ...context.repositories.flatMap((repository) => repositoryLines(repository, nowMs)),
    ...unwatchedLines(context),
    ...remotes.flatMap((each) => ['', ...each]),
    ...(problems.length === 0
      ? []
      : ['', `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in the records.`]),
    '',
    'Click to sync now.',
  ];
  return lines.join('\n');
}

function sourceRow(source: SourceContext, nowMs: number): string {
  const data = freshnessText(source, nowMs);
  const note = source.error === null ? source.via : failureText(source.error, source.nextAttemptAtMs, nowMs);
  return `| ${plainMarkdown(source.id)} | ${data} | ${plainMarkdown(note)} |`;
}

/** What is worth a word of a repository's git: that it is old, or cannot be read. */
function repositoryLines(repository: RepositoryContext, nowMs: number): readonly string[] {
  const { name, freshness, gitError } = repository;
  const isOld = freshness === 'ageing' || freshness === 'stale';
  const told = [
    ...(isOld ? [`git as of ${freshnessText(repository, nowMs)}`] : []),
    ...(gitError === null ? [] : [describeFailure(gitError)]),
  ];
  return told.length === 0 ? [] : ['', `${plainMarkdown(name)}: ${plainMarkdown(told.join(' · '))}`];
}

/** What nothing tells the changes of, and why: a reason often holds for all there is. */
function unwatchedLines({ sources, repositories }: ProjectContext): readonly string[] {
  const told = [
    ...sources.map(({ id, unwatched }) => ({ name: id, unwatched })),
    ...repositories.map(({ name, unwatched }) => ({ name: `git of ${name}`, unwatched })),
  ];
  const namesOf = new Map<string, string[]>();
  for (const { name, unwatched } of told) {
    if (unwatched !== null) namesOf.set(unwatched, [...(namesOf.get(unwatched) ?? []), name]);
  }
  return [...namesOf].flatMap(([why, names]) => ['', plainMarkdown(`Not watched (${names.join(', ')}): ${why}`)]);
}

function failureText(
  { failure, sinceMs }: NonNullable<SourceContext['error']>,
  nextAttemptAtMs: number | null,
  nowMs: number,
): string {
  const next = nextAttemptAtMs === null ? '' : ` Next try ${inText(nextAttemptAtMs - nowMs)}.`;
  const age = formatAge(nowMs - sinceMs);
  return `failing${age === 'now' ? '' : ` for ${age}`}: ${describeFailure(failure)}${next}`;
}

/** A list under the source's name. */
function remoteLines(id: string, remote: RemoteStatus, nowMs: number): readonly string[] {
  const told = [
    ...(remote.progress === null ? [] : [progressText(remote.progress)]),
    ...(remote.requests === null ? [] : requestTexts(remote.requests, nowMs)),
    ...remote.incomplete,
    ...remote.notes,
  ];
  const { repository, host, account, elsewhere } = remote;
  const actor = account === null && elsewhere ? '' : `, ${accountText(account)}`;
  const head = `${plainMarkdown(id)}: ${plainMarkdown(`${repository} at ${host}${actor}`)}`;
  return [head, '', ...told.map((line) => `- ${plainMarkdown(line)}`)];
}

function progressText({ done, total }: NonNullable<RemoteStatus['progress']>): string {
  return `${countText(done)}${total === null ? '' : ` of ${countText(total)}`} issues read`;
}

/** Who acts, and by what: a typed token goes before the editor's account. */
function accountText(account: RemoteStatus['account']): string {
  if (account === null) return 'without an account';
  const name = account.name ?? 'an account';
  switch (account.via) {
    case 'editor':
      return `as ${name}`;
    case 'token':
      return `as ${name} by your token (it goes before the account of VS Code)`;
    case 'environment':
      return `as ${name} by a token of the environment`;
  }
}

/** Budgets, pauses and the circuit of a server, a sentence each. */
export function requestTexts({ budgets, pauses, circuit, probeAtMs }: HostStatus, nowMs: number): readonly string[] {
  const lasting = pauses.filter(({ untilMs }) => untilMs > nowMs);
  return [
    ...budgets.map((budget) => budgetText(budget, nowMs)),
    ...lasting.map((pause) => pauseText(pause, nowMs)),
    ...(circuit === 'open'
      ? [`left alone after several failures, tried again ${inText((probeAtMs ?? nowMs) - nowMs)}`]
      : circuit === 'halfOpen'
        ? ['being tried again after several failures']
        : []),
  ];
}

/** `4,812 of 5,000 requests left, renewed in 23m` */
function budgetText({ resource, limit, remaining, resetAtMs }: RequestBudget, nowMs: number): string {
  const what = resource === 'core' ? 'requests' : `${resource} points`;
  if (resetAtMs <= nowMs) return `${countText(limit)} ${what} an hour, renewed`;
  return `${countText(remaining)} of ${countText(limit)} ${what} left, renewed ${inText(resetAtMs - nowMs)}`;
}

/** `paused for 12m: request budget used up` */
function pauseText({ untilMs, because, resource }: RequestPause, nowMs: number): string {
  const why = because === 'budget' ? 'request budget used up' : 'the server asked for it';
  const which = resource === null || resource === 'core' ? '' : ` (${resource})`;
  return `paused for ${formatWait(untilMs - nowMs) ?? '0s'}: ${why}${which}`;
}
