/** Answers for which issue is looked at beside its row, and how the person asked for it. */
import { Observable } from './observable';

export interface Preview {
  readonly key: string;
  /** A preview by the keyboard stays until it is closed; one by the pointer goes with it. */
  readonly by: 'keyboard' | 'pointer';
}

/** What is looked at; null: nothing. The list sets it, the card shows it. */
export type PreviewStore = Observable<Preview | null>;

export function makePreviewStore(): PreviewStore {
  return new Observable<Preview | null>(null);
}
