import { describe, expect, it } from 'vitest';
import type { Edge, Issue } from '../../../src/domain/issue';
import { ReadinessIndex } from '../../../src/domain/readinessIndex';
import type { TrackerRules } from '../../../src/domain/trackerRules';
import { issueOf, plainRules } from '../../fakes/issues';

const rules: TrackerRules = {
  ...plainRules,
  unknownBlocker: 'blocks',
  edges: { blocked_by: 'blocks', text: 'blocksIfFound', parent: 'parent' },
  branchBegins: true,
};

const blockedBy = (id: string, scope: string | null = null, kind = 'blocked_by'): Edge => ({
  kind,
  id,
  scope,
  reversed: false,
});

const outsider = (id: string, trackerStatus = 'open'): Issue =>
  issueOf(id, { trackerStatus, remote: { pullRequests: [], outside: true, subIssues: null } });

function indexOf(issues: readonly Issue[]): ReadinessIndex {
  const index = new ReadinessIndex();
  index.setSource({ id: 'github:shop', aliases: ['shop', 'acme/shop'], rules, issues });
  index.flush(0);
  return index;
}

describe('an issue of another repository', () => {
  it('blocks while it is open, and is neither listed nor told', () => {
    const index = new ReadinessIndex();
    const waiting = issueOf('1', { edges: [blockedBy('7', 'acme/api')] });
    index.setSource({ id: 'github:shop', aliases: [], rules, issues: [waiting, outsider('acme/api#7')] });
    const change = index.flush(0);
    expect(change.changed).toEqual(['github:shop#1']);
    expect(index.all().map(({ key }) => key)).toEqual(['github:shop#1']);
    expect(index.find('github:shop', '1')).toMatchObject({
      status: 'blocked',
      blockedBy: [{ reason: 'edge', id: 'acme/api#7' }],
    });

    index.setSource({ id: 'github:shop', aliases: [], rules, issues: [waiting, outsider('acme/api#7', 'closed')] });
    expect(index.flush(0)).toMatchObject({ changed: ['github:shop#1'], removed: [] });
    expect(index.find('github:shop', '1')?.status).toBe('ready');
  });

  it('gives way to the source of that repository, once the workspace has it', () => {
    const index = indexOf([issueOf('1', { edges: [blockedBy('7', 'acme/api')] }), outsider('acme/api#7')]);
    const api = { id: 'github:api', aliases: ['acme/api'], rules };
    index.setSource({ ...api, issues: [issueOf('7', { title: 'Limits' })] });
    index.flush(0);
    expect(index.find('github:shop', '1')?.blockedBy).toMatchObject([{ key: 'github:api#7', title: 'Limits' }]);
    expect(index.find('github:api', '7')?.unblocks.direct).toBe(1);

    index.removeSource('github:api');
    index.flush(0);
    expect(index.find('github:shop', '1')?.blockedBy).toMatchObject([{ id: 'acme/api#7' }]);
  });

  it('is not counted among those that come free', () => {
    const held = { ...outsider('acme/api#7'), edges: [blockedBy('1')] };
    expect(indexOf([issueOf('1'), held]).find('github:shop', '1')?.unblocks).toEqual({ direct: 0, total: 0 });
  });
});

describe('a blocker that cannot be found', () => {
  it('blocks where the tracker vouches for it, and not where a text says so', () => {
    const index = indexOf([
      issueOf('1', { edges: [blockedBy('hidden')] }),
      issueOf('2', { edges: [blockedBy('999', null, 'text')] }),
      issueOf('3', { edges: [blockedBy('1', null, 'text')] }),
    ]);
    expect(index.find('github:shop', '1')?.blockedBy).toEqual([
      { reason: 'unknown', kind: 'blocked_by', id: 'hidden' },
    ]);
    expect(index.find('github:shop', '2')).toMatchObject({ status: 'ready', dependencies: [{ state: 'unknown' }] });
    expect(index.find('github:shop', '3')).toMatchObject({ status: 'blocked' });
  });
});

describe('an issue that a branch names', () => {
  it('is in progress for as long as it does, where the rules take that for a sign', () => {
    const index = indexOf([issueOf('1'), issueOf('2')]);
    index.setBegun('github:shop', ['1']);
    expect(index.find('github:shop', '1')?.status).toBe('ready');
    expect(index.flush(0).changed).toEqual(['github:shop#1']);
    expect(index.find('github:shop', '1')).toMatchObject({ status: 'inProgress', started: true });

    index.setBegun('github:shop', ['2']);
    expect(index.flush(0).changed).toEqual(['github:shop#1', 'github:shop#2']);
    expect(index.find('github:shop', '1')).toMatchObject({ status: 'ready', started: false });

    index.setBegun('github:shop', []);
    index.flush(0);
    expect(index.find('github:shop', '2')?.status).toBe('ready');
  });

  it('is in progress also when its record comes later, or comes anew', () => {
    const index = indexOf([]);
    index.setBegun('github:shop', ['1']);
    index.flush(0);
    for (const title of ['First', 'Second']) {
      index.setSource({ id: 'github:shop', aliases: [], rules, issues: [issueOf('1', { title })] });
      index.flush(0);
      expect(index.find('github:shop', '1')?.status).toBe('inProgress');
    }
  });

  it('stays blocked, closed, or as its tracker says', () => {
    const index = new ReadinessIndex();
    index.setSource({ id: 'a', aliases: [], rules, issues: [issueOf('1', { trackerStatus: 'closed' })] });
    index.setSource({ id: 'b', aliases: [], rules: { ...rules, branchBegins: false }, issues: [issueOf('1')] });
    index.setBegun('a', ['1']);
    index.setBegun('b', ['1']);
    index.flush(0);
    expect(index.find('a', '1')?.status).toBe('done');
    expect(index.find('b', '1')?.status).toBe('ready');
  });
});
