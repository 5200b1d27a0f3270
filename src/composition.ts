/** Composition shared by both entry points: the Node side of every port, and the trackers. No logic. */
import { join } from 'node:path';
import { gitFingerprint } from './adapters/git/gitFingerprint';
import { GitFilesReader } from './adapters/git/gitFiles';
import { LocatedGitReader } from './adapters/git/locatedGit';
import { GitChangeReader } from './adapters/git/workTreeChanges';
import { gitWatchTargets } from './adapters/git/gitWatchTargets';
import { findHomes } from './adapters/git/repositoryFinder';
import { NodeCommandRunner } from './adapters/process/nodeCommandRunner';
import { findProgram } from './adapters/process/programPath';
import { readProjectManifest } from './adapters/project/projectManifest';
import { SqlIssueStore } from './adapters/store/sqlIssueStore';
import { backlogMdTracker } from './adapters/trackers/backlogMd';
import { beadsTracker } from './adapters/trackers/beads';
import { roadmapTracker } from './adapters/trackers/roadmap';
import type { Clock } from './ports/clock';
import type { Log } from './ports/log';
import type { GitReader } from './ports/gitReader';
import type { Tracker } from './ports/tracker';
import type { WorkspaceReader } from './ports/workspace';

export const nodeWorkspace: WorkspaceReader = {
  findHomes,
  gitFingerprint,
  gitWatchTargets,
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

/** @param folder absolute path; made at the first save. */
export const issueStore = (folder: string, clock: Clock, log: Log): SqlIssueStore =>
  // The thread is built beside the bundle this line ends up in.
  new SqlIssueStore({ folder, workerPath: join(__dirname, 'storeWorker.js'), clock, log });

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
}

/** What trackers work with, whatever the settings are. */
export interface TrackerMeans {
  readonly clock: Clock;
  readonly log: Log;
  /** The path of git where somebody knows it; null: it is looked up on the PATH. */
  readonly gitPath: () => string | null;
}

/**
 * Every tracker there is, with these settings. As long as the settings are the same the trackers are, and with them
 * what they know: which lines did not change, and when a program was asked last.
 */
export function trackerFactory(means: TrackerMeans): (settings: TrackerSettings) => readonly Tracker[] {
  let latest: { readonly key: string; readonly trackers: readonly Tracker[] } | null = null;
  return (settings) => {
    const { mayRun, beadsSource, beadsCommand, finishedStatuses } = settings;
    const key = JSON.stringify([mayRun, beadsSource, beadsCommand, finishedStatuses]);
    if (latest?.key !== key) latest = { key, trackers: trackersOf(settings, means) };
    return latest.trackers;
  };
}

function trackersOf(settings: TrackerSettings, { clock, log, gitPath }: TrackerMeans): readonly Tracker[] {
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
