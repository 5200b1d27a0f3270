/** Answers for the board among the editors: one tab, opened, found again, and restored when the window is. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import type { HostEvent, PanelState } from '../../protocol/messages';
import { webviewIds } from '../commandArgument';
import type { PanelFeed } from '../panel/panelFeed';
import { pageWords } from '../language';
import { panelHtml } from '../panel/panelHtml';
import { PanelSession } from '../panel/panelSession';
import { readBoardFiles, type BoardFiles } from './boardFiles';
import { boardOpening } from './boardOpening';
import { boardSight } from './boardSight';

const boardViewType = webviewIds.board;

export class BoardTab implements vscode.WebviewPanelSerializer, Disposable {
  private readonly lifetime = new DisposableStore();
  private tab: vscode.WebviewPanel | null = null;
  private session: PanelSession | null = null;
  private readonly visibility = this.lifetime.add(new vscode.EventEmitter<void>());
  /** {@link BoardTab.visible} may have changed. */
  readonly onDidChangeVisibility = this.visibility.event;
  private files: BoardFiles | null = null;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly feed: PanelFeed,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Whether the board is on the screen. */
  get visible(): boolean {
    return this.tab?.visible ?? false;
  }

  /** Whether the board is what people work in: the active editor. */
  get active(): boolean {
    return this.tab?.active ?? false;
  }

  /** Makes the command, and the way back after a restart, known to the editor. */
  register(): Disposable {
    const registered = new DisposableStore();
    registered.add(
      vscode.commands.registerCommand('contextScout.openBoard', () => {
        this.open();
      }),
    );
    registered.add(vscode.window.registerWebviewPanelSerializer(boardViewType, this));
    return registered;
  }

  /** Shows the board: the one there is, or a new one beside the other tabs of the active group. */
  open(): void {
    if (this.tab !== null) {
      this.tab.reveal();
      return;
    }
    const tab = vscode.window.createWebviewPanel(
      boardViewType,
      vscode.l10n.t('Issue Board'),
      vscode.ViewColumn.Active,
      this.options,
    );
    this.fill(tab, null);
  }

  /** Tells the page of a wish, if there is a board. */
  send(event: HostEvent): void {
    this.session?.send(event);
  }

  deserializeWebviewPanel(tab: vscode.WebviewPanel, saved: unknown): Promise<void> {
    // One board is enough: where another was opened before this one came back, this one is too much.
    if (this.tab !== null) tab.dispose();
    else this.fill(tab, saved);
    return Promise.resolve();
  }

  /** The tab stays: the editor restores it with the window. */
  dispose(): void {
    this.lifetime.dispose();
  }

  private get options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, retainContextWhenHidden: false, localResourceRoots: [this.folder] };
  }

  private get folder(): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview');
  }

  private fill(tab: vscode.WebviewPanel, saved: unknown): void {
    this.tab = tab;
    tab.webview.options = this.options;
    const picture = (ground: 'light' | 'dark'): vscode.Uri =>
      vscode.Uri.joinPath(this.extensionUri, 'media', `board-${ground}.svg`);
    tab.iconPath = { light: picture('light'), dark: picture('dark') };
    const { feed, log, clock } = this;
    const session = new PanelSession(
      tab,
      { feed, log, clock, name: 'board', pageOf: (webview, state) => this.pageOf(webview, state) },
      saved,
    );
    this.session = session;
    const whileOpen = this.lifetime.add(new DisposableStore());
    whileOpen.add(session);
    whileOpen.add(
      tab.onDidChangeViewState(() => {
        session.visibilityChanged();
        this.visibility.fire();
      }),
    );
    whileOpen.add(
      tab.onDidDispose(() => {
        this.tab = null;
        this.session = null;
        whileOpen.dispose();
        this.visibility.fire();
      }),
    );
    this.visibility.fire();
  }

  private pageOf(webview: vscode.Webview, state: PanelState): string {
    const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.folder, name)).toString();
    this.files ??= readBoardFiles(this.folder.fsPath);
    return panelHtml({
      ...this.files,
      sight: boardSight(vscode.l10n.t('Reading issues…')),
      words: pageWords(),
      cspSource: webview.cspSource,
      nonce: randomBytes(18).toString('base64'),
      scriptUri: address('board.js'),
      fontUri: address('codicon.ttf'),
      opening: boardOpening(state),
    });
  }
}
