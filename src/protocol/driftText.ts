/** Answers for the sentence in which an issue and git are told to differ: the same in panel, JSON and hover. */
import type { Drift } from '../domain/drift';

/** So many digits tell one commit from another in a sentence. */
const shortHash = 7;

export const shortCommit = (hash: string): string => hash.slice(0, shortHash);

/** @param issue the issue's name as people write it, `#12` */
export function driftSentence(drift: Drift, issue: string): string {
  switch (drift.kind) {
    case 'fixedByCommit':
      return `Commit ${shortCommit(drift.commit)} on the default branch says that it fixes ${issue}, which is still open.`;
    case 'mergedPullRequest':
      return `Pull request ${drift.id}, which closes ${issue}, was merged; ${issue} is still open.`;
    case 'branchOfDone':
      return `The branch ${drift.branch} is checked out, and ${issue} is closed.`;
    case 'quiet':
      return `${issue} is in progress, and no commit has named it for ${drift.days} ${drift.days === 1 ? 'day' : 'days'}.`;
  }
}
