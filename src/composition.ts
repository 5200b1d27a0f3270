/** Composition shared by both entry points: the Node side of every port, and the trackers. No logic. */
import { join } from 'node:path';
import { version } from '../package.json';
import { systemClock } from './adapters/clock/systemClock';
import { GitCommitReader } from './adapters/git/commitReader';
import { gitFingerprint } from './adapters/git/gitFingerprint';
import { gitStamps } from './adapters/git/gitStamps';
import { GitFilesIdentity, GitProcessIdentity } from './adapters/git/gitIdentity';
import { GitFilesReader } from './adapters/git/gitFiles';
import { LocatedGitReader } from './adapters/git/locatedGit';
import { GitRemotes } from './adapters/git/gitRemotes';
import { GitProcessWriter } from './adapters/git/gitWriter';
import { GitChangeReader } from './adapters/git/workTreeChanges';
import { gitLock } from './adapters/git/gitLock';
import { gitWatchTargets } from './adapters/git/gitWatchTargets';
import { findHomes } from './adapters/git/repositoryFinder';
import { httpClients } from './adapters/http/httpClients';
import { NodeCommandRunner } from './adapters/process/nodeCommandRunner';
import { findProgram } from './adapters/process/programPath';
import { readProjectManifest } from './adapters/project/projectManifest';
import { systemRandom } from './adapters/random/systemRandom';
import { FileLeadership } from './adapters/store/leader/fileLeadership';
import type { ProcessKind } from './adapters/store/leader/instance';
import { KeptRefStore } from './adapters/store/keptRefStore';
import { SqlIssueStore } from './adapters/store/sqlIssueStore';
import { backlogMdTracker } from './adapters/trackers/backlogMd';
import { beadsTracker } from './adapters/trackers/beads';
import type { GitHubOptions, GitHubSettings } from './adapters/trackers/github/options';
import { githubWhenNeeded } from './adapters/trackers/github/trackerWhenNeeded';
import { roadmapTracker } from './adapters/trackers/roadmap';
import { nodeFileWatcher } from './adapters/watch/nodeFileWatcher';
import type { Clock } from './ports/clock';
import type { Disposable } from './ports/disposable';
import type { GitReader } from './ports/gitReader';
import type { GitWriter } from './ports/gitWriter';
import type { HttpClients } from './ports/httpClient';
import type { IdentityReader } from './ports/identityReader';
import type { IssueStore } from './ports/issueStore';
import { aloneInTheWorld, type Leadership } from './ports/leadership';
import type { Log } from './ports/log';
import type { RefStore } from './ports/refStore';
import type { CommitReader, RemoteReader } from './ports/repositoryReader';
import type { Tracker } from './ports/tracker';
import type { WorkspaceReader } from './ports/workspace';

export const nodeWorkspace: WorkspaceReader = {
  findHomes,
  gitFingerprint,
  gitStamps,
  gitWatchTargets,
  gitLock,
  readProject: readProjectManifest,
};

/** Reads without running anything. */
export const gitFilesReader: GitReader = new GitFilesReader();

/**
 * Reads by running git.
 * @param known the path of git where somebody knows it (VS Code does); otherwise it is looked up on the PATH
 */
export const gitProcessReader = (known: () => string | null): GitReader => new LocatedGitReader(gitProgram(known));

const gitProgram = (known: () => string | null) => async (): Promise<string | null> =>
  known() ?? (await findProgram('git', process.env));

/**
 * @param folder absolute path; made at the first save.
 * @param leadership says in which epoch this process writes; it is to be closed after the store
 */
export const issueStore = (
  folder: string,
  clock: Clock,
  log: Log,
  leadership: Pick<Leadership, 'epochOf' | 'troubleOf'> = aloneInTheWorld,
): SqlIssueStore =>
  // The thread is built beside the bundle this line ends up in.
  new SqlIssueStore({ folder, workerPath: join(__dirname, 'storeWorker.js'), clock, log, leadership });

/** What is remembered, together with the other processes on the same folder. */
export interface SharedCache {
  readonly store: SqlIssueStore;
  readonly ports: { readonly store: IssueStore; readonly refStore: RefStore; readonly leadership: Leadership };
  /** Writes what is waiting, and leaves the sources to others. */
  close(): Promise<void>;
}

/** @param folder absolute path; made when a source is joined */
export function sharedCache(folder: string, kind: ProcessKind, clock: Clock, log: Log): SharedCache {
  const ports = { folder, kind, clock, log, random: systemRandom, fileWatcher: nodeFileWatcher };
  const leadership = new FileLeadership(ports);
  const store = issueStore(folder, clock, log, leadership);
  const close = async (): Promise<void> => {
    // What is written last is written in the epoch of this process.
    await store.close();
    await leadership.close();
  };
  return { store, ports: { store, refStore: new KeptRefStore(store, clock, log), leadership }, close };
}

