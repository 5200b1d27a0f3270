/** Answers for the user's settings, read once into plain data. */
import * as vscode from 'vscode';

export interface Settings {
  /** `auto`: `bd` where it is on the PATH, otherwise the file. `file`: the file only. */
  readonly beadsSource: 'auto' | 'file';
  /** Program name or absolute path. */
  readonly beadsCommand: string;
  /** Status names, lower case, by which an unlisted status counts as done. */
  readonly finishedStatuses: readonly string[];
  readonly statusBarVisible: boolean;
}

export const settingsSection = 'contextScout';

export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(settingsSection);
  const command: unknown = section.get('beads.command');
  const finished: unknown = section.get('finishedStatuses');
  return {
    beadsSource: section.get<string>('beads.source') === 'file' ? 'file' : 'auto',
    beadsCommand: typeof command === 'string' && command.trim() !== '' ? command.trim() : 'bd',
    finishedStatuses: Array.isArray(finished)
      ? finished.filter((name) => typeof name === 'string').map((name) => name.toLowerCase())
      : [],
    statusBarVisible: section.get<boolean>('statusBar.visible') ?? true,
  };
}
