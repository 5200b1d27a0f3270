import { describe, expect, it } from 'vitest';
import type { ProjectContext } from '../../../src/domain/context';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import type { PanelSurroundings } from '../../../src/vscode/panel/panelHeader';
import { PanelProjection } from '../../../src/vscode/panel/panelState';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const surroundings: PanelSurroundings = { hasFolder: true, trusted: true, syncing: false, failure: null, me: [] };

const evaluated = (id: string, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue =>
  evaluatedOf('beads:shop', id, facts);

const contextOf = (issues: readonly EvaluatedIssue[], currentIssue: string | null = null): ProjectContext => ({
  revision: 1,
  snapshotAtMs: 1_000,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [repositoryContextOf({ currentIssue })],
  sources: [
    {
      id: 'beads:shop',
      kind: 'beads',
      label: 'Beads',
      repository: '/w/shop',
      root: '/w/shop',
      via: 'issues.jsonl',
      freshness: 'live',
      confirmedAtMs: 1_000,
      lastAttemptAtMs: 1_000,
      nextAttemptAtMs: null,
      error: null,
      unwatched: null,
      remote: null,
    },
  ],
  counts: { ready: issues.length, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
  issues,
  problems: [],
  drift: new Map(),
});

describe('PanelProjection', () => {
  it('is loading until there is a snapshot, and says when no folder is open', () => {
    const projection = new PanelProjection(surroundings);
    expect(projection.state.header.phase).toBe('loading');
    expect(projection.update(null, { ...surroundings, hasFolder: false })?.header.phase).toBe('noFolder');
    expect(projection.update(contextOf([]), surroundings)?.header.phase).toBe('ready');
  });

  it('names an issue that blocks by a relation and by a text once', () => {
    const edge = { reason: 'edge', id: '1', key: 'beads:shop#1', title: 'Basket' } as const;
    const blockedBy = [
      { ...edge, kind: 'blocked_by' },
      { ...edge, kind: 'text' },
      { ...edge, kind: 'text', id: '2', key: 'beads:shop#2' },
    ];
    const projection = new PanelProjection(surroundings);
    projection.update(contextOf([evaluated('3', { status: 'blocked', blockedBy })]), surroundings);
    expect(projection.state.rows[0]?.blockedBy.map((reason) => 'id' in reason && reason.id)).toEqual(['1', '2']);
  });

  it('sends only rows and sections that differ', () => {
    const projection = new PanelProjection(surroundings);
    const kept = evaluated('a');
    const first = projection.update(contextOf([kept, evaluated('b')]), surroundings);
    expect(first?.upserts.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(first?.order).toEqual([{ section: 'ready', at: 0, removed: 0, keys: ['beads:shop#a', 'beads:shop#b'] }]);
    const second = projection.update(contextOf([kept, evaluated('b', { status: 'blocked' })]), surroundings);
    expect(second?.baseRevision).toBe(first?.revision);
    expect(second?.upserts.map(({ id, status }) => [id, status])).toEqual([['b', 'blocked']]);
    expect(second?.order).toEqual([
      { section: 'ready', at: 1, removed: 1, keys: [] },
      { section: 'blocked', at: 0, removed: 0, keys: ['beads:shop#b'] },
    ]);
    expect(second?.removals).toEqual([]);
  });

  it('sends nothing but the header when nothing differs', () => {
    const projection = new PanelProjection(surroundings);
    const context = contextOf([evaluated('a')]);
    projection.update(context, surroundings);
    expect(projection.update(context, { ...surroundings, syncing: true })).toMatchObject({
      upserts: [],
      removals: [],
      order: [],
      header: { syncing: true },
    });
  });

  it('says nothing when a reader would see no difference', () => {
    const projection = new PanelProjection(surroundings);
    const context = contextOf([evaluated('a')]);
    const { revision } = (projection.update(context, surroundings), projection.state);
    const later = {
      ...context,
      snapshotAtMs: 2_000,
      sources: context.sources.map((source) => ({ ...source, confirmedAtMs: 2_000 })),
    };
    expect(projection.update(later, surroundings)).toBeNull();
    expect(projection.state.revision).toBe(revision);
  });

  it('removes done issues, except the one the branch names', () => {
    const projection = new PanelProjection(surroundings);
    projection.update(contextOf([evaluated('a'), evaluated('b')]), surroundings);
    const done = [evaluated('a', { status: 'done' }), evaluated('b', { status: 'done' })];
    const patch = projection.update(contextOf(done, 'beads:shop#b'), surroundings);
    expect(patch?.removals).toEqual(['beads:shop#a']);
    expect(patch?.upserts).toMatchObject([{ id: 'b', status: 'done', current: true }]);
    expect(patch?.order).toEqual([{ section: 'ready', at: 0, removed: 2, keys: [] }]);
  });

  it('sends a row again when it becomes the current one or its parent gets another title', () => {
    const projection = new PanelProjection(surroundings);
    const child = evaluated('c', { parent: 'beads:shop#p' });
    projection.update(contextOf([evaluated('p'), child]), surroundings);
    const renamed = evaluated('p', { issue: issueOf('p', { title: 'Epic' }) });
    expect(projection.update(contextOf([renamed, child]), surroundings)?.upserts).toMatchObject([
      { id: 'p' },
      { id: 'c', parentTitle: 'Epic' },
    ]);
    expect(projection.update(contextOf([renamed, child], child.key), surroundings)?.upserts).toMatchObject([
      { id: 'c', current: true },
    ]);
  });

  it('leaves out a folder that only holds repositories', () => {
    const projection = new PanelProjection(surroundings);
    const context = contextOf([]);
    const [shop] = context.repositories;
    if (shop === undefined) throw new Error('no repository');
    const parent = { ...shop, root: '/w', name: 'w' };
    projection.update({ ...context, repositories: [parent, shop] }, surroundings);
    expect(projection.state.header.repositories.map(({ name }) => name)).toEqual(['shop']);
    projection.update({ ...context, repositories: [parent], sources: [] }, surroundings);
    expect(projection.state.header.repositories.map(({ name }) => name)).toEqual(['w']);
  });

  it('sends unreadable records only when they differ', () => {
    const projection = new PanelProjection(surroundings);
    const problem = { source: 'beads:shop', path: 'a.jsonl', line: 3, message: 'Broken.' };
    const broken = { ...contextOf([]), problems: [problem] };
    expect(projection.update(broken, surroundings)?.header.problems).toEqual([problem]);
    const again = { ...broken, problems: [{ ...problem }], issues: [evaluated('a')] };
    expect(projection.update(again, surroundings)?.header).toMatchObject({ problems: null, problemCount: 1 });
    expect(projection.state.header.problems).toEqual([problem]);
    expect(projection.update(contextOf([]), surroundings)?.header.problems).toEqual([]);
  });

  it('lists the first hundred unreadable records and counts the rest', () => {
    const projection = new PanelProjection(surroundings);
    const problems = Array.from({ length: 2_000 }, (_, at) => ({
      source: 'beads:shop',
      path: 'a.jsonl',
      line: at + 1,
      message: 'Broken.',
    }));
    const header = projection.update({ ...contextOf([]), problems }, surroundings)?.header;
    expect([header?.problems?.length, header?.problemCount]).toEqual([100, 2_000]);
  });

  it('changes no row when what an earlier run read turns out to be so still', () => {
    const projection = new PanelProjection(surroundings);
    const live = contextOf([evaluated('a'), evaluated('b')]);
    const sources = live.sources.map((source) => ({
      ...source,
      freshness: 'stale' as const,
      lastAttemptAtMs: null,
      confirmedAtMs: -7_200_000,
    }));
    projection.update({ ...live, consistency: 'cached', sources }, surroundings);
    expect(projection.state.header.sources).toMatchObject([{ recalled: true, confirmedAtMs: -7_200_000 }]);
    const patch = projection.update(live, surroundings);
    expect(patch).toMatchObject({ upserts: [], removals: [], order: [] });
    expect(patch?.header.sources).toMatchObject([{ recalled: false, freshness: 'live' }]);
  });

  it('makes a row anew only when its own drift says something else', () => {
    const projection = new PanelProjection(surroundings);
    const context = contextOf([evaluated('a'), evaluated('b')]);
    const quiet = (days: number) => new Map([['beads:shop#a', [{ kind: 'quiet' as const, days }]]]);
    projection.update(context, surroundings);
    const patch = projection.update({ ...context, drift: quiet(9) }, surroundings);
    expect(patch?.upserts).toMatchObject([{ id: 'a', drift: [{ kind: 'quiet', subject: '9' }] }]);
    expect(projection.update({ ...context, drift: quiet(9) }, surroundings)).toBeNull();
    expect(projection.update({ ...context, drift: quiet(10) }, surroundings)?.upserts).toHaveLength(1);
    expect(projection.update(context, surroundings)?.upserts).toMatchObject([{ id: 'a', drift: [] }]);
  });

  it('turns a source error into a sentence', () => {
    const projection = new PanelProjection(surroundings);
    const context = contextOf([]);
    const [source] = context.sources;
    if (source === undefined) throw new Error('no source');
    const failing = {
      ...context,
      sources: [{ ...source, error: { failure: { kind: 'forbidden' as const, path: 'x.jsonl' }, sinceMs: 7 } }],
    };
    expect(projection.update(failing, surroundings)?.header.sources[0]?.error).toEqual({
      message: 'x.jsonl cannot be read: permission denied.',
      sinceMs: 7,
      trouble: 'failing',
    });
  });
});
