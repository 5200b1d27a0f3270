/** Answers for Backlog.md as a tracker: a folder with a Backlog.md project is one source. */
import type { Tracker, TrackerHome } from '../../../ports/tracker';
import { signs } from './layout';
import { BacklogSource, type BacklogMeans } from './source';
import { backlogKind } from './taskFormat';

/** Sources are kept between discoveries, and with them what is known of each file. */
export function backlogMdTracker(means: BacklogMeans): Tracker {
  const sources = new Map<string, BacklogSource>();
  const discover = (home: TrackerHome, signal: AbortSignal): readonly BacklogSource[] => {
    signal.throwIfAborted();
    const key = JSON.stringify([home.root, home.name]);
    const source = sources.get(key) ?? new BacklogSource(home, means);
    // Rules and watch hang on what the configuration says.
    if (!source.configure()) {
      sources.delete(key);
      return [];
    }
    sources.set(key, source);
    return [source];
  };
  return {
    kind: backlogKind,
    signs,
    // A project is begun by `backlog init`, which asks for more than a first task says.
    starter: () => null,
    discover: (home, signal) => Promise.resolve().then(() => discover(home, signal)),
  };
}
