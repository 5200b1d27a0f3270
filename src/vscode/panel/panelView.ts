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
import { portionRows, type HostEvent, type HostMessage, type PanelPatch } from '../../protocol/messages';
import { servePanel, type PanelHandlers } from '../../protocol/messenger';
import { readArrangement, type PanelArrangement } from '../../protocol/arrangement';
import { issueChain, issueDetails, issueText } from './issueDetails';
import { openAddress, openLink, runAction, runOnIssues } from './panelActions';
import { readPanelFiles, type PanelFiles } from './panelFiles';
import { panelHtml } from './panelHtml';
import { openingOf } from './panelOpening';
import { openProblem, registerProblemsDocument } from './problems';
import { StateTransfer } from './stateTransfer';
import type { PanelSurroundings } from './panelHeader';
import { PanelProjection } from './panelState';

/** So long after a change the text of a hidden page is made anew. */
const hiddenPageDelayMs = 500;

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
  private readonly transfer = new StateTransfer();
  private readonly visibility = this.lifetime.add(new vscode.EventEmitter<void>());
  /** {@link PanelView.visible} may have changed. */
  readonly onDidChangeVisibility = this.visibility.event;
  private files: PanelFiles | null = null;
  private arrangement: PanelArrangement = readArrangement(null);
  private refreshing: Disposable | null = null;
  /** Set while the page embeds a state that is no longer the latest. */
  private pageOutdated = false;
  private lastPainted: Painted | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly scout: ContextScout,
    private readonly log: Log,
    private readonly clock: Clock,
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
    this.lifetime.add(registerProblemsDocument(() => this.scout.context?.problems ?? [], scout));
    this.lifetime.add({ dispose: () => this.refreshing?.dispose() });
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

  /** Whether the panel is on the screen: neither hidden nor collapsed. */
  get visible(): boolean {
    return this.view?.visible ?? false;
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

  resolveWebviewView(view: vscode.WebviewView, { state: saved }: vscode.WebviewViewResolveContext): void {
    this.view = view;
    this.arrangement = readArrangement(saved);
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
        if (!view.visible && this.pageOutdated) this.setPage(view);
        this.visibility.fire();
      }),
    );
    whileOpen.add(
      view.onDidDispose(() => {
        this.view = null;
        whileOpen.dispose();
        this.visibility.fire();
      }),
    );
    this.setPage(view);
    this.visibility.fire();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private setPage(view: vscode.WebviewView): void {
    const { webview } = view;
    const folder = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    this.files ??= readPanelFiles(folder.fsPath);
    this.pageOutdated = false;
    webview.html = panelHtml({
      ...this.files,
      cspSource: webview.cspSource,
      nonce: randomBytes(18).toString('base64'),
      scriptUri: address('main.js'),
      fontUri: address('codicon.ttf'),
      opening: openingOf(this.projection.state, this.arrangement),
    });
  }

  private update(): void {
    const patch = this.projection.update(this.scout.context, this.surroundings());
    if (patch === null) return;
    this.pageOutdated = true;
    this.tell(patch);
  }

  private tell(patch: PanelPatch): void {
    if (this.view?.visible !== true) {
      this.refreshHiddenPageSoon();
      return;
    }
    const event: HostEvent = patch.upserts.length > portionRows ? { type: 'behind' } : { type: 'patch', patch };
    const message: HostMessage = { type: 'event', event };
    void this.view.webview.postMessage(message);
  }

  /** VS Code throws a hidden page away and makes it anew from its text when shown: keep that text current. */
  private refreshHiddenPageSoon(): void {
    if (this.view === null || this.refreshing !== null) return;
    this.refreshing = this.clock.schedule(hiddenPageDelayMs, () => {
      this.refreshing = null;
      if (this.view?.visible === false && this.pageOutdated) this.setPage(this.view);
    });
  }

  private surroundings(): PanelSurroundings {
    return {
      hasFolder: (vscode.workspace.workspaceFolders?.length ?? 0) > 0,
      trusted: vscode.workspace.isTrusted,
      syncing: this.activity.isShown,
      failure: this.failure,
      me: [],
    };
  }

  private handlers(): PanelHandlers {
    return {
      getState: ({ revision }) => this.transfer.begin(this.projection.state, revision),
      getRows: ({ revision, from }) => this.transfer.rows(revision, from),
      arranged: (arrangement) => {
        this.arrangement = arrangement;
        this.pageOutdated = true;
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
        await openProblem(this.scout.context, place);
        return null;
      },
      openLink: async (link) => {
        await openLink(this.scout.context, link);
        return null;
      },
      act: async (deed) => {
        await runAction(this.scout.context, deed);
        return null;
      },
      getDetails: ({ key }) => issueDetails(this.scout.context, key),
      getChain: ({ key, direction }) => issueChain(this.scout.context, key, direction),
      getText: ({ key }) => issueText(this.scout.context, key),
      openAddress: async ({ address }) => {
        await openAddress(address);
        return null;
      },
      run: async ({ command, keys }) => {
        await runOnIssues(command, keys);
        return null;
      },
      painted: (painted) => {
        this.lastPainted = painted;
        return null;
      },
    };
  }
}
