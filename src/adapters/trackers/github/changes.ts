/** Answers for learning what changed since the last look: one conditional request, and only then the changes themselves. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { momentOf } from './fields';
import { isRecord } from './json';
import { endlessList, issuesPath, mostPages, readPage, type ListMeans } from './page';
import { placeKey, type Head, type PagePlace } from './syncState';

const byChange = { state: 'all', sort: 'updated', direction: 'desc' } as const;
/** So many pages of changes are read however few pages of open issues there are. */
const fewPages = 10;

export interface Changes {
  readonly changed: boolean;
  /** Something was closed or opened again: pages of open issues read meanwhile may lack one. */
  readonly shifted: boolean;
  /** All that was among the changes. */
  readonly numbers: ReadonlySet<number>;
  /** There are more changes than open issues: those are to be read anew instead. */
  readonly tooMany: boolean;
  /** The repository answered under another name. */
  readonly renamed: boolean;
}

const nothing: Changes = { changed: false, shifted: false, numbers: new Set(), tooMany: false, renamed: false };

/** The issue changed last, asked for under the condition that it is another one; null: it is not. */
export async function readHead({ run, state, repository }: ListMeans): Promise<Result<Head | null, Failure>> {
  const query = { ...byChange, per_page: 1 };
  const answer = await run.get('newest', issuesPath(repository), { query, etag: state.head?.etag ?? null });
  if (!answer.ok) return answer;
  if (answer.value.kind === 'unchanged') return ok(null);
  const { data, etag } = answer.value;
  if (!Array.isArray(data)) {
    return err({ kind: 'malformed', what: `The newest change of ${repository}`, detail: 'the answer is no list' });
  }
  const newest = (data as readonly unknown[])[0];
  return ok({ etag, newestAtMs: isRecord(newest) ? momentOf(newest, 'updated_at') : null });
}

/**
 * Takes in what changed since the last look. The look counts only when all of that was read: otherwise the next one
 * begins where this one did.
 * @throws the signal's reason when aborted.
 */
export async function catchUp(means: ListMeans): Promise<Result<Changes, Failure>> {
  const { state } = means;
  const head = await readHead(means);
  if (!head.ok) return head;
  if (head.value === null) return ok(nothing);
  const changes = await readChanges(means, state.head?.newestAtMs ?? null);
  if (changes.ok) state.head = head.value;
  return changes;
}

/**
 * Newest first: what changes meanwhile is seen twice or at the next look, and never missed.
 * @param sinceMs of a change that is known: it is among the answers, as `since` includes it
 */
async function readChanges(means: ListMeans, sinceMs: number | null): Promise<Result<Changes, Failure>> {
  const { state, repository } = means;
  const query =
    sinceMs === null ? byChange : { ...byChange, since: new Date(sinceMs).toISOString().replace('.000', '') };
  const most = Math.max(fewPages, state.pages.size);
  const visited = new Set<string>();
  const numbers = new Set<number>();
  let shifted = false;
  let renamed = false;
  for (let place: PagePlace | null = { page: 1 }; place !== null;) {
    const key = placeKey(place);
    if (visited.has(key) || visited.size >= mostPages) return err(endlessList(repository));
    visited.add(key);
    const page = await readPage(means, 'changes', query, place, null);
    if (!page.ok) return page;
    if (page.value === null) return err({ kind: 'malformed', what: repository, detail: 'unchanged since nothing' });
    for (const number of page.value.numbers) numbers.add(number);
    shifted ||= page.value.shifted;
    renamed ||= page.value.path.toLowerCase() !== issuesPath(repository).toLowerCase();
    if (sinceMs !== null && page.value.next !== null && ((page.value.lastPage ?? 0) > most || visited.size >= most)) {
      return ok({ changed: true, shifted: true, numbers, tooMany: true, renamed });
    }
    place = page.value.next;
    means.onProgress();
  }
  return ok({ changed: true, shifted, numbers, tooMany: false, renamed });
}
