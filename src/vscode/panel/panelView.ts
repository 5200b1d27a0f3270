/** Answers for the panel in the activity bar: its page, its messages, and that it follows the snapshots. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { DisposableStore } from '../../app/disposableStore';
import { PatientActivity } from '../../app/patientActivity';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import { parseWebviewMessage } from '../../protocol/inbound';
import type { HostMessage, PanelAction, PanelPatch } from '../../protocol/messages';
import { servePanel, type PanelHandlers } from '../../protocol/messenger';
import { openLocation } from '../openRecord';
import { panelHtml } from './panelHtml';
import { PanelProjection, type PanelSurroundings } from './panelState';

/** A larger state is not put into the page but asked for: parsing the page would take longer than asking. */
const embeddedRows = 400;

/** What each button runs. */
const actionCommands: Readonly<Record<PanelAction, readonly [command: string, ...args: unknown[]]>> = {
  sync: ['contextScout.syncNow'],
  showLog: ['contextScout.showLog'],
  manageTrust: ['workbench.trust.manage'],
  openFolder: ['vscode.openFolder'],
  openSettings: ['workbench.action.openSettings', '@ext:context-scout.context-scout'],
};

export interface Painted {
  readonly revision: number;
  readonly atMs: number;
}

export class PanelView implements vscode.WebviewViewProvider, Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly projection: PanelProjection;
  private readonly activity: PatientActivity;
  private failure: string | null = null;
  private view: vscode.WebviewView | null = null;
  /** Set while the page embeds a state that is no longer the latest. */
  private pageOutdated = false;
  private lastPainted: Painted | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly scout: ContextScout,
    private readonly log: Log,
    clock: Clock,
  ) {
    this.activity = this.lifetime.add(
      new PatientActivity(scout, clock, () => {
        this.update();
      }),
    );
    this.projection = new PanelProjection(this.surroundings());
    this.update();
    this.lifetime.add(
      scout.onDidChange(() => {
        this.update();
      }),
    );
    this.lifetime.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.update();
      }),
    );
    this.lifetime.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.update();
      }),
    );
  }

  /** The last frame the page told of. */
  get painted(): Painted | null {
    return this.lastPainted;
  }

  /** Shows why there is no snapshot; null when there is one again. */
  showFailure(failure: string | null): void {
    if (this.failure === failure) return;
    this.failure = failure;
    this.update();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    const serve = servePanel(
      this.handlers(),
      parseWebviewMessage,
      (message) => void webview.postMessage(message),
      (request, cause) => {
        this.log.error(`panel: ${request} failed`, cause);
      },
    );
    const whileOpen = this.lifetime.add(new DisposableStore());
    whileOpen.add(webview.onDidReceiveMessage((message: unknown) => void serve(message)));
    whileOpen.add(
      view.onDidChangeVisibility(() => {
        this.refreshHiddenPage();
      }),
    );
    whileOpen.add(
      view.onDidDispose(() => {
        this.view = null;
        whileOpen.dispose();
      }),
    );
    this.setPage(view);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private setPage(view: vscode.WebviewView): void {
    const { webview } = view;
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview', name)).toString();
    const { state } = this.projection;
    this.pageOutdated = false;
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(18).toString('base64'),
      scriptUri: file('main.js'),
      styleUri: file('main.css'),
      initialState: state.rows.length <= embeddedRows ? state : null,
    });
  }

  private update(): void {
    const patch = this.projection.update(this.scout.context, this.surroundings());
    if (patch === null) return;
    this.pageOutdated = true;
    this.tell(patch);
  }

  private tell(patch: PanelPatch): void {
    if (this.view?.visible !== true) return;
    const message: HostMessage = { type: 'event', event: { type: 'patch', patch } };
    void this.view.webview.postMessage(message);
  }

  /** VS Code throws a hidden page away and makes it anew from its text when shown: keep that text current. */
  private refreshHiddenPage(): void {
    if (this.view !== null && !this.view.visible && this.pageOutdated) this.setPage(this.view);
  }

  private surroundings(): PanelSurroundings {
    return {
      hasFolder: (vscode.workspace.workspaceFolders?.length ?? 0) > 0,
      trusted: vscode.workspace.isTrusted,
      syncing: this.activity.isShown,
      failure: this.failure,
    };
  }

  private handlers(): PanelHandlers {
    return {
      getState: () => this.projection.state,
      openIssue: async ({ key, preview }) => {
        await vscode.commands.executeCommand('contextScout.openIssue', key, preview);
        return null;
      },
      copyIssueKey: async ({ key }) => {
        await vscode.commands.executeCommand('contextScout.copyIssueKey', key);
        return null;
      },
      openProblem: async ({ index }) => {
        const problem = this.projection.state.header.problems[index];
        const root = this.scout.context?.sources.find(({ id }) => id === problem?.source)?.repository;
        if (typeof problem?.path === 'string' && typeof root === 'string') {
          await openLocation(root, { path: problem.path, line: problem.line }, false);
        }
        return null;
      },
      act: async ({ action }) => {
        await vscode.commands.executeCommand(...actionCommands[action]);
        return null;
      },
      painted: (painted) => {
        this.lastPainted = painted;
        return null;
      },
    };
  }
}
