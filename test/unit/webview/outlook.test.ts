import { describe, expect, it } from 'vitest';
import type { PanelState } from '../../../src/protocol/messages';
import type { ChipError } from '../../../src/protocol/sourceHealth';
import { groupChips, oldestConfirmation } from '../../../webview/state/chips';
import { outlookOf } from '../../../webview/state/outlook';
import { dataOfState } from '../../../webview/state/panelData';
import { listOfData } from '../../fakes/listModel';
import { sampleRow, sampleSource, sampleState } from '../../fakes/panelState';

function outlook(state: PanelState | null, filter = '', connectionFailure: string | null = null) {
  const data = state === null ? null : dataOfState(state);
  const model = data === null ? null : listOfData(data, { filter });
  return outlookOf(data, model, connectionFailure);
}

const failure: ChipError = { message: 'Permission denied.', sinceMs: 1, trouble: 'failing' };

describe('outlookOf', () => {
  it('is loading until something is known', () => {
    expect(outlook(null)).toEqual({ kind: 'loading' });
    expect(outlook(sampleState([], { phase: 'loading', sources: [] })).kind).toBe('loading');
    expect(outlook(sampleState([], { sources: [sampleSource({ freshness: 'never' })] })).kind).toBe('loading');
  });

  it('never hides rows behind loading or a failure', () => {
    const rows = [sampleRow('a')];
    expect(outlook(sampleState(rows, { phase: 'loading' })).kind).toBe('list');
    expect(outlook(sampleState(rows, { failure: 'Broken.' })).kind).toBe('list');
    expect(outlook(sampleState(rows), '', 'No answer.').kind).toBe('list');
  });

  it('never tells a failure as "no issues"', () => {
    expect(outlook(null, '', 'No answer.')).toMatchObject({ kind: 'failure', message: 'No answer.' });
    expect(outlook(sampleState([], { failure: 'Broken.' }))).toMatchObject({ kind: 'failure', message: 'Broken.' });
    expect(outlook(sampleState([], { sources: [sampleSource({ error: failure })] }))).toMatchObject({
      kind: 'failure',
      message: 'Permission denied.',
      labels: 'Beads',
      offers: ['retry'],
    });
  });

  it('lists records nobody could read rather than saying there are none', () => {
    const problems = [{ source: 'beads:shop', path: 'a', line: 1, message: 'Broken.' }];
    expect(outlook(sampleState([], { problems, problemCount: 1 })).kind).toBe('list');
  });

  it('tells apart no folder, no tracker, no issues and all done', () => {
    expect(outlook(sampleState([], { phase: 'noFolder', sources: [] })).kind).toBe('noFolder');
    expect(outlook(sampleState([], { sources: [] }))).toEqual({ kind: 'noTracker', folders: ['shop'] });
    expect(outlook(sampleState([]))).toEqual({ kind: 'noIssues', labels: 'Beads', writable: false });
    const roadmap = sampleSource({ kind: 'roadmap', label: 'Roadmap' });
    expect(outlook(sampleState([], { sources: [roadmap] }))).toMatchObject({ kind: 'noIssues', writable: true });
    expect(outlook(sampleState([sampleRow('a', { status: 'done' })]))).toEqual({ kind: 'allDone', count: 1 });
  });

  it('says when the filter hides everything', () => {
    expect(outlook(sampleState([sampleRow('a')]), 'zebra').kind).toBe('noMatch');
  });
});

describe('groupChips', () => {
  const many = Array.from({ length: 6 }, (_, index) => sampleSource({ id: `beads:${index}`, confirmedAtMs: index }));

  it('gives few sources a chip each', () => {
    expect(groupChips(many.slice(0, 4)).map((group) => group.length)).toEqual([1, 1, 1, 1]);
  });

  it('joins healthy sources of a kind when there are many, and none that needs attention', () => {
    const stale = sampleSource({ id: 'beads:stale', freshness: 'stale' });
    const failing = sampleSource({ id: 'beads:failing', error: failure });
    expect(groupChips([...many, stale, failing]).map((group) => group.length)).toEqual([6, 1, 1]);
  });

  it('joins what an earlier run read, which needs no attention, and what is live apart from it', () => {
    const recalled = many.map((chip) => ({ ...chip, id: `r${chip.id}`, freshness: 'stale' as const, recalled: true }));
    expect(groupChips([...recalled, ...many]).map((group) => group.length)).toEqual([6, 6]);
  });

  it('is as old as its oldest member', () => {
    const [group] = groupChips(many);
    expect(group === undefined ? null : oldestConfirmation(group)).toBe(0);
  });
});
