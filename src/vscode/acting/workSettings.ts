/** Answers for the settings of starting work, and for the names a person says they go by. */
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { WorkSettings } from '../../app/workMeans';
import { defaultBranchTemplate } from '../../domain/branchName';
import { settingsSection } from '../settings';

const defaultWorktreeFolder = '../${repository}.worktrees';

export function readWorkSettings(): WorkSettings {
  const section = vscode.workspace.getConfiguration(settingsSection);
  const text = (name: string, otherwise: string): string => {
    const value: unknown = section.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : otherwise;
  };
  const folder = text('startWork.worktreeFolder', defaultWorktreeFolder);
  return {
    branchTemplate: text('startWork.branchTemplate', defaultBranchTemplate),
    worktreeFolder: ({ root }) => {
      const named = folder.replaceAll('${repository}', basename(root)).replace(/^~(?=$|[\\/])/, () => homedir());
      return resolve(root, named);
    },
    marksInProgress: section.get<unknown>('startWork.markInProgress') !== false,
  };
}

/** The setting `contextScout.me`. */
export function readOwnNames(): readonly string[] {
  const names: unknown = vscode.workspace.getConfiguration(settingsSection).get('me');
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
