/** Answers for all that people see and use of the extension, put together: panel, status bar, commands, editor. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { HttpClients } from '../ports/httpClient';
import type { IssueStore } from '../ports/issueStore';
import { panelViewId, registerCommands } from './commands';
import type { EditorAccounts } from './credentials/editorAccounts';
import { registerEditorFeatures } from './editor/editorFeatures';
import { ReferenceLookup } from './editor/referenceLookup';
import type { OutputLog } from './outputLog';
import { PanelView } from './panel/panelView';
import { RequestStatisticsDocument } from './requestStatistics';
import { StatusBar } from './statusBar';
import { followSyncing } from './syncCommands';

export interface InterfaceMeans {
  readonly scout: ContextScout;
  readonly store: IssueStore;
  readonly accounts: EditorAccounts;
  readonly http: HttpClients;
  readonly log: OutputLog;
  readonly clock: Clock;
  /** Of the extension itself. */
  readonly extensionUri: vscode.Uri;
}

export interface UserInterface extends Disposable {
  readonly panel: PanelView;
}

export function userInterface({
  scout,
  store,
  accounts,
  http,
  log,
  clock,
  extensionUri,
}: InterfaceMeans): UserInterface {
  const lifetime = new DisposableStore();
  const panel = lifetime.add(new PanelView(extensionUri, scout, log, clock));
  const lookup = new ReferenceLookup({ context: () => scout.context, references: scout.references });
  const statistics = lifetime.add(new RequestStatisticsDocument(http, clock, log));
  const { sessions, credentials } = accounts;
  lifetime.add(vscode.window.registerWebviewViewProvider(panelViewId, panel));
  lifetime.add(registerCommands({ scout, store, log, clock, lookup, statistics, sessions, credentials }));
  lifetime.add(registerEditorFeatures({ scout, lookup, clock }));
  lifetime.add(followSyncing(scout, clock));
  lifetime.add(new StatusBar(scout, clock));
  return {
    panel,
    dispose: () => {
      lifetime.dispose();
    },
  };
}
