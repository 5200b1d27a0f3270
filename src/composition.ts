/** Composition shared by both entry points: the Node side of every port, and the trackers. No logic. */
import { gitFingerprint } from './adapters/git/gitFingerprint';
import { GitFilesReader } from './adapters/git/gitFiles';
import { gitWatchTargets } from './adapters/git/gitWatchTargets';
import { findHomes } from './adapters/git/repositoryFinder';
import { SimpleGitReader } from './adapters/git/simpleGit';
import { NodeCommandRunner } from './adapters/process/nodeCommandRunner';
import { readProjectManifest } from './adapters/project/projectManifest';
import { beadsTracker } from './adapters/trackers/beads';
import type { Clock } from './ports/clock';
import type { GitReader } from './ports/gitReader';
import type { Tracker } from './ports/tracker';
import type { WorkspaceReader } from './ports/workspace';

/** A git that prints nothing for so long is ended. */
const gitTimeoutMs = 30_000;

export const nodeWorkspace: WorkspaceReader = {
  findHomes,
  gitFingerprint,
  gitWatchTargets,
  readProject: readProjectManifest,
};

/** Reads without running anything. */
export const gitFilesReader: GitReader = new GitFilesReader();

/** @param gitPath absolute path of the git program, or its name */
export const gitProcessReader = (gitPath: string): GitReader =>
  new SimpleGitReader({ gitPath, timeoutMs: gitTimeoutMs });

export interface TrackerSettings {
  /** Whether programs may be run: false in an untrusted folder. */
  readonly mayRun: boolean;
  /** `auto`: ask `bd` where it is installed. `file`: read the file only. */
  readonly beadsSource: 'auto' | 'file';
  /** Program name or absolute path. */
  readonly beadsCommand: string;
  /** Status names, lower case, by which an unlisted status counts as done. */
  readonly finishedStatuses: readonly string[];
}

/** Every tracker there is, with these settings. */
export function trackersOf(settings: TrackerSettings, clock: Clock): readonly Tracker[] {
  return [
    beadsTracker({
      clock,
      runner: settings.mayRun && settings.beadsSource === 'auto' ? new NodeCommandRunner(clock) : null,
      program: settings.beadsCommand,
      trusted: settings.mayRun,
      finishedNames: settings.finishedStatuses,
    }),
  ];
}
