import { describe, expect, it } from 'vitest';
import { exactIds } from '../../../src/domain/trackerRules';
import { blocks } from '../../fakes/issues';
import { among, childOf, edge, issueOf, judged, reasons, sourceOf } from './readinessFacts';

const closed = { trackerStatus: 'closed' };

describe('status', () => {
  it('is ready for an open issue nothing holds up', () => {
    expect(judged([issueOf('a')])('a')).toMatchObject({ status: 'ready', blockedBy: [], started: false });
  });

  it('reads tracker statuses without regard to case', () => {
    expect(judged([issueOf('a', { trackerStatus: 'IN_Progress' })])('a')).toMatchObject({
      status: 'inProgress',
      started: true,
    });
  });

  it('is done for an unlisted status whose name says finished', () => {
    expect(judged([issueOf('a', { trackerStatus: "Won't Fix" })])('a').status).toBe('done');
  });

  it('is other for a status no rule knows, which blocks all the same', () => {
    const issue = judged([issueOf('a', { trackerStatus: 'constructor' }), issueOf('b', { edges: [blocks('a')] })]);
    expect(issue('a')).toMatchObject({ status: 'other', notWork: false });
    expect(issue('b').status).toBe('blocked');
  });

  it('is other for what is not work, which blocks all the same', () => {
    const issue = judged([
      issueOf('gate', { type: 'GATE', edges: [blocks('a')] }),
      issueOf('a'),
      issueOf('b', { edges: [blocks('gate')] }),
    ]);
    expect(issue('gate')).toMatchObject({ status: 'other', notWork: true, blockedBy: [] });
    expect(reasons(issue('b'))).toEqual(['edge:gate']);
  });

  it('is other for a parked issue, which blocks nobody', () => {
    const issue = judged([issueOf('a', { trackerStatus: 'pinned' }), issueOf('b', { edges: [blocks('a')] })]);
    expect(issue('a').status).toBe('other');
    expect(issue('b')).toMatchObject({ status: 'ready', dependencies: [{ state: 'closed' }] });
  });

  it('is blocked before it is in progress, and remembers that someone had begun', () => {
    const issue = judged([issueOf('a'), issueOf('b', { trackerStatus: 'in_progress', edges: [blocks('a')] })]);
    expect(issue('b')).toMatchObject({ status: 'blocked', started: true });
  });

  it('is blocked by hand', () => {
    expect(reasons(judged([issueOf('a', { trackerStatus: 'blocked' })])('a'))).toEqual(['manual']);
  });

  it('is deferred by status, or until a moment that is still to come', () => {
    const issues = [issueOf('a', { trackerStatus: 'deferred' }), issueOf('b', { deferUntilMs: 100 })];
    expect(judged(issues, {}, 99)('a').status).toBe('deferred');
    expect(judged(issues, {}, 99)('b').status).toBe('deferred');
    expect(judged(issues, {}, 100)('b').status).toBe('ready');
  });

  it('is deferred with a deferred parent, one level down, where the tracker says so', () => {
    const issues = [
      issueOf('a', { deferUntilMs: 100 }),
      issueOf('b', { edges: [childOf('a')] }),
      issueOf('c', { edges: [childOf('b')] }),
    ];
    expect(judged(issues)('b').status).toBe('deferred');
    expect(judged(issues)('c').status).toBe('ready');
    expect(judged(issues, { deferredParentDefers: false })('b').status).toBe('ready');
  });
});

