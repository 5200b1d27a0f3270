/** Answers for hearing what trackers and sources on servers tell by themselves. */
import type { Disposable } from '../ports/disposable';
import type { RemoteSource, Tracker } from '../ports/tracker';

export interface RemoteSignsEvents {
  /** Another discovery may answer differently. */
  onTracker(tracker: Tracker): void;
  /** What people are told of a source beside its issues changed. */
  onStatus(): void;
}

export class RemoteSigns implements Disposable {
  private readonly byTracker = new Map<Tracker, Disposable>();
  private readonly bySource = new Map<RemoteSource, Disposable>();

  constructor(private readonly events: RemoteSignsEvents) {}

  /** Listens to these and to no other any more. */
  listenTo(trackers: readonly Tracker[], sources: readonly RemoteSource[]): void {
    keepOnly(this.byTracker, trackers, (tracker) =>
      tracker.onDidChange?.(() => {
        this.events.onTracker(tracker);
      }),
    );
    keepOnly(this.bySource, sources, (source) =>
      source.onDidChangeStatus(() => {
        this.events.onStatus();
      }),
    );
  }

  dispose(): void {
    this.listenTo([], []);
  }
}

function keepOnly<T>(
  known: Map<T, Disposable>,
  present: readonly T[],
  listen: (item: T) => Disposable | undefined,
): void {
  const wanted = new Set(present);
  for (const [item, listening] of known) {
    if (wanted.has(item)) continue;
    listening.dispose();
    known.delete(item);
  }
  for (const item of wanted) {
    const listening = known.has(item) ? undefined : listen(item);
    if (listening !== undefined) known.set(item, listening);
  }
}
