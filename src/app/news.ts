/** Answers for whether a snapshot of what is known now would tell readers anything that the one before did not. */
import type { Knowledge } from './contextBuilder';
import { repositoryFacts, type RepositoryState } from './repositoryState';
import { isLive, type SourceState } from './sourceState';

/**
 * A moment of confirmation alone is news where facts age, and none where a watch vouches for them. What differs because
 * of the time, or is told of servers beside their readings, is for others to say.
 */
export function isNews(before: Knowledge, now: Knowledge): boolean {
  return (
    !sameData(before.homes, now.homes) ||
    before.sources.length !== now.sources.length ||
    before.repositories.size !== now.repositories.size ||
    now.sources.some((state, at) => !saysTheSame(before.sources[at], state)) ||
    [...now.repositories].some(([root, state]) => !tellsTheSame(before.repositories.get(root), state))
  );
}

function saysTheSame(before: SourceState | undefined, now: SourceState): boolean {
  if (before === now) return true;
  if (before?.source !== now.source || !isLive(before) || !isLive(now)) return false;
  const [known, read] = [before.reading, now.reading];
  if (known === read) return true;
  if (known === null || read === null) return false;
  return (
    known.via === read.via &&
    known.issues.length === read.issues.length &&
    known.issues.every((issue, at) => issue === read.issues[at]) &&
    sameData(known.problems, read.problems) &&
    sameData(known.phases, read.phases)
  );
}

function tellsTheSame(before: RepositoryState | undefined, now: RepositoryState): boolean {
  if (before === now) return true;
  if (before === undefined || !areLive(before) || !areLive(now)) return false;
  return before.quick === now.quick && sameData(before.git, now.git) && sameData(before.project, now.project);
}

const areLive = (state: RepositoryState): boolean => repositoryFacts(state).every(({ live }) => live);

/** Of plain data that is always made in the same way. */
const sameData = (before: unknown, now: unknown): boolean =>
  before === now || JSON.stringify(before) === JSON.stringify(now);