describe('reasons', () => {
  it('name the open blockers in edge order, and not the closed ones', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('b', closed),
      issueOf('c', { title: 'See' }),
      issueOf('d', { edges: [blocks('c'), blocks('b'), blocks('a'), edge('related', 'a')] }),
    ]);
    expect(reasons(issue('d'))).toEqual(['edge:c', 'edge:a']);
    expect(issue('d').blockedBy[0]).toEqual({
      reason: 'edge',
      kind: 'blocks',
      id: 'c',
      key: 'beads:shop#c',
      title: 'See',
    });
  });

  it('count an edge once when both issues write it', () => {
    const issue = judged([
      issueOf('a', { edges: [edge('Blocks', 'b', { reversed: true })] }),
      issueOf('b', { edges: [blocks('a')] }),
      issueOf('c', { edges: [edge('blocks', 'd', { reversed: true })] }),
      issueOf('d'),
    ]);
    expect(reasons(issue('b'))).toEqual(['edge:a']);
    expect(issue('b').dependencies).toHaveLength(1);
    expect(reasons(issue('d'))).toEqual(['edge:c']);
    expect(issue('d').dependencies).toEqual([{ kind: 'blocks', id: 'c', key: 'beads:shop#c', state: 'open' }]);
    expect(issue('c').dependencies).toEqual([]);
  });

  it('name each open child of an issue whose children are waited for', () => {
    const issue = judged([
      issueOf('epic', closed),
      issueOf('one', { edges: [childOf('epic')] }),
      issueOf('two', { ...closed, edges: [childOf('epic')] }),
      issueOf('after', { edges: [edge('waits-for', 'epic')] }),
    ]);
    expect(issue('after').blockedBy).toEqual([
      { reason: 'edge', kind: 'waits-for', id: 'one', key: 'beads:shop#one', title: 'Title of one' },
    ]);
  });

  it('name children that only their parent knows of', () => {
    const issue = judged([
      issueOf('epic', { edges: [edge('parent-child', 'one', { reversed: true })] }),
      issueOf('one'),
      issueOf('after', { edges: [edge('waits-for', 'epic')] }),
    ]);
    expect(reasons(issue('after'))).toEqual(['edge:one']);
    expect(issue('one').parent).toBe('beads:shop#epic');
  });

  it('pass from parent to child to grandchild where the tracker propagates', () => {
    const issues = [
      issueOf('a'),
      issueOf('epic', { edges: [blocks('a')] }),
      issueOf('child', { edges: [childOf('epic')] }),
      issueOf('grandchild', { edges: [childOf('child')] }),
    ];
    expect(reasons(judged(issues)('child'))).toEqual(['parent:epic']);
    expect(reasons(judged(issues)('grandchild'))).toEqual(['parent:child']);
    expect(judged(issues, { blockedParentBlocks: false })('child').status).toBe('ready');
  });

  it('do not pass from a parent that is only marked by hand, or only misses a blocker', () => {
    const child = issueOf('child', { edges: [childOf('epic')] });
    expect(judged([issueOf('epic', { trackerStatus: 'blocked' }), child])('child').status).toBe('ready');
    const failClosed = { unknownBlocker: 'blocks' as const };
    const issue = judged([issueOf('epic', { edges: [blocks('gone')] }), child], failClosed);
    expect(reasons(issue('epic'))).toEqual(['unknown:gone']);
    expect(issue('child').status).toBe('ready');
  });

  it('pass from a parked parent, and not from a done one', () => {
    const issues = (trackerStatus: string) => [
      issueOf('a'),
      issueOf('epic', { trackerStatus, edges: [blocks('a')] }),
      issueOf('child', { edges: [childOf('epic')] }),
    ];
    expect(reasons(judged(issues('pinned'))('child'))).toEqual(['parent:epic']);
    expect(judged(issues('closed'))('child').status).toBe('ready');
  });

  it('are none where parents are only each other’s parents', () => {
    const issue = judged([issueOf('a', { edges: [childOf('b')] }), issueOf('b', { edges: [childOf('a')] })]);
    expect(issue('a').status).toBe('ready');
    expect(issue('b').status).toBe('ready');
  });

  it('never make an issue its own parent', () => {
    expect(judged([issueOf('a', { edges: [childOf('a')] })])('a')).toMatchObject({ status: 'ready', parent: null });
  });

  it('tell the way round a cycle, once, to each of its members only', () => {
    const issue = judged([
      issueOf('a', { edges: [blocks('x'), blocks('b')] }),
      issueOf('b', { edges: [blocks('c')] }),
      issueOf('c', { edges: [blocks('a')] }),
      issueOf('after', { edges: [blocks('a')] }),
      issueOf('x'),
    ]);
    expect(reasons(issue('a'))).toEqual(['edge:x', 'edge:b', 'cycle:b']);
    expect(reasons(issue('c'))).toEqual(['edge:a', 'cycle:a']);
    expect(reasons(issue('after'))).toEqual(['edge:a']);
  });

  it('find cycles that lead through a parent, and an issue that waits for itself', () => {
    const issue = judged([
      issueOf('epic', { edges: [blocks('child')] }),
      issueOf('child', { edges: [childOf('epic')] }),
      issueOf('self', { edges: [blocks('self')] }),
    ]);
    expect(reasons(issue('child'))).toEqual(['parent:epic', 'cycle:epic']);
    expect(reasons(issue('epic'))).toEqual(['edge:child', 'cycle:child']);
    expect(reasons(issue('self'))).toEqual(['edge:self', 'cycle:self']);
  });

  it('stand in one order: edges, parent, cycle, unknown, manual', () => {
    const issues = [
      issueOf('epic', { edges: [blocks('a')] }),
      issueOf('a', { trackerStatus: 'blocked', edges: [childOf('epic'), blocks('gone'), blocks('b')] }),
      issueOf('b'),
    ];
    const all = ['edge:b', 'parent:epic', 'cycle:epic', 'unknown:gone', 'manual'];
    expect(reasons(judged(issues, { unknownBlocker: 'blocks' })('a'))).toEqual(all);
  });
});

