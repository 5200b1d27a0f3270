import { describe, expect, it } from 'vitest';
import { dependencyKind, roadmapRules } from '../../../src/adapters/trackers/roadmap/rules';
import { currentIssue } from '../../../src/domain/currentIssue';
import type { Edge, Issue } from '../../../src/domain/issue';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { ReadinessIndex } from '../../../src/domain/readinessIndex';
import { issueOf } from '../../fakes/issues';

const edge = (id: string, reversed = false): Edge => ({ kind: dependencyKind, id, scope: null, reversed });

function judge(issues: readonly Issue[]): ReadonlyMap<string, EvaluatedIssue> {
  const index = new ReadinessIndex();
  index.setSource({ id: 'roadmap:shop', aliases: ['shop'], rules: roadmapRules(), issues });
  index.flush(0);
  return new Map(index.all().map((each) => [each.issue.id, each]));
}

describe('roadmap rules', () => {
  it.each([
    ['todo', 'ready'],
    ['open', 'ready'],
    ['in-progress', 'inProgress'],
    ['in_progress', 'inProgress'],
    ['review', 'inProgress'],
    ['blocked', 'blocked'],
    ['closed', 'done'],
    ['done', 'done'],
    ['completed', 'done'],
    ['archived', 'done'],
    ['parked', 'other'],
  ])('take %s for %s', (trackerStatus, status) => {
    expect(judge([issueOf('0a0b0c01', { trackerStatus })]).get('0a0b0c01')?.status).toBe(status);
  });

  it('count a dependency that both sides state once', () => {
    const judged = judge([
      issueOf('0a0b0c01', { trackerStatus: 'todo', edges: [edge('0a0b0c02')] }),
      issueOf('0a0b0c02', { trackerStatus: 'todo', edges: [edge('0A0B0C01', true)] }),
    ]);
    expect(judged.get('0a0b0c01')).toMatchObject({ status: 'blocked' });
    expect(judged.get('0a0b0c01')?.blockedBy).toHaveLength(1);
    expect(judged.get('0a0b0c02')).toMatchObject({ status: 'ready', unblocks: { direct: 1, total: 1 } });
  });

  it('leave an issue free whose blocker cannot be found or is done', () => {
    const judged = judge([
      issueOf('0a0b0c01', { trackerStatus: 'todo', edges: [edge('0a0b0c09'), edge('0a0b0c02')] }),
      issueOf('0a0b0c02', { trackerStatus: 'archived' }),
    ]);
    expect(judged.get('0a0b0c01')?.status).toBe('ready');
  });

  it.each([
    ['feature/0a0b0c01-add-ids', '0a0b0c01'],
    ['feature/12345678-only-digits', '12345678'],
    ['fix/1e234567-a-number', '1e234567'],
    ['0a0b0c01', '0a0b0c01'],
    ['feature/0A0B0C01-upper', '0a0b0c01'],
    ['feature/0a0b0c012-longer', null],
  ])('find the issue of the branch %s', (branch, id) => {
    const known = new Set(['0a0b0c01', '12345678', '1e234567']);
    const lookup = (asked: string): { key: string; status: 'ready' }[] =>
      known.has(asked.toLowerCase()) ? [{ key: asked.toLowerCase(), status: 'ready' }] : [];
    expect(currentIssue(branch, lookup)).toBe(id);
  });
});
