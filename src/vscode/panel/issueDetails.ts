/** Answers for what the card of an issue and the board are told: all from the snapshot. */
import type { ProjectContext, SourceContext } from '../../domain/context';
import type { EvaluatedIssue } from '../../domain/readiness';
import type { Chain, ChainDirection, IssueDetails, IssueText } from '../../protocol/issueDetails';
import { linkNames } from '../../protocol/rowRemote';

const emptyChain: Chain = { nodes: [], more: 0 };

/** What is known of the issue `key`; null when the snapshot has it no more. */
export function issueDetails(context: ProjectContext | null, key: string): IssueDetails | null {
  const evaluated = context?.issues.find((each) => each.key === key);
  const source = context?.sources.find(({ id }) => id === evaluated?.source);
  if (context === null || evaluated === undefined || source === undefined) return null;
  return { ...factsOf(evaluated), ...circumstancesOf(context, evaluated, source) };
}

/** What `key` waits for, or what waits for it. */
export function issueChain(context: ProjectContext | null, key: string, direction: ChainDirection): Chain | null {
  void direction;
  return context?.issues.some((each) => each.key === key) === true ? emptyChain : null;
}

export function issueText(context: ProjectContext | null, key: string): IssueText | null {
  const excerpt = context?.issues.find((each) => each.key === key)?.issue.excerpt;
  return excerpt === undefined ? null : { markdown: excerpt.text, isWhole: excerpt.isWhole };
}

function factsOf({ key, status, issue }: EvaluatedIssue): Omit<IssueDetails, keyof ReturnType<typeof circumstancesOf>> {
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
    openable: issue.location !== null || issue.url !== null,
    linkable: issue.url !== null,
  };
}

function circumstancesOf({ issues }: ProjectContext, { issue, parent }: EvaluatedIssue, source: SourceContext) {
  const above = issues.find(({ key }) => key === parent);
  return {
    parent: above === undefined ? null : { key: above.key, title: above.issue.title },
    blockers: emptyChain,
    unblocks: emptyChain,
    pullRequests: (issue.remote?.pullRequests ?? []).map(({ id, title, state, review }) => {
      return { id, title, state, review, link: linkNames.pullRequest(id) };
    }),
    source: { label: source.label, freshness: source.freshness, confirmedAtMs: source.confirmedAtMs },
    place: issue.location,
  };
}
