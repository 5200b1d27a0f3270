/** Answers for references of commits: what is known is told without a request, all others are looked up together. */
import type { ResolvedReference } from '../../../domain/commitReference';
import { ok } from '../../../domain/result';
import type { ReferenceAnswer, ReferenceQuery } from '../../../ports/tracker';
import type { AskOptions, GitHubApi } from './api';
import { lookUp } from './lookUp';
import { sameRepository } from './repositoryName';
import { gitHubRules } from './rules';
import type { SyncState } from './syncState';

/** One answer a query, in their order. @throws the signal's reason when aborted. */
export async function resolveReferences(
  state: SyncState,
  api: (signal: AbortSignal) => Promise<GitHubApi>,
  queries: readonly ReferenceQuery[],
  options: AskOptions,
): Promise<readonly ReferenceAnswer[]> {
  const known = queries.map((query) => knownReference(state, query));
  const unknown = queries.filter((_, index) => known[index] === null);
  const found = unknown.length === 0 ? [] : await lookUp(await api(options.signal), unknown, options);
  let next = 0;
  return queries.map((query, index): ReferenceAnswer => {
    const resolved = known[index] ?? null;
    if (resolved !== null) return { ...query, result: ok(resolved) };
    const result = found[next++];
    if (result === undefined) throw new Error('an answer is missing');
    if (!result.ok) return { ...query, result };
    const { kind, title, url, state: now } = result.value;
    return { ...query, result: ok({ kind, title, url, state: now }) };
  });
}

function knownReference(
  { ledger, chosen }: SyncState,
  { repository, number }: ReferenceQuery,
): ResolvedReference | null {
  if (chosen === null || !sameRepository(repository, chosen.repository)) return null;
  const pull = ledger.pull(number)?.pull;
  if (pull !== undefined) {
    const state = pull.state === 'draft' ? 'open' : pull.state;
    return { kind: 'pullRequest', title: pull.title, url: pull.url, state };
  }
  const issue = ledger.get(number);
  if (issue === undefined) return null;
  const state = isClosed(issue.trackerStatus) ? 'closed' : 'open';
  return { kind: 'issue', title: issue.title, url: issue.url ?? '', state };
}

export const isClosed = (trackerStatus: string): boolean => gitHubRules.statuses[trackerStatus] === 'done';
