/** Answers for which of its states the panel is in: a list, or a page that says what to do next. */
import type { PanelData } from './panelData';
import type { ListModel } from './listModel';
import type { SourceChip } from '../../src/protocol/messages';
import { isWritable } from './chips';
import { chipState, offersOf, type Offer } from './chipState';

export type Outlook =
  | { readonly kind: 'loading' }
  | { readonly kind: 'noFolder' }
  /**
   * No context, or no source, could be read: one sentence. `labels` names the sources, `source` is the one that tells
   * why; null where there is no context at all.
   */
  | {
      readonly kind: 'failure';
      readonly message: string;
      readonly labels: string | null;
      readonly source: SourceChip | null;
      readonly offers: readonly Offer[];
    }
  /** Nothing could be read yet, for requests wait. */
  | { readonly kind: 'paused'; readonly source: SourceChip; readonly untilMs: number }
  | { readonly kind: 'noTracker'; readonly folders: readonly string[] }
  /** `writable`: the panel can write the first one itself. */
  | { readonly kind: 'noIssues'; readonly labels: string; readonly writable: boolean }
  | { readonly kind: 'allDone'; readonly count: number }
  | { readonly kind: 'noMatch' }
  | { readonly kind: 'list' };

/**
 * A failure never hides rows, and is never told as "no issues".
 * @param nowMs a pause that is over by then is none
 */
export function outlookOf(
  data: PanelData | null,
  model: Pick<ListModel, 'total' | 'matching'> | null,
  connectionFailure: string | null,
  nowMs = 0,
): Outlook {
  if (data === null || model === null) {
    return connectionFailure === null ? { kind: 'loading' } : failure(connectionFailure);
  }
  if (model.total > 0) return { kind: model.matching > 0 ? 'list' : 'noMatch' };
  const { header } = data;
  if (header.failure !== null) return failure(header.failure);
  if (header.phase === 'noFolder') return { kind: 'noFolder' };
  if (header.phase === 'loading') return { kind: 'loading' };
  if (header.sources.length === 0) {
    return { kind: 'noTracker', folders: header.repositories.map(({ name }) => name) };
  }
  // Records nobody could read are no reason to say that there are none.
  if (header.problemCount > 0) return { kind: 'list' };
  const failed = header.sources.filter((source) => source.error !== null && !isBeingRead(source));
  const [first] = failed;
  if (first !== undefined && first.error !== null) {
    const offers = offersOf(first, { kind: 'trouble', trouble: first.error.trouble, nextMs: null });
    return { kind: 'failure', message: first.error.message, labels: labelsOf(failed), source: first, offers };
  }
  const unread = header.sources.find((source) => source.freshness === 'never' || isBeingRead(source));
  if (unread !== undefined) {
    const state = chipState(unread, nowMs);
    return state.kind === 'paused' ? { ...state, source: unread } : { kind: 'loading' };
  }
  if (header.counts.done > 0) return { kind: 'allDone', count: header.counts.done };
  return { kind: 'noIssues', labels: labelsOf(header.sources), writable: header.sources.some(isWritable) };
}

const failure = (message: string): Outlook => ({ kind: 'failure', message, labels: null, source: null, offers: [] });

const labelsOf = (sources: readonly SourceChip[]): string => [...new Set(sources.map(({ label }) => label))].join(', ');

/** Sources of which nothing is known, for they could not be read: what is listed beside them is not all there is. */
export const unreadSources = (sources: readonly SourceChip[]): readonly SourceChip[] =>
  sources.filter((source) => source.error !== null && source.confirmedAtMs === null && !isBeingRead(source));

/** For the first time, and page by page: what failed before that is over. */
const isBeingRead = ({ remote }: SourceChip): boolean => remote !== null && remote.progress !== null;
