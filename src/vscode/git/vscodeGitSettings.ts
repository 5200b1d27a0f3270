/** Answers for the git extension's settings in a folder. */
import { Uri, workspace } from 'vscode';
import type { GitSettings } from './stateFromApi';

export function readGitSettings(root: string): GitSettings {
  const settings = workspace.getConfiguration('git', Uri.file(root));
  const untracked = settings.get<unknown>('untrackedChanges');
  const limit = settings.get<unknown>('statusLimit');
  return {
    untrackedChanges: untracked === 'separate' || untracked === 'hidden' ? untracked : 'mixed',
    statusLimit: typeof limit === 'number' ? limit : 10_000,
  };
}
