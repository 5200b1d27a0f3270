/** Answers for what other extensions get from `extensions.getExtension(…).exports`. */
import type { ContextScout } from '../app/contextScout';
import type { Disposable } from '../ports/disposable';
import { toContextJson, type ContextJson } from '../protocol/contextJson';
import type { Painted, PanelView } from './panel/panelView';

export interface ContextScoutApi {
  /** Raised when a member changes its meaning or goes away. */
  readonly version: 1;
  /** The latest snapshot, waiting for the first when there is none yet. Done issues only with `all`. */
  context(options?: { readonly all?: boolean }): Promise<ContextJson>;
  /** Calls back after each new snapshot. */
  onDidChange(listener: () => void): Disposable;
  /** The last frame of the panel that was painted, for measurements; null before the first. */
  readonly painted: Painted | null;
}

export const publicApi = (scout: ContextScout, panel: PanelView): ContextScoutApi => ({
  version: 1,
  context: async ({ all = false } = {}) => toContextJson(scout.context ?? (await scout.refresh()), { all }),
  onDidChange: (listener) =>
    scout.onDidChange(() => {
      listener();
    }),
  get painted() {
    return panel.painted;
  },
});
