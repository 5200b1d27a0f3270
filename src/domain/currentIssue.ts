/** Answers for which issue a branch's name speaks of. */
import type { EvaluatedIssue } from './readiness';

/** Longer branch names are looked at no further than this. */
const longestBranch = 256;

/**
 * The key of the issue the branch names, or null. An id counts where it stands by itself: `bd-1` is in
 * `fix/bd-1-cache`, but neither in `bd-12` nor in `bd-1.2`. The longest id wins, then the leftmost;
 * of several issues with that id, one that is not done. An id of digits only must be the first word, or
 * follow `/`, `#`, `issue-` or `gh-`.
 * @param lookup every issue that has the id, in whatever case.
 */
export function currentIssue(
  branch: string,
  lookup: (id: string) => readonly Pick<EvaluatedIssue, 'key' | 'status'>[],
): string | null {
  for (const id of candidates(branch.slice(0, longestBranch))) {
    const found = lookup(id);
    const chosen = found.find(({ status }) => status !== 'done') ?? found[0];
    if (chosen !== undefined) return chosen.key;
  }
  return null;
}

/** The ids of digits only that {@link currentIssue} looks for in the branch's name, in its order. */
export function numbersNamed(branch: string): readonly string[] {
  return [...new Set(candidates(branch.slice(0, longestBranch)).filter(isNumber))];
}

/** All parts of the name that stand by themselves, longest first, then leftmost. */
function candidates(branch: string): string[] {
  const places = Array.from({ length: branch.length + 1 }, (_, place) => place);
  const starts = places.filter((place) => isWord(branch[place]) && !joins(branch, place));
  const ends = places.filter((place) => isWord(branch[place - 1]) && !joins(branch, place));
  const found: { id: string; start: number }[] = [];
  for (const start of starts) {
    for (const end of ends) {
      if (end <= start) continue;
      const id = branch.slice(start, end);
      if (!isNumber(id) || /(?:^|[/#]|(?:^|[^\p{L}\p{N}])(?:issue|gh)-)$/iu.test(branch.slice(0, start))) {
        found.push({ id, start });
      }
    }
  }
  return found.sort((a, b) => b.id.length - a.id.length || a.start - b.start).map(({ id }) => id);
}

const isNumber = (id: string): boolean => /^\d+$/.test(id);

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

/** Whether what stands before and after a place belongs together: letters and digits, or a dot between them. */
function joins(branch: string, place: number): boolean {
  const [before, after] = [branch[place - 1], branch[place]];
  if (isWord(before) && isWord(after)) return true;
  if (before === '.') return isWord(branch[place - 2]) && isWord(after);
  return after === '.' && isWord(before) && isWord(branch[place + 1]);
}
