/** Answers for when two ids that are written differently name the same task. */

/**
 * The id with its prefix: a bare number belongs to `task`, whatever the project's own prefix is, as in the tool
 * (https://github.com/MrLesk/Backlog.md/blob/main/src/utils/task-path.ts).
 */
export const prefixedId = (id: string): string => (/^[a-z]+-/i.test(id) ? id : `task-${id}`);

/** The form in which ids are compared: `TASK-007.01`, `task-7.1` and `7.1` are one. */
export function canonicalTaskId(id: string): string {
  const prefixed = prefixedId(id).toLowerCase();
  // Nearly all ids are done here, and there are many.
  if (!/[-.]0\d/.test(prefixed)) return prefixed;
  return /^[a-z]+-\d+(?:\.\d+)*$/.test(prefixed) ? prefixed.replace(/([-.])0+(?=\d)/g, '$1') : prefixed;
}
