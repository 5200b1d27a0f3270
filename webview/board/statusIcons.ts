/** Answers for the shape of each status, beside its word. */
import type { Status } from '../../src/domain/readiness';
import type { IconName } from '../components/icons';

export const statusIcons: Readonly<Record<Status, IconName>> = {
  inProgress: 'circle-filled',
  ready: 'play',
  blocked: 'lock',
  deferred: 'calendar',
  other: 'dash',
  done: 'check',
};