/** Where repositories come from. For trusted folders: git may be run. @param known as of {@link gitProcessReader} */
export const gitRemotes = (known: () => string | null): RemoteReader =>
  new GitRemotes({ locate: gitProgram(known), environment: process.env });

/** Moves work trees, for trusted folders. @param known as of {@link gitProcessReader} */
export const gitWriter = (known: () => string | null): GitWriter => new GitProcessWriter(gitProgram(known));

/** Who commits, by running git where the files do not tell, for trusted folders. @param known as of {@link gitProcessReader} */
export const gitIdentity = (known: () => string | null): IdentityReader =>
  new GitProcessIdentity(gitProgram(known), process.env);

/** Who commits, without running anything. */
export const gitFilesIdentity: IdentityReader = new GitFilesIdentity(process.env);

/** What commits say, by running git. @param known as of {@link gitProcessReader} */
export const gitCommits = (known: () => string | null): CommitReader => new GitCommitReader(gitProgram(known));

/** Everything that talks to servers: one for a process, so that all of it keeps to one budget. */
export const serverClients = (log: Log): HttpClients & Disposable =>
  httpClients({ clock: systemClock, random: systemRandom, log, userAgent: `context-scout/${version}` });

export interface TrackerSettings {
  /** Show what lies in a file before a program was asked; for those who stay for the second answer. */
  readonly quickStart: boolean;
  /** Whether programs may be run: false in an untrusted folder. */
  readonly mayRun: boolean;
  /** `auto`: ask `bd` where it is installed. `file`: read the file only. */
  readonly beadsSource: 'auto' | 'file';
  /** Program name or absolute path. */
  readonly beadsCommand: string;
  /** Status names, lower case, by which an unlisted status counts as done. */
  readonly finishedStatuses: readonly string[];
  /** Null: GitHub is not asked. Nor is it in an untrusted folder. */
  readonly github: GitHubSettings | null;
}

type LocalSettings = Omit<TrackerSettings, 'github'>;

/** What trackers work with, whatever the settings are. */
export interface TrackerMeans {
  readonly clock: Clock;
  readonly log: Log;
  /** The path of git where somebody knows it; null: it is looked up on the PATH. */
  readonly gitPath: () => string | null;
  /** Null: no server is asked. */
  readonly servers: Pick<GitHubOptions, 'http' | 'credentials' | 'remotes'> | null;
}

/**
 * Every tracker there is, with these settings. As long as the settings of a tracker are the same it is, and with it
 * what it knows: which lines did not change, and when a program or a server was asked last.
 */
export function trackerFactory(means: TrackerMeans): (settings: TrackerSettings) => readonly Tracker[] {
  const local = keptBySettings((settings: LocalSettings) => localTrackers(settings, means));
  const remote = keptBySettings((settings: GitHubSettings) => remoteTrackers(settings, means));
  return ({ mayRun, quickStart, beadsSource, beadsCommand, finishedStatuses, github }) => [
    ...local({ mayRun, quickStart, beadsSource, beadsCommand, finishedStatuses }),
    ...(github !== null && mayRun ? remote(github) : []),
  ];
}

/** What was made last, for as long as the settings are the same. */
function keptBySettings<Settings, Made>(make: (settings: Settings) => Made): (settings: Settings) => Made {
  let latest: { readonly key: string; readonly made: Made } | null = null;
  return (settings) => {
    const key = JSON.stringify(settings);
    if (latest?.key !== key) latest = { key, made: make(settings) };
    return latest.made;
  };
}

function remoteTrackers(settings: GitHubSettings, { clock, log, servers }: TrackerMeans): readonly Tracker[] {
  return servers === null ? [] : [githubWhenNeeded({ clock, log, settings, ...servers })];
}

function localTrackers(settings: LocalSettings, { clock, log, gitPath }: TrackerMeans): readonly Tracker[] {
  const { mayRun, beadsSource, beadsCommand, quickStart, finishedStatuses } = settings;
  const files = {
    changes: mayRun ? new GitChangeReader(gitProgram(gitPath)) : null,
    clock,
    log,
    finishedNames: finishedStatuses,
  };
  return [
    roadmapTracker(files),
    backlogMdTracker(files),
    beadsTracker({
      clock,
      runner: mayRun && beadsSource === 'auto' ? new NodeCommandRunner(clock) : null,
      program: beadsCommand,
      trusted: mayRun,
      quickStart,
      finishedNames: finishedStatuses,
    }),
  ];
}
