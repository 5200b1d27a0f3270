/** Answers for the issues of the demo workspace: a web shop's backlog in which everything a panel must show occurs. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths';

/** One line of `demoIssues.jsonl`. Days are before the moment the workspace is made; all else as Beads writes it. */
interface DemoIssue {
  readonly id: string;
  readonly title: string;
  readonly type: 'bug' | 'feature' | 'task' | 'epic' | 'chore';
  readonly priority: 0 | 1 | 2 | 3 | 4;
  /** Default: open. */
  readonly status?: string;
  readonly created: number;
  readonly updated: number;
  readonly assignee?: string;
  readonly labels?: readonly string[];
  readonly blockedBy?: readonly string[];
  readonly waitsFor?: string;
  readonly related?: string;
  readonly parent?: string;
  /** Days until it is to be looked at again. */
  readonly deferred?: number;
  readonly description?: string;
}

/** The issue that the demo's branch is named after. */
export const currentIssueId = 'shop-4be1';

const issues = readFileSync(path.join(projectRoot, 'test', 'rig', 'demoIssues.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as DemoIssue);

/** Cut off in the middle, as a disk that ran full leaves it. */
const brokenLine = '{"id":"shop-9e77","title":"Import the address book of the old sh';

const dayMs = 86_400_000;

/** The whole `issues.jsonl`, one broken line included. */
export function demoIssuesJsonl(nowMs: number): string {
  const lines = issues.map((issue) => JSON.stringify(record(issue, nowMs)));
  lines.splice(Math.floor(lines.length / 2), 0, brokenLine);
  return `${lines.join('\n')}\n`;
}

function record(issue: DemoIssue, nowMs: number): Record<string, unknown> {
  const daysAgo = (days: number): string => new Date(nowMs - days * dayMs).toISOString();
  const createdAt = daysAgo(issue.created);
  const edge = (type: string) => (id: string) => ({
    issue_id: issue.id,
    depends_on_id: id,
    type,
    created_at: createdAt,
  });
  const status = issue.status ?? 'open';
  const dependencies = [
    ...(issue.blockedBy ?? []).map(edge('blocks')),
    ...(issue.parent === undefined ? [] : [issue.parent].map(edge('parent-child'))),
    ...(issue.waitsFor === undefined ? [] : [issue.waitsFor].map(edge('waits-for'))),
    ...(issue.related === undefined ? [] : [issue.related].map(edge('related'))),
  ];
  return {
    id: issue.id,
    title: issue.title,
    description: issue.description ?? '',
    status,
    priority: issue.priority,
    issue_type: issue.type,
    ...(issue.assignee !== undefined && { assignee: issue.assignee }),
    created_at: createdAt,
    updated_at: daysAgo(issue.updated),
    ...(status === 'closed' && { closed_at: daysAgo(issue.updated), close_reason: 'done' }),
    ...(issue.deferred !== undefined && { defer_until: daysAgo(-issue.deferred) }),
    ...(issue.labels !== undefined && { labels: issue.labels }),
    ...(dependencies.length > 0 && { dependencies }),
  };
}
