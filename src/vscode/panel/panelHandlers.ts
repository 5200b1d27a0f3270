/** Answers for what the host does on each request of a webview. */
import * as vscode from 'vscode';
import type { PanelArrangement } from '../../protocol/arrangement';
import type { PanelHandlers } from '../../protocol/messenger';
import type { PageName } from '../commandArgument';
import { issueAnswers } from './issueDetails';
import { openAddress, openLink, runAction, runOnIssues } from './panelActions';
import type { PanelFeed } from './panelFeed';
import { openProblem } from './problems';
import type { StateTransfer } from './stateTransfer';

/** What belongs to the one webview that asks. */
export interface AskingWebview {
  readonly name: PageName;
  readonly transfer: StateTransfer;
  readonly arranged: (arrangement: PanelArrangement) => void;
  readonly painted: (painted: { readonly revision: number; readonly atMs: number }) => void;
}

export function panelHandlers(feed: PanelFeed, { name, transfer, arranged, painted }: AskingWebview): PanelHandlers {
  return {
    getState: ({ revision }) => transfer.begin(feed.state, revision),
    getRows: ({ revision, from }) => transfer.rows(revision, from),
    arranged: (arrangement) => {
      arranged(arrangement);
      return null;
    },
    openIssue: async ({ key, preview }) => {
      await vscode.commands.executeCommand('contextScout.openIssue', key, preview);
      return null;
    },
    copyIssueKey: async ({ key }) => {
      await vscode.commands.executeCommand('contextScout.copyIssueKey', key);
      return null;
    },
    openProblem: async (place) => {
      await openProblem(feed.context, place);
      return null;
    },
    openLink: async (link) => {
      await openLink(feed.context, link);
      return null;
    },
    act: async (deed) => {
      await runAction(feed.context, deed);
      return null;
    },
    ...issueAnswers(feed),
    openAddress: async ({ address }) => {
      await openAddress(address);
      return null;
    },
    run: async ({ command, keys }) => {
      await runOnIssues(name, command, keys);
      return null;
    },
    painted: (frame) => {
      painted(frame);
      return null;
    },
  };
}
