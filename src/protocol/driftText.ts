/** Answers for the sentence in which an issue and git are told to differ: the same in panel, JSON and hover. */
import type { Drift } from '../domain/drift';
import { say, sayCount } from '../domain/words';

/** So many digits tell one commit from another in a sentence. */
const shortHash = 7;

export const shortCommit = (hash: string): string => hash.slice(0, shortHash);

/** @param issue the issue's name as people write it, `#12` */
export function driftSentence(drift: Drift, issue: string): string {
  switch (drift.kind) {
    case 'fixedByCommit':
      return say(
        'Commit {0} on the default branch says that it fixes {1}, which is still open.',
        shortCommit(drift.commit),
        issue,
      );
    case 'mergedPullRequest':
      return say('Pull request {0}, which closes {1}, was merged; {1} is still open.', drift.id, issue);
    case 'branchOfDone':
      return say('The branch {0} is checked out, and {1} is closed.', drift.branch, issue);
    case 'quiet':
      return sayCount(
        '{1} is in progress, and no commit has named it for {0} day. | {1} is in progress, and no commit has named it for {0} days.',
        drift.days,
        issue,
      );
  }
}
