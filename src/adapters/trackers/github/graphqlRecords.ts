/** Answers for what GraphQL's nodes say: blockers, and pull requests with what they close. */
import type { PullRequest } from '../../../domain/issue';
import type { Blocker } from './composition';
import { countOf, listOf, momentOf, pageOf, recordOf, textOf } from './fields';
import { isRecord } from './json';
import type { LinkedPull } from './pullLinks';
import type { BlockerCounts } from './record';
import { isRepositoryName, sameRepository } from './repositoryName';

type Fields = Readonly<Record<string, unknown>>;

export interface BlockerPage {
  readonly blockers: readonly Blocker[];
  /** Where the next ones begin; null: these are all. */
  readonly after: string | null;
}

/** Null where the answer has none of it. Blockers this account does not see are left out. */
export function blockerPageOf(node: Fields): BlockerPage | null {
  const connection = recordOf(node, 'blockedBy');
  if (connection === null) return null;
  const blockers = listOf(connection, 'nodes').flatMap((value) => blockerOf(value) ?? []);
  const page = recordOf(connection, 'pageInfo');
  return { blockers, after: page?.hasNextPage === true ? textOf(page, 'endCursor', 1000) : null };
}

export function countsOf(node: Fields): BlockerCounts | null {
  const summary = recordOf(node, 'issueDependenciesSummary');
  const open = summary === null ? null : countOf(summary, 'blockedBy');
  const total = summary === null ? null : countOf(summary, 'totalBlockedBy');
  return open === null || total === null ? null : { open, total };
}

function blockerOf(value: unknown): Blocker | null {
  if (!isRecord(value)) return null;
  const number = countOf(value, 'number');
  const title = textOf(value, 'title');
  const repository = repositoryOf(value);
  if (number === null || title === null || repository === null) return null;
  const reason = textOf(value, 'stateReason');
  return { repository, number, title, open: value.state !== 'CLOSED', reason, url: pageOf(value, 'url') };
}

/** @param own `owner/name`: issues of other repositories are left out */
export function linkedPullOf(node: Fields, own: string): (LinkedPull & { readonly number: number }) | null {
  const number = countOf(node, 'number');
  const title = textOf(node, 'title');
  const references = recordOf(node, 'closingIssuesReferences');
  if (number === null || title === null || references === null) return null;
  const closes = listOf(references, 'nodes').flatMap((value) => {
    const issue = isRecord(value) ? countOf(value, 'number') : null;
    const repository = isRecord(value) ? repositoryOf(value) : null;
    return issue !== null && repository !== null && sameRepository(repository, own) ? [issue] : [];
  });
  const pull: PullRequest = {
    id: `#${number}`,
    title,
    url: pageOf(node, 'url') ?? '',
    state: stateOf(node),
    review: reviews.get(String(node.reviewDecision)) ?? null,
    mergedAtMs: momentOf(node, 'mergedAt'),
  };
  return { number, pull, closes: [...new Set(closes)] };
}

function repositoryOf(value: Fields): string | null {
  const repository = recordOf(value, 'repository');
  const name = repository === null ? null : textOf(repository, 'nameWithOwner');
  return name !== null && isRepositoryName(name) ? name : null;
}

function stateOf({ state, isDraft }: Fields): PullRequest['state'] {
  if (state === 'MERGED') return 'merged';
  if (state === 'CLOSED') return 'closed';
  return isDraft === true ? 'draft' : 'open';
}

const reviews: ReadonlyMap<string, NonNullable<PullRequest['review']>> = new Map([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changesRequested'],
  ['REVIEW_REQUIRED', 'required'],
]);
