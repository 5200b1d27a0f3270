import { describe, expect, it } from 'vitest';
import { consistencyOf, type ConsistencyFacts } from '../../../src/domain/consistency';
import type { RemoteStatus } from '../../../src/domain/context';
import type { Freshness } from '../../../src/domain/freshness';
import { remoteStatusOf } from '../../fakes/remoteStatus';

const source = (freshness: Freshness, remote: RemoteStatus | null = null): ConsistencyFacts['sources'][number] => ({
  freshness,
  error: null,
  remote,
});
const readable = { gitError: null };
const still: ConsistencyFacts = {
  ofOneMoment: true,
  confirmed: true,
  sources: [source('live'), source('fresh')],
  repositories: [readable],
};

describe('consistencyOf', () => {
  it('is strict when all is of one moment and within its period', () => {
    expect(consistencyOf(still)).toBe('strict');
  });

  it('is eventual when files kept moving, or a source is ageing or known in part', () => {
    expect(consistencyOf({ ...still, ofOneMoment: false })).toBe('eventual');
    expect(consistencyOf({ ...still, sources: [source('live'), source('ageing')] })).toBe('eventual');
    const partly = source('fresh', remoteStatusOf({ incomplete: ['Its milestones could not be read.'] }));
    expect(consistencyOf({ ...still, sources: [partly] })).toBe('eventual');
  });

  it.for<Freshness>(['stale', 'never'])('is cached when a source is %s, however still the files are', (freshness) => {
    expect(consistencyOf({ ...still, sources: [source(freshness), source('live')] })).toBe('cached');
  });

  it('is cached until every source was asked, and while one fails', () => {
    expect(consistencyOf({ ...still, confirmed: false })).toBe('cached');
    const failed = { ...source('fresh'), error: { failure: { kind: 'forbidden', path: 'x' }, sinceMs: 1 } as const };
    expect(consistencyOf({ ...still, sources: [failed] })).toBe('cached');
  });

  it('is cached where git cannot be read, since its last known state is shown', () => {
    const unreadable = { gitError: { kind: 'programMissing', program: 'git' } as const };
    expect(consistencyOf({ ...still, repositories: [readable, unreadable] })).toBe('cached');
  });
});
