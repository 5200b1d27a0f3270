/** Answers for what GraphQL's nodes say: blockers, and pull requests with what they close. */
import type { PullRequest } from '../../../domain/issue';
import type { Blocker } from './composition';
import { countOf, momentOf, pageOf, recordOf, textOf } from './fields';
import { isRecord } from './json';
import type { BlockerCounts } from './record';
import { isRepositoryName, sameRepository } from './repositoryName';

type Fields = Readonly<Record<string, unknown>>;

/** Some of a list below a node. */
export interface NodePage<T> {
  readonly items: readonly T[];
  /** Whether no place of the list is empty: what an account does not see has none, or an empty one. */
  readonly isWhole: boolean;
  /** Where the next ones begin; null: these are all. */
  readonly after: string | null;
}

/** A pull request, and the first of the issues it closes. */
export interface ClosingPull {
  readonly nodeId: string | null;
  readonly number: number;
  readonly pull: PullRequest;
  readonly closes: NodePage<number>;
}

/** Null where the answer has none of it. Blockers this account does not see are left out. */
export const blockerPageOf = (node: Fields): NodePage<Blocker> | null => nodePageOf(node, 'blockedBy', blockerOf);

/** Numbers; null where the answer has none of it. @param own `owner/name`: issues of other repositories are left out */
export const closedPageOf = (node: Fields, own: string): NodePage<number> | null =>
  nodePageOf(node, 'closingIssuesReferences', (value) => {
    const number = isRecord(value) ? countOf(value, 'number') : null;
    const repository = isRecord(value) ? repositoryOf(value) : null;
    return repository !== null && sameRepository(repository, own) ? number : null;
  });

/** Null also where the list itself is missing: that is not an empty one. */
function nodePageOf<T>(node: Fields, name: string, read: (value: unknown) => T | null): NodePage<T> | null {
  const connection = recordOf(node, name);
  if (connection === null || !Array.isArray(connection.nodes)) return null;
  const nodes = connection.nodes as readonly unknown[];
  const items = nodes.flatMap((value) => read(value) ?? []);
  const isWhole = nodes.every((value) => value !== null);
  const page = recordOf(connection, 'pageInfo');
  if (page?.hasNextPage !== true) return { items, isWhole, after: null };
  const after = textOf(page, 'endCursor', 1000);
  return after === null ? null : { items, isWhole, after };
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

/** @param own `owner/name` */
export function closingPullOf(node: Fields, own: string): ClosingPull | null {
  const number = countOf(node, 'number');
  const title = textOf(node, 'title');
  const closes = closedPageOf(node, own);
  if (number === null || title === null || closes === null) return null;
  const pull: PullRequest = {
    id: `#${number}`,
    title,
    url: pageOf(node, 'url') ?? '',
    state: stateOf(node),
    review: reviews.get(textOf(node, 'reviewDecision') ?? '') ?? null,
    mergedAtMs: momentOf(node, 'mergedAt'),
  };
  return { nodeId: textOf(node, 'id'), number, pull, closes };
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
