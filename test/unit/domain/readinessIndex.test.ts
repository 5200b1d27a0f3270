import { describe, expect, it } from 'vitest';
import { ReadinessIndex } from '../../../src/domain/readinessIndex';
import { exactIds } from '../../../src/domain/trackerRules';
import { blocks } from '../../fakes/issues';
import { childOf, edge, issueOf, sourceOf } from './readinessFacts';

const indexOf = (...sources: Parameters<ReadinessIndex['setSource']>[0][]): ReadinessIndex => {
  const index = new ReadinessIndex();
  for (const source of sources) index.setSource(source);
  index.flush(0);
  return index;
};

describe('ReadinessIndex', () => {
  it('reports what is new, what differs and what is gone', () => {
    const index = new ReadinessIndex();
    const [a, b] = [issueOf('a'), issueOf('b', { edges: [blocks('a')] })];
    index.setSource(sourceOf([a, b]));
    expect(index.flush(0)).toMatchObject({ changed: ['beads:shop#a', 'beads:shop#b'], removed: [] });
    expect(index.flush(0)).toMatchObject({ changed: [], removed: [] });
    index.setSource(sourceOf([b]));
    expect(index.flush(0)).toMatchObject({ changed: ['beads:shop#b'], removed: ['beads:shop#a'] });
    index.removeSource('beads:shop');
    expect(index.flush(0)).toMatchObject({ changed: [], removed: ['beads:shop#b'] });
    expect(index.all()).toEqual([]);
  });

  it('touches only those that show a title when the title changes', () => {
    const [a, b, c] = [issueOf('a'), issueOf('b', { edges: [blocks('a')] }), issueOf('c', { edges: [blocks('b')] })];
    const index = indexOf(sourceOf([a, b, c]));
    index.setSource(sourceOf([{ ...a, title: 'New' }, b, c]));
    expect(index.flush(0).changed).toEqual(['beads:shop#a', 'beads:shop#b']);
    expect(index.get('beads:shop#b')?.blockedBy).toMatchObject([{ title: 'New' }]);
  });

  it('touches nobody else when a label changes', () => {
    const [a, b] = [issueOf('a'), issueOf('b', { edges: [blocks('a')] })];
    const index = indexOf(sourceOf([a, b]));
    index.setSource(sourceOf([{ ...a, labels: ['x'] }, b]));
    expect(index.flush(0).changed).toEqual(['beads:shop#a']);
  });

  it('hands out the same list while nothing changed', () => {
    const index = indexOf(sourceOf([issueOf('a')]));
    const before = index.all();
    index.setSource(sourceOf([...before].map(({ issue }) => issue)));
    index.flush(5);
    expect(index.all()).toBe(before);
  });

  it('finds issues by id as the source compares ids, and in any case when asked for all', () => {
    const index = indexOf(
      sourceOf([issueOf('Ab'), issueOf('aB')]),
      sourceOf([issueOf('Cd')], { ids: { ...exactIds, ignoreCase: true } }, 'x'),
    );
    expect(index.find('beads:shop', 'Ab')?.issue.id).toBe('Ab');
    expect(index.find('beads:shop', 'ab')).toBeUndefined();
    expect(index.find('x', 'cD')?.issue.id).toBe('Cd');
    expect(index.find('nowhere', 'Ab')).toBeUndefined();
    expect(index.findAll('beads:shop', 'AB').map(({ issue }) => issue.id)).toEqual(['Ab', 'aB']);
    index.setSource(sourceOf([issueOf('aB')]));
    index.flush(0);
    expect(index.findAll('beads:shop', 'ab').map(({ issue }) => issue.id)).toEqual(['aB']);
  });

  it('finds issues by any spelling of an id, but asked for all by none that lacks the prefix', () => {
    const ids = { ignoreCase: false, ignoreLeadingZeros: true, barePrefix: 'T-' };
    const index = indexOf(sourceOf([issueOf('T-07'), issueOf('t-1')], { ids }));
    expect(index.find('beads:shop', '7')?.issue.id).toBe('T-07');
    expect(index.findAll('beads:shop', 't-007').map(({ issue }) => issue.id)).toEqual(['T-07']);
    expect(index.findAll('beads:shop', 'T-01').map(({ issue }) => issue.id)).toEqual(['t-1']);
    expect(index.findAll('beads:shop', '7')).toEqual([]);
  });

  it('judges all anew when ids are compared by another rule', () => {
    const issues = [issueOf('a', { edges: [blocks('B-1')] }), issueOf('B-01')];
    const index = indexOf(sourceOf(issues));
    expect(index.find('beads:shop', 'a')?.status).toBe('ready');
    index.setSource(sourceOf(issues, { ids: { ...exactIds, ignoreLeadingZeros: true } }));
    index.flush(0);
    expect(index.find('beads:shop', 'a')?.status).toBe('blocked');
  });

  it('finds an unknown blocker when its source comes later, and loses it when the source goes', () => {
    const index = indexOf(sourceOf([issueOf('a', { edges: [edge('blocks', '1', { scope: 'till' })] })]));
    expect(index.find('beads:shop', 'a')?.status).toBe('ready');
    index.setSource(sourceOf([issueOf('1')], {}, 'github:till', ['till']));
    expect(index.flush(0).changed).toContain('beads:shop#a');
    expect(index.find('beads:shop', 'a')?.status).toBe('blocked');
    index.setSource(sourceOf([issueOf('1')], {}, 'other', ['till']));
    index.flush(0);
    expect(index.find('beads:shop', 'a')?.dependencies).toMatchObject([{ state: 'unknown' }]);
    index.removeSource('other');
    index.flush(0);
    expect(index.find('beads:shop', 'a')?.status).toBe('blocked');
    index.removeSource('github:till');
    index.flush(0);
    expect(index.find('beads:shop', 'a')?.status).toBe('ready');
  });

  it('judges a source anew when its rules change, and keeps what stays the same', () => {
    const [a, b] = [issueOf('a', { edges: [blocks('gone')] }), issueOf('b')];
    const index = indexOf(sourceOf([a, b]));
    const before = index.find('beads:shop', 'b');
    index.setSource(sourceOf([a, b], { unknownBlocker: 'blocks' }));
    expect(index.flush(0)).toMatchObject({ changed: ['beads:shop#a'], removed: [] });
    expect(index.find('beads:shop', 'b')).toBe(before);
  });

  it('announces the end of a deferral, and is right after it, and when the clock is set back', () => {
    const index = indexOf(sourceOf([issueOf('a', { deferUntilMs: 100 }), issueOf('b', { edges: [childOf('a')] })]));
    expect(index.nextChangeAtMs).toBe(100);
    expect(index.flush(100).changed).toEqual(['beads:shop#a', 'beads:shop#b']);
    expect(index.find('beads:shop', 'b')?.status).toBe('ready');
    expect(index.nextChangeAtMs).toBeNull();
    expect(index.flush(50).changed).toEqual(['beads:shop#a', 'beads:shop#b']);
  });

  it('follows duplicates that change places', () => {
    const place = (line: number) => ({ location: { path: 'x', line } });
    const done = { trackerStatus: 'closed' };
    const [first, second, third] = [
      issueOf('a', { ...done, ...place(1) }),
      issueOf('a', place(2)),
      issueOf('a', place(3)),
    ];
    const b = issueOf('b', { edges: [blocks('a')] });
    const index = indexOf(sourceOf([first, second, third, b]));
    expect(index.find('beads:shop', 'b')?.dependencies).toMatchObject([{ key: 'beads:shop#a@x:2' }]);
    index.setSource(sourceOf([first, third, second, b]));
    index.flush(0);
    expect(index.find('beads:shop', 'b')?.dependencies).toMatchObject([{ key: 'beads:shop#a@x:3' }]);
    index.setSource(sourceOf([second, b]));
    expect(index.flush(0).removed.toSorted()).toEqual(['beads:shop#a@x:2', 'beads:shop#a@x:3']);
    expect(index.find('beads:shop', 'a')).toMatchObject({ key: 'beads:shop#a', duplicate: false });
  });

  it('gives keys in record order, whatever came first', () => {
    const one = issueOf('a', { title: 'first', location: { path: 'x@y', line: 1 } });
    const two = issueOf('a@x', { title: 'second', location: { path: 'y', line: 1 } });
    const index = indexOf(sourceOf([issueOf('a@x'), two]));
    index.setSource(sourceOf([issueOf('a@x'), issueOf('a'), one, two]));
    index.flush(0);
    expect(index.get('beads:shop#a@x@y:1')?.issue.title).toBe('first');
    expect(index.get('beads:shop#a@x@y:1~2')?.issue.title).toBe('second');
  });

  it('hears of a child from its parent', () => {
    const child = issueOf('child');
    const epic = issueOf('epic', { edges: [edge('parent-child', 'child', { reversed: true })] });
    const after = issueOf('after', { edges: [edge('waits-for', 'epic')] });
    const index = indexOf(sourceOf([child, epic, after]));
    index.setSource(sourceOf([{ ...child, title: 'New' }, epic, after]));
    index.flush(0);
    expect(index.find('beads:shop', 'after')?.blockedBy).toMatchObject([{ title: 'New' }]);
    index.setSource(sourceOf([{ ...child, trackerStatus: 'closed' }, epic, after]));
    index.flush(0);
    expect(index.find('beads:shop', 'after')?.status).toBe('ready');
  });

  it('lets a parked parent go when it is closed', () => {
    const epic = issueOf('epic', { trackerStatus: 'pinned', deferUntilMs: 100, edges: [blocks('a')] });
    const rest = [issueOf('a'), issueOf('child', { edges: [childOf('epic')] })];
    const index = indexOf(sourceOf([epic, ...rest]));
    expect(index.get('beads:shop#child')?.blockedBy).toMatchObject([{ reason: 'parent', id: 'epic' }]);
    index.setSource(sourceOf([{ ...epic, trackerStatus: 'closed' }, ...rest]));
    index.flush(0);
    expect(index.get('beads:shop#child')?.status).toBe('ready');
  });
});
