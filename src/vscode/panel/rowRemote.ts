/** Answers for what a row says of its pull requests and of drift, as the panel shows it. */
import type { Drift } from '../../domain/drift';
import type { Issue, PullRequest } from '../../domain/issue';
import { driftSentence, shortCommit } from '../../protocol/driftText';
import { linkNames, type RowDrift, type RowRemote } from '../../protocol/rowRemote';

/** What is under way tells more than what is over. */
const mostTelling: readonly PullRequest['state'][] = ['open', 'draft', 'merged', 'closed'];

/** Null where there is nothing to tell. */
export function rowRemote({ remote }: Issue): RowRemote | null {
  if (remote === undefined || (remote.pullRequests.length === 0 && remote.subIssues === null)) return null;
  const rank = ({ state }: PullRequest): number => mostTelling.indexOf(state);
  const [first] = [...remote.pullRequests].sort((one, other) => rank(one) - rank(other));
  return {
    pullRequest: first === undefined ? null : shown(first),
    morePullRequests: Math.max(0, remote.pullRequests.length - 1),
    subIssues: remote.subIssues,
  };
}

const shown = ({ id, title, state, review }: PullRequest): RowRemote['pullRequest'] => ({ id, title, state, review });

/**
 * @param name the issue's, as people write it
 * @param hasPage whether the issue has a page of its own
 */
export function rowDrift(drift: Drift, name: string, hasPage: boolean): RowDrift {
  const { kind } = drift;
  const sentence = driftSentence(drift, name);
  const page = hasPage ? linkNames.page : null;
  switch (kind) {
    case 'fixedByCommit': {
      const link = drift.url === null ? null : linkNames.commit(drift.commit);
      return { kind, subject: shortCommit(drift.commit), sentence, link };
    }
    case 'mergedPullRequest':
      return { kind, subject: drift.id, sentence, link: linkNames.pullRequest(drift.id) };
    case 'branchOfDone':
      return { kind, subject: drift.branch, sentence, link: page };
    case 'quiet':
      return { kind, subject: `${drift.days}`, sentence, link: page };
  }
}
