/** Answers for the panel in the activity bar: a view that comes and goes, and what is open in it. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import type { PanelArrangement } from '../../protocol/arrangement';
import type { HostEvent, PanelState } from '../../protocol/messages';
import { pageWords } from '../language';
import type { PanelFeed } from './panelFeed';
import { readPanelFiles, type PanelFiles } from './panelFiles';
import { panelHtml } from './panelHtml';
import { openingOf } from './panelOpening';
import { PanelSession, type Painted } from './panelSession';

export class PanelView implements vscode.WebviewViewProvider, Disposable {
  private readonly lifetime = new DisposableStore();
  private view: vscode.WebviewView | null = null;
  private session: PanelSession | null = null;
  /** What the page is told when the panel is opened for the first time. */
  private firstWish: HostEvent | null = null;
  private readonly visibility = this.lifetime.add(new vscode.EventEmitter<void>());
  /** {@link PanelView.visible} may have changed. */
  readonly onDidChangeVisibility = this.visibility.event;
  private files: PanelFiles | null = null;
  private lastPainted: Painted | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly feed: PanelFeed,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Whether the panel is on the screen: neither hidden nor collapsed. */
  get visible(): boolean {
    return this.view?.visible ?? false;
  }

  /** The last frame the page told of. */
  get painted(): Painted | null {
    return this.lastPainted;
  }

  /** Tells the page, as soon as there is one that listens: to show the panel is the caller's. */
  send(event: HostEvent): void {
    if (this.session === null) this.firstWish = event;
    else this.session.send(event);
  }

  resolveWebviewView(view: vscode.WebviewView, { state: saved }: vscode.WebviewViewResolveContext): void {
    this.view = view;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    const { feed, log, clock } = this;
    const session = new PanelSession(
      view,
      {
        feed,
        log,
        clock,
        name: 'panel',
        pageOf: (webview, state, arrangement) => this.pageOf(webview, state, arrangement),
        onPainted: (painted) => {
          this.lastPainted = painted;
        },
      },
      saved,
    );
    this.session = session;
    if (this.firstWish !== null) session.send(this.firstWish);
    this.firstWish = null;
    const whileOpen = this.lifetime.add(new DisposableStore());
    whileOpen.add(session);
    whileOpen.add(
      view.onDidChangeVisibility(() => {
        session.visibilityChanged();
        this.visibility.fire();
      }),
    );
    whileOpen.add(
      view.onDidDispose(() => {
        this.view = null;
        this.session = null;
        whileOpen.dispose();
        this.visibility.fire();
      }),
    );
    this.visibility.fire();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private pageOf(webview: vscode.Webview, state: PanelState, arrangement: PanelArrangement): string {
    const folder = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    this.files ??= readPanelFiles(folder.fsPath);
    return panelHtml({
      ...this.files,
      cspSource: webview.cspSource,
      nonce: randomBytes(18).toString('base64'),
      scriptUri: address('main.js'),
      fontUri: address('codicon.ttf'),
      opening: openingOf(state, arrangement),
      words: pageWords(),
    });
  }
}
