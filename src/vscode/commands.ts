/** Answers for the commands: the palette, the panel's menus and the status bar all call these. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { IssueStore } from '../ports/issueStore';
import type { HostEvent } from '../protocol/messages';
import { archiveIssue } from './archiveIssue';
import { clearCache, rebuildCache } from './cacheCommands';
import { chosenIssue, currentContext, webviewIds, type IssueArgument } from './commandArgument';
import type { AccountMeans } from './credentials/accountOutcome';
import { signInToGitHub } from './credentials/signIn';
import { removeToken, typeToken } from './credentials/tokenCommands';
import type { ReferenceLookup } from './editor/referenceLookup';
import { copyLink, openInBrowser } from './linkCommands';
import { registerListCommands } from './listCommands';
import { newIssue } from './newIssue';
import { openIssueRecord } from './openRecord';
import type { OutputLog } from './outputLog';
import { resolveReferences, showReferenceStatus } from './referenceCommands';
import type { RequestStatisticsDocument } from './requestStatistics';
import { cancelSync, syncNow } from './syncCommands';
import { chosenIssues } from './acting/chosenIssues';
import { areSeveral, copyLinks, openPages } from './acting/copyCommands';
import type { BoardPlace } from './acting/issuePlaces';
import { registerWorkCommands, type ActingMeans } from './acting/workCommands';

export const panelViewId = webviewIds.panel;

export interface CommandMeans extends AccountMeans, ActingMeans {
  readonly scout: ContextScout;
  readonly store: IssueStore;
  readonly statistics: RequestStatisticsDocument;
  readonly lookup: ReferenceLookup;
  readonly clock: Clock;
  readonly log: OutputLog;
  /** Tells the panel's page. */
  readonly send: (event: HostEvent) => void;
  readonly board: BoardPlace;
}

type Register = (id: string, run: (argument: IssueArgument, preview?: unknown) => Promise<void> | void) => void;

export function registerCommands(means: CommandMeans): Disposable {
  const lifetime = new DisposableStore();
  const register: Register = (id, run) => {
    lifetime.add(vscode.commands.registerCommand(`contextScout.${id}`, run));
  };
  registerIssueCommands(register, means);
  registerWorkCommands(register, { ...means, panelViewId });
  registerListCommands(register, { panelViewId, send: means.send });
  registerSourceCommands(register, means);
  registerServerCommands(register, means);
  return lifetime;
}

function registerIssueCommands(register: Register, { scout, lookup }: CommandMeans): void {
  register('openIssue', async (argument, preview) => {
    const context = await currentContext(scout);
    const issue = await chosenIssue(context, argument, vscode.l10n.t('Open which issue?'));
    const source = context.sources.find(({ id }) => id === issue?.source);
    if (issue === undefined || source === undefined) return;
    if (source.repository !== null) scout.uses.used(source.repository);
    await openIssueRecord(issue, source, preview === true);
  });
  register('openInBrowser', (argument) =>
    areSeveral(argument) ? openPages(scout, argument) : openInBrowser(scout, lookup, argument),
  );
  register('copyLink', (argument) =>
    areSeveral(argument) ? copyLinks(scout, argument) : copyLink(scout, lookup, argument),
  );
  register('newIssue', () => newIssue(scout));
  register('archiveIssue', async (argument) => {
    const issues = await chosenIssues(scout, argument, {
      question: vscode.l10n.t('Archive which issue?'),
      fits: ({ source, status }) => status !== 'done' && scout.writing.isWritable(source),
    });
    for (const issue of issues) await archiveIssue(scout, issue);
  });
}

function registerSourceCommands(register: Register, means: CommandMeans): void {
  const { scout, store, log } = means;
  register('syncNow', () => syncNow(means, panelViewId));
  register('cancelSync', () => {
    cancelSync(scout);
  });
  register('showPanel', async () => {
    await vscode.commands.executeCommand(`${panelViewId}.focus`);
  });
  register('showLog', () => {
    log.show();
  });
  register('rebuildCache', () => rebuildCache(scout, panelViewId));
  register('clearCache', () => clearCache(scout, store));
}

function registerServerCommands(register: Register, means: CommandMeans): void {
  const { scout, statistics, clock } = means;
  const named = (argument: IssueArgument): string | undefined => (typeof argument === 'string' ? argument : undefined);
  register('signIn', (argument) => signInToGitHub(means, named(argument)));
  register('useToken', (argument) => typeToken(means, named(argument)));
  register('removeToken', () => removeToken(means));
  register('resolveReferences', () => resolveReferences(scout.references, clock));
  register('showReferenceStatus', () => showReferenceStatus(scout.references));
  register('showRequestStatistics', () => statistics.show());
}
