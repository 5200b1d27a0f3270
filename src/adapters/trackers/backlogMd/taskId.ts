/** Answers for when two ids that are written differently name the same task or milestone. */
import { canonicalId } from '../../../domain/canonicalId';
import type { IdRules } from '../../../domain/trackerRules';

/**
 * `TASK-007.01`, `task-7.1` and `7.1` are one. What has no prefix belongs to `task`, whatever the project's own prefix
 * is, as in the tool (https://github.com/MrLesk/Backlog.md/blob/main/src/utils/task-path.ts).
 */
export const taskIds: IdRules = { ignoreCase: true, ignoreLeadingZeros: true, barePrefix: 'task-' };

/** The id with its prefix, otherwise as written: so the tool calls a task whose record has a bare number. */
export const prefixedId = (id: string): string => (/^[a-z]+-/i.test(id) ? id : `task-${id}`);

/** The form in which milestone ids are compared: `m-01`, `M-1`. A bare number is a milestone's, other names are whole. */
export function milestoneKey(id: string): string {
  const written = id.trim();
  return canonicalId(/^\d+$/.test(written) ? `m-${written}` : written, { ...taskIds, barePrefix: null });
}
