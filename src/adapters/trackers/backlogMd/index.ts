/** Answers for Backlog.md as a tracker: a folder with a Backlog.md project is one source. */
import type { Tracker } from '../../../ports/tracker';
import { RecordFiles } from '../markdown/recordFile';
import { findLayout, signs } from './layout';
import { BacklogSource, type BacklogMeans } from './source';
import { backlogKind } from './taskFormat';

/** Sources are kept between discoveries, and with them what is known of each file. */
export function backlogMdTracker(means: BacklogMeans): Tracker {
  const sources = new Map<string, BacklogSource>();
  return {
    kind: backlogKind,
    signs,
    // A project is begun by `backlog init`, which asks for more than a first task says.
    starter: () => null,
    async discover(home, signal) {
      signal.throwIfAborted();
      const key = JSON.stringify([home.root, home.name]);
      const layout = await findLayout(home.root, new RecordFiles(home.root, means.clock));
      if (layout === null) {
        sources.delete(key);
        return [];
      }
      let source = sources.get(key);
      if (source === undefined) sources.set(key, (source = new BacklogSource(home, layout, means)));
      // Rules, watch and an earlier reading's worth hang on what the configuration says.
      await source.renew();
      return [source];
    },
  };
}
