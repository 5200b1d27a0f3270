/** Answers for which of its states the panel is in: a list, or a page that says what to do next. */
import type { PanelData } from './panelData';
import type { ListModel } from './listModel';
import { isWritable } from './chips';

export type Outlook =
  | { readonly kind: 'loading' }
  | { readonly kind: 'noFolder' }
  /** No context, or no source, could be read: one sentence. `labels` names the sources. */
  | { readonly kind: 'failure'; readonly message: string; readonly labels: string | null }
  | { readonly kind: 'noTracker'; readonly folders: readonly string[] }
  /** `writable`: the panel can write the first one itself. */
  | { readonly kind: 'noIssues'; readonly labels: string; readonly writable: boolean }
  | { readonly kind: 'allDone'; readonly count: number }
  | { readonly kind: 'noMatch' }
  | { readonly kind: 'list' };

/**
 * A failure never hides rows, and is never told as "no issues".
 * @param partial not all rows are here
 */
export function outlookOf(
  data: PanelData | null,
  model: ListModel | null,
  connectionFailure: string | null,
  partial = false,
): Outlook {
  if (data === null || model === null) {
    return connectionFailure === null
      ? { kind: 'loading' }
      : { kind: 'failure', message: connectionFailure, labels: null };
  }
  if (model.total > 0) return model.matching > 0 ? { kind: 'list' } : { kind: partial ? 'loading' : 'noMatch' };
  const { header } = data;
  if (header.failure !== null) return { kind: 'failure', message: header.failure, labels: null };
  if (header.phase === 'noFolder') return { kind: 'noFolder' };
  if (header.phase === 'loading') return { kind: 'loading' };
  if (header.sources.length === 0) {
    return { kind: 'noTracker', folders: header.repositories.map(({ name }) => name) };
  }
  // Records nobody could read are no reason to say that there are none.
  if (header.problemCount > 0) return { kind: 'list' };
  const labels = [...new Set(header.sources.map(({ label }) => label))];
  const failed = header.sources.filter(({ error }) => error !== null);
  const [first] = failed;
  if (first !== undefined && first.error !== null) {
    const failedLabels = [...new Set(failed.map(({ label }) => label))].join(', ');
    return { kind: 'failure', message: first.error.message, labels: failedLabels };
  }
  if (header.sources.some(({ freshness }) => freshness === 'never')) return { kind: 'loading' };
  if (header.counts.done > 0) return { kind: 'allDone', count: header.counts.done };
  return { kind: 'noIssues', labels: labels.join(', '), writable: header.sources.some(isWritable) };
}
