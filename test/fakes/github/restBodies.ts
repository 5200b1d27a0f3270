/** Answers for how the loopback GitHub writes its records in REST answers. */
import { sees } from './access';
import { fullNameOf, type FakeIssue, type FakeMilestone, type FakePull } from './records';
import { momentOf, momentOrNull, repositoryUrl, userBody, type Body, type Writing } from './restWriting';

export function milestoneBody(milestone: FakeMilestone, writing: Writing): Body {
  const { repository } = milestone;
  const url = `${repositoryUrl(repository, writing)}/milestones/${milestone.number}`;
  let open = 0;
  let closed = 0;
  for (const thread of repository.threads.values()) {
    if (thread.milestone !== milestone || (thread.kind === 'issue' && thread.deleted)) continue;
    if (thread.state === 'open') open++;
    else closed++;
  }
  return {
    url,
    html_url: `${writing.state.webOrigin}/${fullNameOf(repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: `MI_kwDO${Buffer.from(String(milestone.id)).toString('base64url')}`,
    number: milestone.number,
    title: milestone.title,
    description: null,
    creator: userBody(writing.state.user(repository.owner), writing),
    open_issues: open,
    closed_issues: closed,
    state: milestone.state,
    created_at: momentOf(milestone.createdAtMs),
    updated_at: momentOf(milestone.updatedAtMs),
    due_on: momentOrNull(milestone.dueAtMs),
    closed_at: momentOrNull(milestone.closedAtMs),
  };
}

/** What issues and pull requests say alike. */
export function threadBody(thread: FakeIssue | FakePull, writing: Writing, milestones: MilestoneBodies): Body {
  const repository = repositoryUrl(thread.repository, writing);
  const assignees = thread.assignees.map((user) => userBody(user, writing));
  return {
    node_id: thread.nodeId,
    number: thread.number,
    title: thread.title,
    user: thread.author === null ? null : userBody(thread.author, writing),
    labels: thread.labels.map(({ id, name, colour }) => ({
      id,
      node_id: `LA_kwDO${Buffer.from(String(id)).toString('base64url')}`,
      url: `${repository}/labels/${encodeURIComponent(name)}`,
      name,
      color: colour,
      default: false,
      description: '',
    })),
    state: thread.state,
    locked: false,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: thread.milestone === null ? null : milestones.of(thread.milestone, writing),
    created_at: momentOf(thread.createdAtMs),
    updated_at: momentOf(thread.updatedAtMs),
    closed_at: momentOrNull(thread.closedAtMs),
    author_association: 'NONE',
    active_lock_reason: null,
    body: thread.body,
  };
}

/** Writes each milestone once an answer: counting its issues is the dear part. */
export class MilestoneBodies {
  private readonly written = new Map<FakeMilestone, Body>();

  of(milestone: FakeMilestone, writing: Writing): Body {
    const known = this.written.get(milestone) ?? milestoneBody(milestone, writing);
    this.written.set(milestone, known);
    return known;
  }
}

/** As the endpoints of issues write issues, and pull requests among them. */
export function issueBody(thread: FakeIssue | FakePull, writing: Writing, milestones = new MilestoneBodies()): Body {
  const repository = repositoryUrl(thread.repository, writing);
  const url = `${repository}/issues/${thread.number}`;
  const page = `${writing.state.webOrigin}/${fullNameOf(thread.repository)}`;
  return {
    url,
    repository_url: repository,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: `${page}/${thread.kind === 'pull' ? 'pull' : 'issues'}/${thread.number}`,
    id: thread.id,
    ...threadBody(thread, writing, milestones),
    comments: thread.comments,
    reactions: noReactions(url),
    performed_via_github_app: null,
    ...(thread.kind === 'pull' ? pullFields(thread, repository, page) : issueFields(thread, writing)),
  };
}

function issueFields(issue: FakeIssue, { state, api }: Writing): Body {
  const { dependencies, subIssues } = state.features;
  const total = issue.subIssues.size;
  const completed = [...issue.subIssues].filter((one) => one.state === 'closed').length;
  return {
    state_reason: issue.stateReason,
    type: issue.type === null ? null : typeBody(issue.type),
    ...(subIssues && {
      sub_issues_summary: {
        total,
        completed,
        percent_completed: total === 0 ? 0 : Math.floor((completed * 100) / total),
      },
      ...(issue.parent !== null && {
        parent_issue_url: `${api}/repos/${fullNameOf(issue.parent.repository)}/issues/${issue.parent.number}`,
      }),
    }),
    ...(dependencies && { issue_dependencies_summary: dependenciesSummary(issue) }),
  };
}

/** Counts also what the caller cannot see. */
export function dependenciesSummary(issue: FakeIssue): Record<string, number> {
  const there = (one: FakeIssue): boolean => !one.deleted;
  const isOpen = (one: FakeIssue): boolean => there(one) && one.state === 'open';
  return {
    blocked_by: [...issue.blockedBy].filter(isOpen).length,
    blocking: [...issue.blocking].filter(isOpen).length,
    total_blocked_by: [...issue.blockedBy].filter(there).length,
    total_blocking: [...issue.blocking].filter(there).length,
  };
}

const typeBody = (name: string): Body => ({
  id: name.length,
  node_id: `IT_kwDO${Buffer.from(name).toString('base64url')}`,
  name,
  description: null,
  color: 'gray',
  is_enabled: true,
});

function pullFields(pull: FakePull, repository: string, page: string): Body {
  return {
    state_reason: null,
    draft: pull.draft,
    pull_request: {
      url: `${repository}/pulls/${pull.number}`,
      html_url: `${page}/pull/${pull.number}`,
      diff_url: `${page}/pull/${pull.number}.diff`,
      patch_url: `${page}/pull/${pull.number}.patch`,
      merged_at: momentOrNull(pull.mergedAtMs),
    },
  };
}

function noReactions(url: string): Body {
  const kinds = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];
  return { url: `${url}/reactions`, total_count: 0, ...Object.fromEntries(kinds.map((kind) => [kind, 0])) };
}

/** Those of some issues that the caller sees. */
export const seenOf = (issues: Iterable<FakeIssue>, { state, caller }: Writing): FakeIssue[] =>
  [...issues].filter((issue) => sees(state, caller, issue));
