/** Answers for GitHub as a tracker whose code is read when a remote first looks like one of its: many starts never need it. */
import type { GitRemote } from '../../../ports/repositoryReader';
import type { Tracker } from '../../../ports/tracker';
// In a bundle of its own: see `esbuild.mjs`.
import { githubTracker } from './index';
import type { GitHubOptions } from './options';

export function githubWhenNeeded(options: GitHubOptions): Tracker {
  const { credentials, remotes, settings } = options;
  const names = ['github.com', ...hostNames(settings.enterpriseUrl)];
  const looksLikeOurs = ({ url }: GitRemote): boolean => names.some((name) => url.toLowerCase().includes(name));
  let tracker: Tracker | null = null;
  return {
    kind: 'github',
    signs: [],
    starter: () => null,
    onDidChange: (listener) => credentials.onDidChange(listener),
    async discover(home, signal) {
      if (tracker === null && !(await remotes.remotes(home.root, signal)).some(looksLikeOurs)) return [];
      tracker ??= githubTracker(options);
      return tracker.discover(home, signal);
    },
  };
}

/** Without its port, which an address by ssh does not name. One that is no address is in all: somebody has to say so. */
function hostNames(url: string | null): readonly string[] {
  const address = url?.trim() ?? '';
  if (address === '') return [];
  return [URL.canParse(address) ? new URL(address).hostname.toLowerCase() : ''];
}
