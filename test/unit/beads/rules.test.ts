import { describe, expect, it } from 'vitest';
import { beadsRules } from '../../../src/adapters/trackers/beads/rules';

describe('the rules of Beads', () => {
  it('know every status and blocking relation of Beads 1.0', () => {
    const { statuses, edges } = beadsRules();
    expect(statuses).toEqual({
      open: 'open',
      in_progress: 'inProgress',
      hooked: 'inProgress',
      blocked: 'blocked',
      deferred: 'deferred',
      closed: 'done',
      tombstone: 'done',
      pinned: 'parked',
    });
    expect(edges).toEqual({
      blocks: 'blocks',
      'conditional-blocks': 'blocks',
      'waits-for': 'waitsForChildren',
      'parent-child': 'parent',
    });
  });

  it('fail open for a blocker that cannot be found, and pass a blocked parent on', () => {
    expect(beadsRules()).toMatchObject({
      unknownBlocker: 'ignored',
      blockedParentBlocks: true,
      deferredParentDefers: true,
      ids: { ignoreCase: false, ignoreLeadingZeros: false, barePrefix: null },
    });
  });

  it('count as finished what they are told to', () => {
    expect(beadsRules(['served']).finishedNames).toEqual(['served']);
    expect(beadsRules().finishedNames).toContain('resolved');
  });
});
