/** Answers for reading one page of a list of issues, and for where the next one begins. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { GetAnswer } from './api';
import { applyRecords, type Applied } from './applyRecords';
import { countOf, momentOf } from './fields';
import { isRecord } from './json';
import type { RecordReader } from './record';
import type { Reason, Run } from './run';
import type { PagePlace, SyncState } from './syncState';

/** What reading goes through a list with. */
export interface ListMeans {
  readonly run: Run;
  readonly state: SyncState;
  /** `owner/name` */
  readonly repository: string;
  readonly nowMs: () => number;
  /** Something more is known: people may be shown it. */
  readonly onProgress: () => void;
}

export const perPage = 100;
/** Half a million open issues: more are a server gone wrong. */
export const mostPages = 5000;

export interface Page extends Applied {
  /** When they were created, by number, epoch milliseconds; those the server told. */
  readonly createdAtMs: ReadonlyMap<number, number>;
  readonly etag: string | null;
  readonly next: PagePlace | null;
  readonly lastPage: number | null;
  /** The path that answered in the end: another one than asked where the repository was renamed. */
  readonly path: string;
}

/** The list at this place; null: unchanged since the answer that came with `etag`. */
export async function readPage(
  { run, state, repository }: ListMeans,
  reason: Reason,
  query: Readonly<Record<string, string | number>>,
  place: PagePlace,
  etag: string | null,
): Promise<Result<Page | null, Failure>> {
  const answer = await run.get(reason, issuesPath(repository), {
    query: { ...query, per_page: perPage, ...place },
    etag,
  });
  if (!answer.ok) return answer;
  if (answer.value.kind === 'unchanged') return ok(null);
  const { data, lastPage, path } = answer.value;
  const applied = applyRecords(state, data, readerOf(run, state, repository));
  if (!applied.ok) return applied;
  // A page with a record that could not be read is read again next time, whatever it says.
  const kept = applied.value.isWhole ? answer.value.etag : null;
  const createdAtMs = momentsOf(data);
  return ok({ ...applied.value, createdAtMs, etag: kept, next: nextOf(answer.value), lastPage, path });
}

/** A page of the list that was not read before. */
export async function readFreshPage(
  means: ListMeans,
  query: Readonly<Record<string, string | number>>,
  place: PagePlace,
): Promise<Result<Page, Failure>> {
  const page = await readPage(means, 'list', query, place, null);
  if (!page.ok) return page;
  if (page.value !== null) return ok(page.value);
  return err({ kind: 'malformed', what: means.repository, detail: 'unchanged since nothing' });
}

export const issuesPath = (repository: string): string => `/repos/${repository}/issues`;

const readerOf = (run: Run, state: SyncState, repository: string): RecordReader => ({
  hostName: run.api.host.name,
  repository,
  labels: state.labels,
});

function momentsOf(data: unknown): ReadonlyMap<number, number> {
  const moments = new Map<number, number>();
  for (const record of Array.isArray(data) ? (data as readonly unknown[]) : []) {
    const number = isRecord(record) ? countOf(record, 'number') : null;
    const atMs = isRecord(record) ? momentOf(record, 'created_at') : null;
    if (number !== null && atMs !== null) moments.set(number, atMs);
  }
  return moments;
}

/** By cursor where the server pages so: it refuses high page numbers then. */
function nextOf({ nextAfter, nextPage }: Extract<GetAnswer, { kind: 'changed' }>): PagePlace | null {
  if (nextAfter !== null) return { after: nextAfter };
  return nextPage === null ? null : { page: nextPage };
}

export const endlessList = (repository: string): Failure => ({ kind: 'endless', what: `The list of ${repository}` });
