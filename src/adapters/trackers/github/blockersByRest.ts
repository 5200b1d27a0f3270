/** Answers for what issues wait for where GraphQL cannot be asked: one request an issue, so only for a few. */
import type { Failure } from '../../../domain/failure';
import { isStandIn, nativeEdgesOf, type Blocker } from './composition';
import { countOf, pageOf, textOf } from './fields';
import { isRecord } from './json';
import { issuesPath, perPage, type ListMeans } from './page';
import { issueOfAddress } from './repositoryName';

/** Issues a sync: without an account there are 60 requests an hour. */
const mostAtOnce = 10;

/**
 * Only those that wait for something unknown; what is too much for once stays wanted.
 * @returns the first failure. A server without this list has nothing to tell.
 * @throws the signal's reason when aborted.
 */
export async function readBlockersByRest(means: ListMeans): Promise<Failure | null> {
  const { run, state, repository } = means;
  const wanted = [...state.wanted.values()].filter(({ what }) => what === 'blockers');
  const open = wanted.filter(({ number }) => waitsForUnknown(means, number));
  // All that the others wait for is closed.
  for (const each of wanted) if (!open.includes(each)) state.wanted.delete(each.number);
  for (const { number } of open.slice(0, mostAtOnce)) {
    const path = `${issuesPath(repository)}/${number}/dependencies/blocked_by`;
    const answer = await run.get('details', path, { query: { per_page: perPage } });
    if (!answer.ok) {
      if (answer.error.kind !== 'absent') return answer.error;
      state.wanted.delete(number);
      continue;
    }
    if (answer.value.kind === 'unchanged' || !Array.isArray(answer.value.data)) continue;
    const blockers = (answer.value.data as readonly unknown[]).flatMap((value) => blockerOf(value) ?? []);
    const counts = state.ledger.blockerCounts.get(number);
    if (counts !== undefined) state.ledger.setBlockers(number, blockers, counts, repository);
    state.wanted.delete(number);
    means.onProgress();
  }
  return null;
}

function waitsForUnknown({ state }: ListMeans, number: number): boolean {
  const issue = state.ledger.get(number);
  return issue !== undefined && nativeEdgesOf(issue).some(isStandIn);
}

function blockerOf(value: unknown): Blocker | null {
  if (!isRecord(value)) return null;
  const number = countOf(value, 'number');
  const title = textOf(value, 'title');
  const address = issueOfAddress(textOf(value, 'url', 2000) ?? '');
  if (number === null || title === null || address === null) return null;
  const reason = textOf(value, 'state_reason');
  return { ...address, title, open: value.state !== 'closed', reason, url: pageOf(value, 'html_url') };
}
