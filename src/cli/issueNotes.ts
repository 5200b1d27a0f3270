/** Answers for what a table says of an issue beside its facts: reasons, pull requests, and where git tells otherwise. */
import type { Drift } from '../domain/drift';
import type { PullRequest } from '../domain/issue';
import type { BlockReason, EvaluatedIssue } from '../domain/readiness';
import { shortCommit } from '../protocol/driftText';
import { isNameless, issueName, nameBeside, namelessWhy, namelessWords } from '../protocol/issueName';

/** Why an issue of `source` is blocked, one reason. */
export function describeReason(reason: BlockReason, source: string): string {
  switch (reason.reason) {
    case 'edge':
      return `${nameBeside(source, reason.key, reason.id)} ${reason.title}`;
    case 'parent':
      return `parent ${nameBeside(source, reason.key, reason.id)} ${reason.title}`;
    case 'cycle':
      return `waits for itself through ${nameBeside(source, reason.key, reason.id)}`;
    case 'unknown': {
      const why = namelessWhy(source, reason.id);
      return why === null ? `${issueName(source, reason.id)} (not found)` : namelessWords[why]();
    }
    case 'manual':
      return 'marked blocked';
  }
}

/** What a person should know before taking the issue up. */
export function issueNotes(issue: EvaluatedIssue, isCurrent: boolean, drift: readonly Drift[]): string {
  const unknown = issue.dependencies.filter(({ state, id }) => state === 'unknown' && !isNameless(issue.source, id));
  return [
    ...(isCurrent ? ['current branch'] : []),
    ...drift.map(describeDrift),
    ...(issue.status !== 'inProgress' && issue.started ? ['begun'] : []),
    ...(issue.issue.remote?.pullRequests ?? []).flatMap(describePullRequest),
    ...(issue.duplicate ? ['id used twice'] : []),
    ...unknown.map(({ id }) => `${issueName(issue.source, id)} not found`),
  ].join('; ');
}

function describeDrift(drift: Drift): string {
  switch (drift.kind) {
    case 'fixedByCommit':
      return `fixed by ${shortCommit(drift.commit)}, still open`;
    case 'mergedPullRequest':
      return `${drift.id} was merged, still open`;
    case 'branchOfDone':
      return `done, and ${drift.branch} is checked out`;
    case 'quiet':
      return `quiet for ${drift.days} ${drift.days === 1 ? 'day' : 'days'}`;
  }
}

/** Of those that are not over: what became of the others is told as drift, or of no use. */
function describePullRequest({ id, state, review }: PullRequest): readonly string[] {
  if (state === 'merged' || state === 'closed') return [];
  if (state === 'draft') return [`pull request ${id} (draft)`];
  switch (review) {
    case 'approved':
      return [`pull request ${id} (approved)`];
    case 'changesRequested':
      return [`pull request ${id} (changes requested)`];
    case 'required':
    case null:
      return [`pull request ${id}`];
  }
}
