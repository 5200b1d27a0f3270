/** Answers for what the card of an issue and the board are told: all from the snapshot, but for whole texts. */
import type { ContextScout } from '../../app/contextScout';
import { chainOf } from '../../domain/chain';
import type { ProjectContext, SourceContext } from '../../domain/context';
import { issueWithKey } from '../../domain/issueLookup';
import type { EvaluatedIssue } from '../../domain/readiness';
import type { Chain, ChainDirection, IssueDetails, IssueText } from '../../protocol/issueDetails';
import type { PanelHandlers } from '../../protocol/messenger';
import { linkNames } from '../../protocol/rowRemote';

/** Nodes of a chain beside the other things a card says, and where it is looked at by itself. */
const shortChain = 8;
const longChain = 200;

/** More pull requests are not looked through in a card. */
const mostPullRequests = 20;

type Circumstances = Pick<IssueDetails, 'parent' | 'blockers' | 'unblocks' | 'source'>;

/** What webviews are answered about one issue. */
export type IssueAnswers = Pick<PanelHandlers, 'getDetails' | 'getChain' | 'getText'>;

export const issueAnswers = (scout: Pick<ContextScout, 'context' | 'textOf'>): IssueAnswers => ({
  getDetails: ({ key }) => issueDetails(scout.context, key),
  getChain: ({ key, direction }) => issueChain(scout.context, key, direction),
  getText: ({ key }) => issueText(scout, key),
});

/** What is known of the issue `key`; null when the snapshot has it no more. */
function issueDetails(context: ProjectContext | null, key: string): IssueDetails | null {
  const evaluated = issueIn(context, key);
  const source = context?.sources.find(({ id }) => id === evaluated?.source);
  if (context === null || evaluated === null || source === undefined) return null;
  return { ...factsOf(evaluated), ...circumstancesOf(context, evaluated, source) };
}

/** What `key` waits for, or what waits for it; null when the snapshot has it no more. */
function issueChain(context: ProjectContext | null, key: string, direction: ChainDirection): Chain | null {
  return context === null ? null : chainOf(context.issues, key, direction, longChain);
}

/** The text of the record as it is now; where that cannot be had, what is in memory. Null: there is none. */
async function issueText(scout: Pick<ContextScout, 'context' | 'textOf'>, key: string): Promise<IssueText | null> {
  const evaluated = issueIn(scout.context, key);
  if (evaluated === null) return null;
  const { source, issue } = evaluated;
  const read = await scout.textOf(source, issue);
  if (read?.ok === true) return read.value;
  return issue.excerpt === undefined ? null : { markdown: issue.excerpt.text, isWhole: issue.excerpt.isWhole };
}

function issueIn(context: ProjectContext | null, key: string): EvaluatedIssue | null {
  return context === null ? null : (issueWithKey(context.issues, key) ?? null);
}

function factsOf({ key, status, issue }: EvaluatedIssue): Omit<IssueDetails, keyof Circumstances> {
  return {
    key,
    id: issue.id,
    title: issue.title,
    status,
    trackerStatus: issue.trackerStatus,
    type: issue.type,
    priority: issue.priority,
    labels: issue.labels,
    assignees: issue.assignees,
    author: issue.author,
    phase: issue.phase,
    createdAtMs: issue.createdAtMs,
    updatedAtMs: issue.updatedAtMs,
    closedAtMs: issue.closedAtMs,
    deferUntilMs: issue.deferUntilMs,
    excerpt: issue.excerpt?.text ?? null,
    excerptIsWhole: issue.excerpt?.isWhole ?? true,
    pullRequests: (issue.remote?.pullRequests ?? [])
      .slice(0, mostPullRequests)
      .map(({ id, title, state, review }) => ({ id, title, state, review, link: linkNames.pullRequest(id) })),
    place: issue.location,
    openable: issue.location !== null || issue.url !== null,
    linkable: issue.url !== null,
  };
}

function circumstancesOf(
  { issues }: ProjectContext,
  { key, parent }: EvaluatedIssue,
  { label, freshness, confirmedAtMs }: SourceContext,
): Circumstances {
  const above = parent === null ? undefined : issueWithKey(issues, parent);
  const chain = (direction: ChainDirection): Chain =>
    chainOf(issues, key, direction, shortChain) ?? { nodes: [], more: 0 };
  return {
    parent: above === undefined ? null : { key: above.key, title: above.issue.title },
    blockers: chain('blockers'),
    unblocks: chain('unblocks'),
    source: { label, freshness, confirmedAtMs },
  };
}
