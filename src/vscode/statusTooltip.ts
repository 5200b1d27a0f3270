/** Answers for the table behind the status bar: every source with its age, its account and what its server still allows. */
import type { ProjectContext, RemoteStatus, RepositoryContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { HostStatus, RequestBudget, RequestPause } from '../domain/requests';
import { say, sayCount } from '../domain/words';
import { formatAge, formatWait, nowAge } from '../protocol/age';
import { plainMarkdown } from './plainMarkdown';
import { countText, freshnessText, inText } from './timeWords';

/** Markdown. */
export function statusTooltip(context: ProjectContext, nowMs: number): string {
  const { counts, sources, problems } = context;
  const remotes = sources.flatMap(({ id, remote }) => (remote === null ? [] : [remoteLines(id, remote, nowMs)]));
  const lines = [
    `**Context Scout** — ${say('{0} ready, {1} in progress, {2} blocked', countText(counts.ready), countText(counts.inProgress), countText(counts.blocked))}`,
    '',
    ...(sources.length === 0
      ? [say('No tracker was found in this workspace.')]
      : [
          `| ${say('Source')} | ${say('Data')} | |`,
          '|:--|:--|:--|',
          ...sources.map((source) => sourceRow(source, nowMs)),
        ]),
    ...context.repositories.flatMap((repository) => repositoryLines(repository, nowMs)),
    ...unwatchedLines(context),
    ...remotes.flatMap((each) => ['', ...each]),
    ...(problems.length === 0
      ? []
      : ['', sayCount('{0} problem in the records. | {0} problems in the records.', problems.length)]),
    '',
    say('Click to sync now.'),
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
    ...(isOld ? [say('git as of {0}', freshnessText(repository, nowMs))] : []),
    ...(gitError === null ? [] : [describeFailure(gitError)]),
  ];
  return told.length === 0 ? [] : ['', `${plainMarkdown(name)}: ${plainMarkdown(told.join(' · '))}`];
}

/** What nothing tells the changes of, and why: a reason often holds for all there is. */
function unwatchedLines({ sources, repositories }: ProjectContext): readonly string[] {
  const told = [
    ...sources.map(({ id, unwatched }) => ({ name: id, unwatched })),
    ...repositories.map(({ name, unwatched }) => ({ name: say('git of {0}', name), unwatched })),
  ];
  const namesOf = new Map<string, string[]>();
  for (const { name, unwatched } of told) {
    if (unwatched !== null) namesOf.set(unwatched, [...(namesOf.get(unwatched) ?? []), name]);
  }
  return [...namesOf].flatMap(([why, names]) => [
    '',
    plainMarkdown(say('Not watched ({0}): {1}', names.join(', '), why)),
  ]);
}

function failureText(
  { failure, sinceMs }: NonNullable<SourceContext['error']>,
  nextAttemptAtMs: number | null,
  nowMs: number,
): string {
  const age = formatAge(nowMs - sinceMs);
  const why = describeFailure(failure);
  const text = age === nowAge() ? say('failing: {0}', why) : say('failing for {0}: {1}', age, why);
  return nextAttemptAtMs === null ? text : say('{0} Next try {1}.', text, inText(nextAttemptAtMs - nowMs));
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
  const place = say('{0} at {1}', repository, host);
  const actor = account === null && elsewhere ? '' : `, ${accountText(account)}`;
  const head = `${plainMarkdown(id)}: ${plainMarkdown(`${place}${actor}`)}`;
  return [head, '', ...told.map((line) => `- ${plainMarkdown(line)}`)];
}

function progressText({ done, total }: NonNullable<RemoteStatus['progress']>): string {
  return total === null
    ? sayCount('{0} issue read | {0} issues read', done)
    : sayCount('{1} of {0} issue read | {1} of {0} issues read', total, countText(done));
}

/** Who acts, and by what: a typed token goes before the editor's account. */
function accountText(account: RemoteStatus['account']): string {
  if (account === null) return say('without an account');
  const name = account.name ?? say('an account');
  switch (account.via) {
    case 'editor':
      return say('as {0}', name);
    case 'token':
      return say('as {0} by your token (it goes before the account of VS Code)', name);
    case 'environment':
      return say('as {0} by a token of the environment', name);
  }
}

/** Budgets, pauses and the circuit of a server, a sentence each. */
export function requestTexts({ budgets, pauses, circuit, probeAtMs }: HostStatus, nowMs: number): readonly string[] {
  const lasting = pauses.filter(({ untilMs }) => untilMs > nowMs);
  return [
    ...budgets.map((budget) => budgetText(budget, nowMs)),
    ...lasting.map((pause) => pauseText(pause, nowMs)),
    ...(circuit === 'open'
      ? [say('left alone after several failures, tried again {0}', inText((probeAtMs ?? nowMs) - nowMs))]
      : circuit === 'halfOpen'
        ? [say('being tried again after several failures')]
        : []),
  ];
}

/** `4,812 of 5,000 requests left, renewed in 23m` */
function budgetText({ resource, limit, remaining, resetAtMs }: RequestBudget, nowMs: number): string {
  const what = resource === 'core' ? say('requests') : say('{0} points', resource);
  if (resetAtMs <= nowMs) return say('{0} {1} an hour, renewed', countText(limit), what);
  return say(
    '{0} of {1} {2} left, renewed {3}',
    countText(remaining),
    countText(limit),
    what,
    inText(resetAtMs - nowMs),
  );
}

/** `paused for 12m: request budget used up` */
function pauseText({ untilMs, because, resource }: RequestPause, nowMs: number): string {
  const why = because === 'budget' ? say('request budget used up') : say('the server asked for it');
  const which = resource === null || resource === 'core' ? '' : ` (${resource})`;
  return say('paused for {0}: {1}', formatWait(untilMs - nowMs) ?? say('{0}s', 0), `${why}${which}`);
}
