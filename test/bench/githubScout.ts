/** Answers for a scout on a repository at GitHub, wired as in the extension, with a person who looks at the panel. */
import { systemClock } from '../../src/adapters/clock/systemClock';
import { FallbackGitReader } from '../../src/adapters/git/fallbackGit';
import { httpClients } from '../../src/adapters/http/httpClients';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { defaultGitHubSettings } from '../../src/adapters/trackers/github/options';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import { ContextScout } from '../../src/app/contextScout';
import * as compose from '../../src/composition';
import { defaultFinishedNames } from '../../src/domain/trackerRules';
import { noCredentials, type Credentials } from '../../src/ports/credentials';
import type { Disposable } from '../../src/ports/disposable';
import type { HttpClients } from '../../src/ports/httpClient';
import type { Log } from '../../src/ports/log';
import type { WindowSetup } from './githubDeeds';
import { defaultFreshnessPolicy } from '../../src/domain/freshness';
import { defaultActivityPolicy } from '../../src/domain/repositoryActivity';

export interface OpenScout {
  readonly scout: ContextScout;
  /** Writes what is waiting, and ends all. */
  readonly close: () => Promise<void>;
}

const rememberAfterMs = 2_000;
const noGitPath = (): null => null;

export function openScout(setup: WindowSetup, log: Log): OpenScout {
  const clock = systemClock;
  const cache = compose.sharedCache(setup.cache, 'window', clock, log);
  const http = clientsOf(setup, log);
  const remotes = compose.gitRemotes(noGitPath);
  const commits = compose.gitCommits(noGitPath);
  const trackers = compose.trackerFactory({
    clock,
    log,
    gitPath: noGitPath,
    servers: { http, credentials: accountOf(setup), remotes },
  })({
    mayRun: true,
    quickStart: true,
    beadsSource: 'auto',
    beadsCommand: 'bd',
    finishedStatuses: defaultFinishedNames,
    github: { ...defaultGitHubSettings, apiUrl: setup.apiUrl },
  });
  const { gitFilesReader } = compose;
  const scout = new ContextScout(
    {
      clock,
      log,
      random: systemRandom,
      workspace: compose.nodeWorkspace,
      quickGitReader: gitFilesReader,
      ...cache.ports,
      mayLead: () => true,
      remember: () => true,
      commits: () => commits,
      rememberAfterMs,
      confirmEveryMs: () => 300_000,
      trustStoredMs: null,
      onNotRemembered: (why) => {
        throw new Error(why);
      },
      pollMs: () => 30_000,
      freshnessPolicy: () => defaultFreshnessPolicy,
      activityPolicy: () => defaultActivityPolicy,
      useStore: null,
      tellsOfWorkTree: () => true,
      fileWatcher: nodeFileWatcher,
      remotes,
      attention: { level: 'watching', onDidChange: () => ({ dispose: () => undefined }) },
      quietAfterDays: () => 7,
    },
    {
      folders: [setup.folder],
      trackers,
      gitReader: new FallbackGitReader([compose.gitProcessReader(noGitPath), gitFilesReader], log),
    },
  );
  cache.store.warmUp();
  const close = async (): Promise<void> => {
    await scout.flush();
    scout.dispose();
    http.dispose();
    await cache.close();
  };
  return { scout, close };
}

function clientsOf({ isPaced }: WindowSetup, log: Log): HttpClients & Disposable {
  if (isPaced) return compose.serverClients(log);
  const atWill = { burst: 1_000_000, perSecond: 1_000_000 };
  const limits = { points: atWill, userPoints: atWill };
  return httpClients({ clock: systemClock, random: systemRandom, log, userAgent: 'context-scout/bench', limits });
}

/** As the editor has one: with a name. */
function accountOf({ token, login }: WindowSetup): Credentials {
  const account = { id: login, name: login, via: 'editor' } as const;
  return {
    ...noCredentials,
    find: ({ kind }) => Promise.resolve(kind === 'github' ? { account, token } : null),
  };
}