describe('blockers that cannot be found', () => {
  it('are shown, and block only where the tracker fails closed', () => {
    const issues = [issueOf('a', { edges: [blocks('gone')] })];
    const unknown = [{ kind: 'blocks', id: 'gone', key: null, state: 'unknown' }];
    expect(judged(issues)('a')).toMatchObject({ status: 'ready', dependencies: unknown });
    const issue = judged(issues, { unknownBlocker: 'blocks' })('a');
    expect(issue).toMatchObject({ status: 'blocked', dependencies: unknown });
    expect(issue.blockedBy).toEqual([{ reason: 'unknown', kind: 'blocks', id: 'gone' }]);
  });

  it('are those with an ambiguous id as well, open or not', () => {
    const issues = [issueOf('a', closed), issueOf('a', closed), issueOf('b', { edges: [blocks('a')] })];
    expect(judged(issues)('b').status).toBe('ready');
    expect(reasons(judged(issues, { unknownBlocker: 'blocks' })('b'))).toEqual(['unknown:a']);
  });
});

describe('edges across sources', () => {
  const shop = (scope: string) => sourceOf([issueOf('1', { edges: [edge('blocks', '1', { scope })] })]);
  const till = (aliases: readonly string[], id = 'github:till') => sourceOf([issueOf('1')], {}, id, aliases);

  it('name a source by id or alias', () => {
    for (const scope of ['github:till', 'acme/till']) {
      const issue = among([shop(scope), till(['acme/till'])]);
      expect(issue('beads:shop#1').blockedBy).toMatchObject([{ key: 'github:till#1' }]);
    }
  });

  it('are unknown while nobody, or more than one source, answers to the name', () => {
    for (const sources of [[], [till(['x'], 'a'), till(['x'], 'b')]]) {
      const issue = among([shop('x'), ...sources])('beads:shop#1');
      expect(issue).toMatchObject({ status: 'ready', dependencies: [{ id: '1', key: null, state: 'unknown' }] });
    }
  });
});

