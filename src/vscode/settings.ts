/** Answers for the user's settings, read once into plain data. */
import * as vscode from 'vscode';
import { readGitHubSettings, type GitHubUserSettings } from './githubSettings';

export interface Settings {
  /** `auto`: `bd` where it is on the PATH, otherwise the file. `file`: the file only. */
  readonly beadsSource: 'auto' | 'file';
  /** Program name or absolute path. */
  readonly beadsCommand: string;
  /** Status names, lower case, by which an unlisted status counts as done. */
  readonly finishedStatuses: readonly string[];
  readonly statusBarVisible: boolean;
  /** Null: issues of GitHub are not read. */
  readonly github: GitHubUserSettings | null;
  /** An issue in progress that no commit has named for so many days is told; 0: never. */
  readonly quietDays: number;
}

export const settingsSection = 'contextScout';

const defaultQuietDays = 7;
const mostQuietDays = 3_650;

export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(settingsSection);
  const command: unknown = section.get('beads.command');
  const finished: unknown = section.get('finishedStatuses');
  const quietDays: unknown = section.get('drift.quietDays');
  return {
    beadsSource: section.get<string>('beads.source') === 'file' ? 'file' : 'auto',
    beadsCommand: typeof command === 'string' && command.trim() !== '' ? command.trim() : 'bd',
    finishedStatuses: Array.isArray(finished)
      ? finished.filter((name) => typeof name === 'string').map((name) => name.toLowerCase())
      : [],
    statusBarVisible: section.get<boolean>('statusBar.visible') ?? true,
    github: readGitHubSettings({
      value: (name) => section.get(`github.${name}`),
      byDefault: (name) => section.inspect(`github.${name}`)?.defaultValue,
    }),
    quietDays:
      typeof quietDays === 'number' && quietDays >= 0 && quietDays <= mostQuietDays
        ? Math.floor(quietDays)
        : defaultQuietDays,
  };
}
