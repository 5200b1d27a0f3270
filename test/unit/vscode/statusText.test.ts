import { describe, expect, it } from 'vitest';
import type { ProjectContext, RepositoryContext, SourceContext } from '../../../src/domain/context';
import { statusText } from '../../../src/vscode/statusText';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const nowMs = 10_000_000;

const source = (facts: Partial<SourceContext>): SourceContext => ({
  id: 'beads:shop',
  kind: 'beads',
  label: 'Beads',
  repository: '/w/shop',
  root: '/w/shop',
  via: '.beads/issues.jsonl',
  freshness: 'live',
  confirmedAtMs: nowMs,
  lastAttemptAtMs: nowMs,
  nextAttemptAtMs: null,
  error: null,
  unwatched: null,
  remote: null,
  ...facts,
});

const contextOf = (...sources: SourceContext[]): ProjectContext => ({
  revision: 1,
  snapshotAtMs: nowMs,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources,
  counts: { ready: 12, inProgress: 2, blocked: 5, deferred: 0, other: 0, done: 3 },
  issues: [],
  problems: [],
  drift: new Map(),
});

const minutes = (count: number): number => count * 60_000;

describe('statusText', () => {
  it('says live while a watcher vouches for every source', () => {
    expect(statusText(contextOf(source({})), false, nowMs)).toMatchObject({
      kind: 'live',
      text: '$(pass) 12 ready · live',
    });
  });

  it('tells the age of the oldest source, and a shape for each state', () => {
    const at = (freshness: SourceContext['freshness'], age: number): string =>
      statusText(contextOf(source({}), source({ freshness, confirmedAtMs: nowMs - minutes(age) })), false, nowMs).text;
    expect(at('fresh', 3)).toBe('$(check) 12 ready · 3m ago');
    expect(at('ageing', 9)).toBe('$(history) 12 ready · 9m ago');
    expect(at('stale', 47)).toBe('$(warning) 12 ready · 47m ago');
    expect(at('fresh', 0.5)).toBe('$(check) 12 ready · just now');
    expect(at('stale', 0.5)).toBe('$(warning) 12 ready · less than 1m ago');
  });

  it('puts an error before everything else and keeps the count', () => {
    const failing = source({
      freshness: 'fresh',
      confirmedAtMs: nowMs - minutes(5),
      error: { failure: { kind: 'notFound', path: 'x_y.jsonl' }, sinceMs: nowMs - minutes(4) },
    });
    const status = statusText(contextOf(failing), false, nowMs);
    expect(status).toMatchObject({ kind: 'error', text: '$(error) 12 ready · failing' });
    expect(status.spoken).toBe('Context Scout: 12 ready, a source is failing, data from 5m ago');
    expect(status.tooltip).toContain('failing for 4m: x\\_y.jsonl was not found.');
  });

  it('spins while syncing and says so in words', () => {
    expect(statusText(contextOf(source({})), true, nowMs)).toMatchObject({
      text: '$(sync~spin) 12 ready · live',
      spoken: 'Context Scout: 12 ready, live, syncing',
    });
  });

  it('says when there is nothing yet, and when there is no tracker', () => {
    expect(statusText(null, false, nowMs).kind).toBe('loading');
    expect(statusText(contextOf(), false, nowMs)).toMatchObject({
      kind: 'noTracker',
      text: '$(circle-slash) no tracker',
    });
  });

  it('says failing, not an age, also of a source that was never read', () => {
    const failing = source({
      freshness: 'never',
      confirmedAtMs: null,
      error: { failure: { kind: 'notFound', path: 'x' }, sinceMs: nowMs },
    });
    expect(statusText(contextOf(failing), false, nowMs)).toMatchObject({
      text: '$(error) 12 ready · failing',
      spoken: 'Context Scout: 12 ready, a source is failing, never read',
    });
  });

  it('counts the problems in the records', () => {
    const problem = { source: 'beads:shop', path: null, line: null, message: 'The record has no id.' };
    const tooltipOf = (...problems: ProjectContext['problems']): string =>
      statusText({ ...contextOf(source({})), problems }, false, nowMs).tooltip;
    expect(tooltipOf(problem)).toContain('1 problem in the records.');
    expect(tooltipOf(problem, problem)).toContain('2 problems in the records.');
  });

  it('says once why sources and repositories are not watched, and what is off with a repository', () => {
    const why = 'The folder is on a network drive.';
    const context = contextOf(source({ freshness: 'fresh', unwatched: why }));
    const tooltipOf = (facts: Partial<RepositoryContext>): string =>
      statusText({ ...context, repositories: [repositoryContextOf(facts)] }, false, nowMs).tooltip;
    expect(tooltipOf({})).toContain(`\nNot watched \\(beads:shop\\): ${why}`);
    expect(tooltipOf({})).not.toContain('\nshop:');
    expect(tooltipOf({ unwatched: why })).toContain(`\nNot watched \\(beads:shop, git of shop\\): ${why}`);
    expect(tooltipOf({ unwatched: 'Too many.' })).toContain('\nNot watched \\(git of shop\\): Too many.');
    expect(tooltipOf({ freshness: 'stale', confirmedAtMs: nowMs - minutes(4) })).toContain(
      '\nshop: git as of 4m ago \\(stale\\)',
    );
    expect(tooltipOf({ gitError: { kind: 'notFound', path: 'x' } })).toContain('\nshop: x was not found.');
  });

  it('makes no link of an address', () => {
    const { tooltip } = statusText(contextOf(source({ via: 'https://www.example.com me@example.com' })), false, nowMs);
    expect(tooltip).toContain('https:\u200b//www\u200b.example.com me@\u200bexample.com');
  });

  it('keeps markup in names from becoming markup', () => {
    expect(statusText(contextOf(source({ id: 'beads:a|b<img>' })), false, nowMs).tooltip).toContain(
      'beads:a\\|b\\<img\\>',
    );
  });
});
