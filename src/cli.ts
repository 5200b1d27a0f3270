/** Composition root without VS Code: the command line `context-scout`. No logic. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { version } from '../package.json';
import { systemClock } from './adapters/clock/systemClock';
import { EnvironmentCredentials, serversOfEnvironment } from './adapters/credentials/environmentCredentials';
import { FallbackGitReader } from './adapters/git/fallbackGit';
import { systemRandom } from './adapters/random/systemRandom';
import { defaultGitHubSettings, type GitHubSettings } from './adapters/trackers/github/options';
import { ContextScout } from './app/contextScout';
import type { ReadingInvocation } from './cli/commandLine';
import { runCommandLine, type CommandLineWorld, type Scout } from './cli/run';
import { stderrLog } from './cli/stderrLog';
import {
  gitCommits,
  gitFilesReader,
  gitProcessReader,
  gitRemotes,
  nodeWorkspace,
  serverClients,
  sharedCache,
  trackerFactory,
} from './composition';
import { defaultFreshnessPolicy } from './domain/freshness';
import { defaultActivityPolicy } from './domain/repositoryActivity';
import { defaultFinishedNames } from './domain/trackerRules';
import { err, ok, type Result } from './domain/result';

/** From this many records on, the next run is quicker for going on from this one. */
const worthRemembering = 500;

/** What a server said so long ago is taken as it is: programs ask for the context again and again. */
const trustStoredMs = 60_000;
/** A reading of files that only confirms what is stored is written this seldom. */
const confirmFilesEveryMs = 300_000;

/** As the extension's setting is by default. */
const quietAfterDays = 7;

const { stdout, stderr, env } = process;
const open = new Set<Scout>();
const noGitPath = (): null => null;

function githubSettings(): GitHubSettings {
  const { apiUrl, enterpriseUrl } = serversOfEnvironment(env);
  return { ...defaultGitHubSettings, apiUrl: apiUrl ?? defaultGitHubSettings.apiUrl, enterpriseUrl };
}

function openScout(folder: string, { command, mayRun, verbose, cache }: ReadingInvocation): Scout {
  const clock = systemClock;
  const log = stderrLog(verbose ? 'debug' : 'error');
  // That a source failed stands in what is printed; that its cache did, nowhere else.
  const storeLog = stderrLog(verbose ? 'debug' : 'warning');
  const cacheFolder = cache ?? envPaths('context-scout', { suffix: '' }).cache;
  const shared = sharedCache(cacheFolder, 'run', clock, storeLog);
  const http = serverClients(log);
  const remotes = gitRemotes(noGitPath);
  const commits = gitCommits(noGitPath);
  const servers = { http, credentials: new EnvironmentCredentials(env), remotes };
  const settings = {
    mayRun,
    quickStart: false,
    beadsSource: 'auto',
    beadsCommand: 'bd',
    finishedStatuses: defaultFinishedNames,
    github: githubSettings(),
  } as const;
  const scout = new ContextScout(
    {
      clock,
      random: systemRandom,
      log,
      workspace: nodeWorkspace,
      quickGitReader: null,
      ...shared.ports,
      commits: () => (mayRun ? commits : null),
      remotes,
      // Reading a few records takes less time than starting a database: they are remembered when asked for. What was
      // asked of a server always is: the next run asks for what changed since.
      remember: ({ checkpoint, issues }, { remote }) =>
        mayRun &&
        (remote !== undefined ||
          command === 'sync' ||
          cache !== null ||
          (checkpoint !== null && issues.length >= worthRemembering)),
      rememberAfterMs: 0,
      confirmEveryMs: ({ remote }) => (remote === undefined ? confirmFilesEveryMs : trustStoredMs),
      trustStoredMs: command === 'sync' ? null : trustStoredMs,
      onNotRemembered: (why) => {
        if (!verbose) storeLog.warn(`nothing is kept for the next run. ${why}`);
      },
      fileWatcher: null,
      pollMs: () => null,
      freshnessPolicy: () => defaultFreshnessPolicy,
      activityPolicy: () => defaultActivityPolicy,
      useStore: null,
      tellsOfWorkTree: () => false,
      attention: null,
      mayLead: () => mayRun,
      quietAfterDays: () => quietAfterDays,
    },
    {
      folders: [folder],
      trackers: trackerFactory({ clock, log, gitPath: noGitPath, servers })(settings),
      gitReader: mayRun ? new FallbackGitReader([gitProcessReader(noGitPath), gitFilesReader], log) : gitFilesReader,
    },
  );
  const opened: Scout = {
    refresh: () => scout.refresh('user'),
    references: scout.references,
    close: async () => {
      open.delete(opened);
      // What a reading under way brought by now is where the next run goes on from.
      await scout.flush();
      scout.dispose();
      http.dispose();
      await shared.close();
    },
  };
  open.add(opened);
  return opened;
}

async function findFolder(folder: string | null): Promise<Result<string, string>> {
  const path = resolve(folder ?? '.');
  try {
    return (await stat(path)).isDirectory() ? ok(path) : err(`${path} is not a folder.`);
  } catch {
    return err(`${path} was not found or cannot be read.`);
  }
}

async function readSchema(): Promise<Result<string, string>> {
  try {
    return ok(await readFile(join(__dirname, 'context.schema.json'), 'utf8'));
  } catch {
    return err('the schema is not there: it is made by `npm run build` and lies beside this program.');
  }
}

const world: CommandLineWorld = {
  version,
  style: {
    width: stdout.isTTY ? stdout.columns : Infinity,
    // https://no-color.org
    colours: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
  },
  write: (text) =>
    new Promise((done) => {
      stdout.write(text, () => {
        done();
      });
    }),
  writeError: (text) => void stderr.write(text),
  nowMs: () => systemClock.nowMs(),
  findFolder,
  readSchema,
  openScout,
};

// A reader that has seen enough (`| head`) closes the pipe: that is no failure of ours.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** What a shell expects of a program that a signal ended. */
const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.exitCode = signalExitCodes[signal];
    for (const scout of open) void scout.close();
  });
}

runCommandLine(process.argv.slice(2), world).then(
  (exitCode) => {
    process.exitCode ??= exitCode;
  },
  (error: unknown) => {
    // Ended by a signal: the exit code says so already.
    if (process.exitCode !== undefined) return;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr.write(`context-scout: this is a bug: ${message}\n`);
    process.exitCode = 1;
  },
);
