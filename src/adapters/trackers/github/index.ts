/** Answers for GitHub as a tracker: a repository with a remote at a known host is one source. */
import type { Tracker, TrackerHome } from '../../../ports/tracker';
import { chooseRemote, type RemoteChoice } from './chooseRemote';
import { namedHosts, type GitHubHost } from './hosts';
import type { GitHubOptions } from './options';
import { SessionAccess } from './repositoryAccess';
import { GitHubSession } from './session';
import { GitHubSource } from './source';

interface KeptSource {
  /** What it was made for. */
  readonly key: string;
  readonly source: GitHubSource;
}

/**
 * Sources are kept between discoveries, and with them what is known of their repositories. All sources of a host act
 * through one session. Discovery reads configuration and asks no server.
 */
export function githubTracker(options: GitHubOptions): Tracker {
  const { log, credentials, remotes, settings } = options;
  const { hosts, problems } = namedHosts(settings);
  for (const problem of problems) log.warn(`GitHub: ${problem}`);
  const sessions = new Map<GitHubHost, GitHubSession>();
  const kept = new Map<string, KeptSource>();

  const sessionOf = (host: GitHubHost): GitHubSession => {
    const session = sessions.get(host) ?? new GitHubSession(host, options);
    sessions.set(host, session);
    return session;
  };
  const sourceOf = (home: TrackerHome, choice: RemoteChoice): GitHubSource => {
    const { clock } = options;
    const access = new SessionAccess(sessionOf(choice.address.host), choice, problems);
    return new GitHubSource({ home, access, settings, clock, log });
  };

  return {
    kind: 'github',
    // What tells is in the repository's configuration, and whoever looks for sources watches that.
    signs: [],
    starter: () => null,
    onDidChange: (listener) => credentials.onDidChange(listener),
    async discover(home, signal) {
      const place = JSON.stringify([home.root, home.name]);
      const choice = chooseRemote(await remotes.remotes(home.root, signal), hosts);
      if (choice === null) {
        kept.delete(place);
        return [];
      }
      const key = JSON.stringify(choice);
      const known = kept.get(place);
      if (known?.key === key) return [known.source];
      const source = sourceOf(home, choice);
      kept.set(place, { key, source });
      return [source];
    },
  };
}