describe('records with one id', () => {
  const at = (line: number) => ({ location: { path: 'issues.jsonl', line } });

  it('are all kept, marked, and told apart by place', () => {
    const issue = among([sourceOf([issueOf('a', at(1)), issueOf('a', at(7)), issueOf('a', at(7)), issueOf('b')])]);
    expect(issue('beads:shop#a').duplicate).toBe(true);
    expect(issue('beads:shop#a@issues.jsonl:7').duplicate).toBe(true);
    expect(issue('beads:shop#a@issues.jsonl:7~3').duplicate).toBe(true);
    expect(issue('b').duplicate).toBe(false);
  });

  it('are numbered where they have no place, past names that are taken', () => {
    const issue = among([sourceOf([issueOf('a'), issueOf('a'), issueOf('a'), issueOf('a~2')])]);
    expect(issue('beads:shop#a~2').issue.id).toBe('a~2');
    expect(issue('beads:shop#a~3').issue.id).toBe('a');
    expect(issue('beads:shop#a~4').issue.id).toBe('a');
  });

  it('take names in record order where several want one', () => {
    const one = issueOf('a', { title: 'first', location: { path: 'x@y', line: 1 } });
    const two = issueOf('a@x', { title: 'second', location: { path: 'y', line: 1 } });
    const issue = among([sourceOf([issueOf('a@x'), issueOf('a'), one, two])]);
    expect(issue('beads:shop#a@x@y:1').issue.title).toBe('first');
    expect(issue('beads:shop#a@x@y:1~2').issue.title).toBe('second');
  });

  it('keep their keys apart from those of other sources', () => {
    const keys = [sourceOf([issueOf('2#1')], {}, 'a'), sourceOf([issueOf('1')], {}, 'a#2')].map((source) => {
      return among([source])(source.issues[0]?.id ?? '').key;
    });
    expect(keys).toEqual(['a#2#1', 'a%232#1']);
  });

  it('all block, and the first open one speaks for them', () => {
    const issue = judged([issueOf('a', closed), issueOf('a', at(2)), issueOf('b', { edges: [blocks('a')] })]);
    expect(issue('b').blockedBy).toMatchObject([{ key: 'beads:shop#a@issues.jsonl:2' }]);
    expect(issue('b').dependencies).toMatchObject([{ key: 'beads:shop#a@issues.jsonl:2', state: 'open' }]);
  });

  it('are those whose ids differ only in case, where the tracker ignores it', () => {
    const issues = [issueOf('Task-1'), issueOf('b', { edges: [blocks('TASK-1')] })];
    expect(judged(issues)('b').status).toBe('ready');
    const ignoring = judged(issues, { ids: { ...exactIds, ignoreCase: true } });
    expect(reasons(ignoring('b'))).toEqual(['edge:Task-1']);
    expect(ignoring('b').dependencies).toMatchObject([{ id: 'TASK-1', key: 'beads:shop#Task-1' }]);
  });

  it('are those whose ids are one by the rule of the tracker, each shown as it is written', () => {
    const records = [issueOf('task-1', closed), issueOf('TASK-01', { ...closed, ...at(1) }), issueOf('7', closed)];
    const issues = [...records, issueOf('b', { edges: [blocks('1'), blocks('task-007')] })];
    const ids = { ignoreCase: true, ignoreLeadingZeros: true, barePrefix: 'task-' };
    const issue = judged(issues, { ids, unknownBlocker: 'blocks' });
    expect(issue('b').blockedBy).toEqual([{ reason: 'unknown', kind: 'blocks', id: '1' }]);
    expect(issue('b').dependencies).toMatchObject([
      { id: '1', key: 'beads:shop#task-1', state: 'closed' },
      { id: 'task-007', key: 'beads:shop#7', state: 'closed' },
    ]);
    expect(issue('task-1').duplicate).toBe(true);
    expect(issue('TASK-01')).toMatchObject({ duplicate: true, key: 'beads:shop#TASK-01@issues.jsonl:1' });
    expect(issue('7').duplicate).toBe(false);
  });
});
