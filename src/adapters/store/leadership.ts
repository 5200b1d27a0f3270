/** Answers for what the store asks of leadership: the epoch a process writes a source's files in. */
import type { Leadership as LeadershipRole } from '../../ports/leadership';

export type Leadership = Pick<LeadershipRole, 'epochOf'>;

/** Null: peers of one epoch. */
export const noLeadership: Leadership = { epochOf: () => null };
