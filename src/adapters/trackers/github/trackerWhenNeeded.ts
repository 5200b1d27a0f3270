/** Answers for GitHub as a tracker whose code is read when a repository first has a remote: most starts never need it. */
import type { Tracker } from '../../../ports/tracker';
// In a bundle of its own: see `esbuild.mjs`.
import { githubTracker } from './index';
import type { GitHubOptions } from './options';

export function githubWhenNeeded(options: GitHubOptions): Tracker {
  const { credentials, remotes } = options;
  let tracker: Tracker | null = null;
  return {
    kind: 'github',
    signs: [],
    starter: () => null,
    onDidChange: (listener) => credentials.onDidChange(listener),
    async discover(home, signal) {
      if (tracker === null && (await remotes.remotes(home.root, signal)).length === 0) return [];
      tracker ??= githubTracker(options);
      return tracker.discover(home, signal);
    },
  };
}
