/** Answers for the commands about the panel's list: find in it, group and sort it, show its keys. */
import * as vscode from 'vscode';
import type { HostEvent } from '../protocol/messages';
import { groupings, sortings, type Grouping, type Sorting } from '../protocol/view/view';

export interface ListMeans {
  readonly panelViewId: string;
  /** Tells the panel's page, as soon as it listens. */
  readonly send: (event: HostEvent) => void;
}

type Register = (id: string, run: (argument: unknown) => Promise<void>) => void;

/**
 * Each shows the panel first and gives it the keyboard. `findIssues` takes a query, `groupIssues` and `sortIssues` one of
 * the names in `protocol/view/view.ts`; without it they ask.
 */
export function registerListCommands(register: Register, { panelViewId, send }: ListMeans): void {
  const tell = async (event: HostEvent): Promise<void> => {
    await vscode.commands.executeCommand(`${panelViewId}.focus`);
    send(event);
  };
  register('findIssues', async (query) => {
    await tell({ type: 'find', query: typeof query === 'string' ? query : null });
  });
  register('groupIssues', async (argument) => {
    const named = groupings.find((each) => each === argument);
    const grouping = named ?? (await pick(groupings, groupingName, vscode.l10n.t('Group the issues by what?')));
    if (grouping !== undefined) await tell({ type: 'arrange', grouping, sorting: null });
  });
  register('sortIssues', async (argument) => {
    const named = sortings.find((each) => each === argument);
    const sorting = named ?? (await pick(sortings, sortingName, vscode.l10n.t('Sort the issues by what?')));
    if (sorting !== undefined) await tell({ type: 'arrange', grouping: null, sorting });
  });
  register('showKeys', async () => {
    await tell({ type: 'keys' });
  });
}

async function pick<Name extends string>(
  names: readonly Name[],
  label: (name: Name) => string,
  placeHolder: string,
): Promise<Name | undefined> {
  const items = names.map((name) => ({ label: label(name), name }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.name;
}

function groupingName(grouping: Grouping): string {
  switch (grouping) {
    case 'status':
      return vscode.l10n.t('Status');
    case 'source':
      return vscode.l10n.t('Source');
    case 'repository':
      return vscode.l10n.t('Repository');
    case 'phase':
      return vscode.l10n.t('Milestone or Phase');
    case 'assignee':
      return vscode.l10n.t('Assignee');
    case 'priority':
      return vscode.l10n.t('Priority');
    case 'label':
      return vscode.l10n.t('Label');
    case 'parent':
      return vscode.l10n.t('Parent');
  }
}

function sortingName(sorting: Sorting): string {
  switch (sorting) {
    case 'priority':
      return vscode.l10n.t('Priority');
    case 'unblocks':
      return vscode.l10n.t('What It Unblocks');
    case 'updated':
      return vscode.l10n.t('Last Updated');
    case 'created':
      return vscode.l10n.t('Newest');
  }
}
