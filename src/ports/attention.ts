/** The role of telling how closely a person looks. */
import type { Disposable } from './disposable';

/** `watching`: the window has focus and the panel shows. `near`: the window has focus. `away`: it has not. */
export type AttentionLevel = 'watching' | 'near' | 'away';

export interface Attention {
  readonly level: AttentionLevel;
  onDidChange(listener: () => void): Disposable;
}
