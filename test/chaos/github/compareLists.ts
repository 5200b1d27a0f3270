/** Answers for how what a window shows differs from what the server has. */
import type { FakeIssue } from '../../fakes/github/records';
import type { Simulation } from './simulation';

/** One sentence on the first differences; null: there are none. */
export function compareLists({ scout, repository }: Simulation): string | null {
  const issues = scout.context?.issues ?? [];
  const shown = new Map(
    issues
      .filter(({ status, issue }) => status !== 'done' && issue.remote?.outside !== true)
      .map((each) => [each.issue.id, each]),
  );
  const open = [...repository.issues.values()].filter(({ state, deleted }) => state === 'open' && !deleted);
  const missing = open.filter(({ number }) => !shown.has(String(number)));
  const extra = [...shown.keys()].filter((id) => !open.some(({ number }) => String(number) === id));
  const other = open.filter((issue) => {
    const known = shown.get(String(issue.number));
    return (
      known !== undefined && (known.issue.title !== issue.title || isBlocked(issue) !== (known.status === 'blocked'))
    );
  });
  const parts = [
    tell(
      'missing',
      missing.map(({ number }) => String(number)),
    ),
    tell('still there', extra),
    tell(
      'different',
      other.map(({ number }) => String(number)),
    ),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `in the end of ${open.length} open issues ${parts.join(', ')}`;
}

const isBlocked = ({ blockedBy }: FakeIssue): boolean =>
  [...blockedBy].some(({ state, deleted }) => state === 'open' && !deleted);

const tell = (what: string, ids: readonly string[]): string | null =>
  ids.length === 0 ? null : `${ids.length} ${what} (${ids.slice(0, 5).join(', ')})`;
