/** Answers for the facts of a row that come from a server or from git: drift, the pull request, the sub-issues. */
import type { Row } from '../../src/protocol/messages';
import { linkNames, type RowDrift } from '../../src/protocol/rowRemote';
import { strings } from '../strings';
import { plain, type Fact, type FactIcon } from './fact';

const driftIcons: Readonly<Record<RowDrift['kind'], FactIcon>> = {
  fixedByCommit: 'commit',
  mergedPullRequest: 'merged',
  branchOfDone: 'branch',
  quiet: 'noCommits',
};

/** The first difference between issue and git, and how many more there are. */
export function driftFact({ drift }: Row): Fact | null {
  const [first] = drift;
  if (first === undefined) return null;
  return {
    ...plain,
    kind: 'drift',
    icon: driftIcons[first.kind],
    text: strings.drift(first),
    more: drift.length - 1,
    tone: 'warn',
    title: drift.map(({ sentence }) => sentence).join('\n'),
    link: first.link,
  };
}

/** Not when drift speaks of the same one. */
export function pullRequestFact({ remote, drift }: Row): Fact | null {
  const pullRequest = remote?.pullRequest ?? null;
  if (remote === null || pullRequest === null) return null;
  const { id, title, state, review } = pullRequest;
  if (drift[0]?.kind === 'mergedPullRequest' && drift[0].subject === id) return null;
  return {
    ...plain,
    kind: 'pullRequest',
    icon: state,
    text: id,
    // A review of what is over is over too.
    mark: review === 'required' || state === 'merged' || state === 'closed' ? null : review,
    more: remote.morePullRequests,
    title: strings.pullRequest(id, title, state, review),
    link: linkNames.pullRequest(id),
  };
}

export function subIssuesFact({ remote }: Row): Fact | null {
  const subIssues = remote?.subIssues ?? null;
  if (subIssues === null || subIssues.total === 0) return null;
  const { completed, total } = subIssues;
  return {
    ...plain,
    kind: 'subIssues',
    icon: 'subIssues',
    text: strings.subIssues(completed, total),
    title: strings.subIssuesTitle(completed, total),
  };
}
