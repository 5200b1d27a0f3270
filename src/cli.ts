/** Composition root without VS Code: the command line `context-scout`. No logic. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { version } from '../package.json';
import { systemClock } from './adapters/clock/systemClock';
import { FallbackGitReader } from './adapters/git/fallbackGit';
import { ContextScout } from './app/contextScout';
import type { ReadingInvocation } from './cli/commandLine';
import { runCommandLine, type CommandLineWorld, type Scout } from './cli/run';
import { stderrLog } from './cli/stderrLog';
import { gitFilesReader, gitProcessReader, issueStore, nodeWorkspace, trackerFactory } from './composition';
import { defaultFinishedNames } from './domain/trackerRules';
import { err, ok, type Result } from './domain/result';

/** From this many records on, the next run is quicker for going on from this one. */
const worthRemembering = 500;

const open = new Set<Scout>();

function openScout(folder: string, { command, mayRun, verbose, cache }: ReadingInvocation): Scout {
  const log = stderrLog(verbose ? 'debug' : 'error');
  // That a source failed stands in what is printed; that its cache did, nowhere else.
  const storeLog = stderrLog(verbose ? 'debug' : 'warning');
  const store = issueStore(cache ?? envPaths('context-scout', { suffix: '' }).cache, systemClock, storeLog);
  const settings = {
    mayRun,
    quickStart: false,
    beadsSource: 'auto',
    beadsCommand: 'bd',
    finishedStatuses: defaultFinishedNames,
  } as const;
  const scout = new ContextScout(
    {
      clock: systemClock,
      log,
      workspace: nodeWorkspace,
      quickGitReader: null,
      store,
      // Reading a few records takes less time than starting a database: they are remembered when asked for.
      remember: ({ checkpoint, issues }) =>
        mayRun && (command === 'sync' || cache !== null || (checkpoint !== null && issues.length >= worthRemembering)),
      rememberAfterMs: 0,
      onNotRemembered: (why) => {
        if (!verbose) storeLog.warn(`nothing is kept for the next run. ${why}`);
      },
      fileWatcher: null,
      pollMs: () => null,
    },
    {
      folders: [folder],
      trackers: trackerFactory({ clock: systemClock, log, gitPath: () => null })(settings),
      gitReader: mayRun ? new FallbackGitReader([gitProcessReader(() => null), gitFilesReader], log) : gitFilesReader,
    },
  );
  const opened: Scout = {
    refresh: () => scout.refresh(),
    close: async () => {
      open.delete(opened);
      await scout.flush();
      scout.dispose();
      await store.close();
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

const { stdout, stderr, env } = process;

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
