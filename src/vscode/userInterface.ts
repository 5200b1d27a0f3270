/** Answers for all that people see and use of the extension, put together: panel, status bar, commands, editor. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { HttpClients } from '../ports/httpClient';
import type { IssueStore } from '../ports/issueStore';
import { BoardTab } from './board/boardTab';
import { panelViewId, registerCommands } from './commands';
import type { EditorAccounts } from './credentials/editorAccounts';
import { registerEditorFeatures } from './editor/editorFeatures';
import { ReferenceLookup } from './editor/referenceLookup';
import type { OutputLog } from './outputLog';
import { PanelFeed } from './panel/panelFeed';
import { PanelView } from './panel/panelView';
import { registerProblemsDocument } from './panel/problems';
import { RequestStatisticsDocument } from './requestStatistics';
import { StatusBar } from './statusBar';
import { followSyncing } from './syncCommands';
import { followIdentity } from './acting/followIdentity';
import type { ActingMeans } from './acting/workCommands';

export interface InterfaceMeans {
  readonly scout: ContextScout;
  readonly store: IssueStore;
  readonly accounts: EditorAccounts;
  readonly http: HttpClients;
  readonly log: OutputLog;
  readonly clock: Clock;
  /** Of the extension itself. */
  readonly extensionUri: vscode.Uri;
  readonly acting: ActingMeans;
}

export interface UserInterface extends Disposable {
  readonly panel: PanelView;
  readonly board: BoardTab;
  readonly feed: PanelFeed;
}

export function userInterface({
  scout,
  store,
  accounts,
  http,
  log,
  clock,
  extensionUri,
  acting,
}: InterfaceMeans): UserInterface {
  const lifetime = new DisposableStore();
  const feed = lifetime.add(new PanelFeed(scout, clock));
  const panel = lifetime.add(new PanelView(extensionUri, feed, log, clock));
  const board = lifetime.add(new BoardTab(extensionUri, feed, log, clock));
  lifetime.add(registerProblemsDocument(() => scout.context?.problems ?? [], scout));
  const lookup = new ReferenceLookup({ context: () => scout.context, references: scout.references });
  const statistics = lifetime.add(new RequestStatisticsDocument(http, clock, log));
  const { sessions, credentials } = accounts;
  lifetime.add(vscode.window.registerWebviewViewProvider(panelViewId, panel));
  lifetime.add(
    registerCommands({
      ...{ scout, store, log, clock, lookup, statistics, sessions, credentials, ...acting },
      board,
      send: (event) => {
        panel.send(event);
      },
    }),
  );
  lifetime.add(
    followIdentity(scout, acting.identity, (names) => {
      feed.showMe(names);
    }),
  );
  lifetime.add(board.register());
  lifetime.add(registerEditorFeatures({ scout, lookup, clock }));
  lifetime.add(followSyncing(scout, clock));
  lifetime.add(new StatusBar(scout, clock));
  return {
    panel,
    board,
    feed,
    dispose: () => {
      lifetime.dispose();
    },
  };
}
