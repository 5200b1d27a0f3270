/** Answers for what a window has read: its folders, with the trackers and the git that trust and settings allow. */
import * as vscode from 'vscode';
import type { ScoutScope } from '../app/lanes';
import type { GitReader } from '../ports/gitReader';
import type { Tracker } from '../ports/tracker';
import { readSettings, type Settings } from './settings';

/** What trackers depend on. */
export interface TrackerWishes extends Pick<Settings, 'beadsSource' | 'beadsCommand' | 'finishedStatuses' | 'github'> {
  /** Whether programs may be run and servers asked. */
  readonly mayRun: boolean;
  readonly quickStart: boolean;
}

export interface ScopeMeans {
  readonly trackersOf: (wishes: TrackerWishes) => readonly Tracker[];
  /** Runs git. */
  readonly gitReader: GitReader;
  /** Only reads files. */
  readonly gitFilesReader: GitReader;
}

/** @returns reads the scope as it is at the moment */
export const windowScope =
  ({ trackersOf, gitReader, gitFilesReader }: ScopeMeans) =>
  (): ScoutScope => {
    const mayRun = vscode.workspace.isTrusted;
    const { beadsSource, beadsCommand, finishedStatuses, github } = readSettings();
    return {
      folders: (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath),
      trackers: trackersOf({ mayRun, quickStart: true, beadsSource, beadsCommand, finishedStatuses, github }),
      gitReader: mayRun ? gitReader : gitFilesReader,
    };
  };
