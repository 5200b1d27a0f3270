/** Answers for whether a move of a repository is a reason to ask its trackers on servers. */
import type { GitState } from '../domain/git';
import { findReferences } from '../domain/reference';

/**
 * Whether something came from a server or went to one, or a new commit names an issue. A commit, or several, that name
 * none are nobody's business yet. What could not be known before and can now is no move.
 */
export function bringsNews(before: GitState | null, after: GitState): boolean {
  // An operation moves HEAD many times; its end is told as well.
  if (before === null || after.state !== 'clean') return false;
  const distanceMoved = moved(before.ahead, after.ahead) || moved(before.behind, after.behind);
  if (before.head === after.head) return distanceMoved;
  if (!onlyCommitted(before, after)) return true;
  const known = new Set(before.recentCommits.map(({ hash }) => hash));
  return after.recentCommits.some(({ hash, message }) => !known.has(hash) && findReferences(message).length > 0);
}

const moved = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && before !== after;

/** HEAD went on, on its branch, by what was committed here. */
function onlyCommitted(before: GitState, after: GitState): boolean {
  if (before.branch === null || before.branch !== after.branch || moved(before.behind, after.behind)) return false;
  return after.ahead === null || before.ahead === null || after.ahead > before.ahead;
}
