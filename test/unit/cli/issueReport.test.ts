import { describe, expect, it } from 'vitest';
import { renderContext, renderIssues, renderSync } from '../../../src/cli/issueReport';
import type { ProjectContext, SourceContext } from '../../../src/domain/context';
import type { BlockReason, EvaluatedIssue, Status } from '../../../src/domain/readiness';
import { issueOf } from '../../fakes/issues';

const style = { width: Infinity, colours: false };

const source = (facts: Partial<SourceContext> = {}): SourceContext => ({
  id: 'beads:shop',
  kind: 'beads',
  label: 'Beads',
  repository: '/shop',
  root: '/shop',
  via: '.beads/issues.jsonl',
  freshness: 'fresh',
  confirmedAtMs: 0,
  lastAttemptAtMs: 0,
  nextAttemptAtMs: null,
  error: null,
  remote: null,
  ...facts,
});

function evaluated(id: string, status: Status, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue {
  return {
    key: `beads:shop#${id}`,
    source: 'beads:shop',
    issue: issueOf(id),
    status,
    notWork: false,
    started: false,
    blockedBy: [],
    dependencies: [],
    parent: null,
    unblocks: { direct: 0, total: 0 },
    duplicate: false,
    ...facts,
  };
}

function contextOf(issues: readonly EvaluatedIssue[], facts: Partial<ProjectContext> = {}): ProjectContext {
  const counts = { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 };
  for (const { status } of issues) counts[status]++;
  return {
    revision: 1,
    snapshotAtMs: 0,
    consistency: 'strict',
    staleAfterMs: null,
    repositories: [],
    sources: [source()],
    counts,
    issues,
    problems: [],
    drift: new Map(),
    ...facts,
  };
}

const rowsOf = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' | '));

describe('the table of ready issues', () => {
  it('has priority, id, title, and what comes free', () => {
    const context = contextOf([
      evaluated('x-1', 'ready', { issue: issueOf('x-1', { priority: 0 }), unblocks: { direct: 2, total: 5 } }),
      evaluated('x-2', 'ready', { issue: issueOf('x-2', { priority: null }), unblocks: { direct: 1, total: 1 } }),
      evaluated('x-3', 'blocked'),
    ]);
    expect(rowsOf(renderIssues(context, 'ready', style))).toEqual([
      'P | ID | TITLE | UNBLOCKS',
      '0 | x-1 | Title of x-1 | 2, then 3',
      '- | x-2 | Title of x-2 | 1',
    ]);
  });

  it('notes what a person should know first', () => {
    const unknown = { kind: 'blocks', id: 'external:pay:refunds', key: null, state: 'unknown' } as const;
    const context = contextOf(
      [evaluated('x-1', 'ready', { dependencies: [unknown], duplicate: true }), evaluated('x-2', 'ready')],
      {
        repositories: [
          {
            root: '/shop',
            name: 'shop',
            project: null,
            git: null,
            gitError: null,
            currentIssue: 'beads:shop#x-2',
            phase: null,
          },
        ],
      },
    );
    expect(rowsOf(renderIssues(context, 'ready', style)).slice(1)).toEqual([
      '2 | x-1 | Title of x-1 | id used twice; external:pay:refunds not found',
      '2 | x-2 | Title of x-2 | current branch',
    ]);
  });

  it('names issues by key where there are several sources', () => {
    const sources = [source(), source({ id: 'beads:api' })];
    expect(renderIssues(contextOf([evaluated('x-1', 'ready')], { sources }), 'ready', style)).toContain(
      'beads:shop#x-1',
    );
  });

  it('says so when there is nothing to list', () => {
    expect(renderIssues(contextOf([]), 'ready', style)).toBe('No issue is ready.\n');
    expect(renderIssues(contextOf([], { sources: [] }), 'ready', style)).toContain('No issue tracker was found');
  });
});

describe('the table of blocked issues', () => {
  it('gives every reason', () => {
    const named = { kind: 'blocks', id: 'x-9', key: 'beads:shop#x-9', title: 'Nine' };
    const reasons: readonly BlockReason[] = [
      { reason: 'edge', ...named },
      { reason: 'parent', ...named },
      { reason: 'cycle', ...named },
      { reason: 'unknown', kind: 'blocks', id: 'y-1' },
      { reason: 'manual' },
    ];
    const context = contextOf([evaluated('x-1', 'blocked', { blockedBy: reasons, started: true })]);
    expect(rowsOf(renderIssues(context, 'blocked', style))).toEqual([
      'P | ID | TITLE | BLOCKED BY | NOTE',
      '2 | x-1 | Title of x-1 | x-9 Nine; parent x-9 Nine; waits for itself through x-9; y-1 (not found); marked blocked | begun',
    ]);
  });
});

describe('the report of all', () => {
  it('has a section for each status that occurs, and only counts what is done', () => {
    const all = (['inProgress', 'ready', 'blocked', 'deferred', 'other', 'done'] as const).map((status, index) =>
      evaluated(`x-${index}`, status),
    );
    const text = renderContext(contextOf(all), false, style);
    expect(text.match(/^[A-Z][a-z ]+ \(1\)$/gm)).toEqual([
      'In progress (1)',
      'Ready (1)',
      'Blocked (1)',
      'Deferred (1)',
      'Other (1)',
    ]);
    expect(text).toContain('1 done');
    expect(renderContext(contextOf(all), true, style)).toContain('Done (1)');
  });

  it('has one line a source, and what failed', () => {
    const failure = { kind: 'forbidden', path: '.beads/issues.jsonl' } as const;
    const sources = [
      source(),
      source({ id: 'beads:api', freshness: 'never', via: '', error: { failure, sinceMs: 0 } }),
    ];
    const text = renderSync(contextOf([evaluated('x-1', 'done')], { sources }), style);
    expect(rowsOf(text)).toEqual([
      'SOURCE | ISSUES | STATE | READ FROM | ERROR',
      'beads:shop | 1 | fresh | .beads/issues.jsonl',
      'beads:api | 0 | never | .beads/issues.jsonl cannot be read: permission denied.',
    ]);
  });

  it('lists the first records that cannot be read, by file and line', () => {
    const problems = Array.from({ length: 7 }, (_, index) => ({
      source: 'beads:shop',
      path: 'f',
      line: index + 1,
      message: 'broken',
    }));
    const text = renderSync(contextOf([], { problems }), style);
    expect(text).toContain('f:1: broken\n');
    expect(text).toContain('f:5: broken\n');
    expect(text).not.toContain('f:6');
    expect(text).toContain('and 2 more');
  });

  it('prints nothing that a terminal would obey', () => {
    const title = 'evil\u001b]0;owned\u0007\u202etitle';
    const text = renderContext(
      contextOf([evaluated('x-1', 'ready', { issue: issueOf('x-1', { title }) })]),
      false,
      style,
    );
    expect(text).toContain('evil ]0;owned title');
  });
});
