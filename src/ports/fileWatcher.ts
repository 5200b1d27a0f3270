/** The role of telling that files moved. */
import type { Disposable } from './disposable';

/** A folder and the names in it that matter. Must survive edits in place and replacement by rename. */
export interface WatchTarget {
  /** Absolute path of the folder. It may not exist yet. */
  readonly folder: string;
  /** Names directly in the folder; `all`: every name directly in it; `below`: everything below it (few folders only). */
  readonly names: readonly string[] | 'all' | 'below';
}

export interface FileWatcher {
  /**
   * Calls `onChange` after something watched was created, changed, replaced or deleted.
   * `onBroken` is called at most once, when the watch cannot work any longer; `why` is a sentence for people.
   */
  watch(target: WatchTarget, onChange: () => void, onBroken: (why: string) => void): Disposable;
  /**
   * Why a watch of `folder` (an absolute path) may miss changes though it works, as where other machines write to it,
   * in one sentence for people; null: it tells of all. Cheap; never rejects.
   */
  whyOnlyAHint(folder: string): Promise<string | null>;
}
