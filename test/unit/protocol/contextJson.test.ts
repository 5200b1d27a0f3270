import { describe, expect, it } from 'vitest';
import type { ProjectContext, SourceContext } from '../../../src/domain/context';
import { toContextJson } from '../../../src/protocol/contextJson';

const source = (root: string): SourceContext => ({
  id: 'roadmap:app',
  kind: 'roadmap',
  label: 'Roadmap',
  repository: '/w/shop',
  root,
  via: '.roadmap',
  freshness: 'live',
  confirmedAtMs: 0,
  lastAttemptAtMs: 0,
  nextAttemptAtMs: null,
  error: null,
  remote: null,
});

const contextOf = (root: string): ProjectContext => ({
  revision: 1,
  snapshotAtMs: 0,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources: [source(root)],
  counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
  issues: [],
  problems: [{ source: 'roadmap:app', path: '.roadmap/issues/a.md', line: 2, message: 'It is broken.' }],
  drift: new Map(),
});

const problemPath = (root: string): string | null | undefined =>
  toContextJson(contextOf(root), { all: false }).problems[0]?.path;

describe('toContextJson', () => {
  it('says paths from the root of the repository, also of a source in a folder below it', () => {
    expect(problemPath('/w/shop')).toBe('.roadmap/issues/a.md');
    expect(problemPath('/w/shop/packages/app')).toBe('packages/app/.roadmap/issues/a.md');
  });

  it('says them with forward slashes where folders have backward ones', () => {
    const context = contextOf('C:\\w\\shop\\packages\\app');
    const sources = context.sources.map((each) => ({ ...each, repository: 'C:\\w\\shop' }));
    const { problems } = toContextJson({ ...context, sources }, { all: false });
    expect(problems[0]?.path).toBe('packages/app/.roadmap/issues/a.md');
  });
});
