/** Answers for one webview while it is open: its page, the requests it makes, and the changes it is told of. */
import type * as vscode from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import { readArrangement, type PanelArrangement } from '../../protocol/arrangement';
import { parseWebviewMessage } from '../../protocol/inbound';
import {
  portionRows,
  type HostEvent,
  type HostMessage,
  type PanelPatch,
  type PanelState,
} from '../../protocol/messages';
import { servePanel } from '../../protocol/messenger';
import type { PageName } from '../commandArgument';
import type { PanelFeed } from './panelFeed';
import { panelHandlers } from './panelHandlers';
import { StateTransfer } from './stateTransfer';

/** So long after a change the text of a hidden page is made anew. */
const hiddenPageDelayMs = 500;

/** Wishes kept for a page that does not listen yet; older ones are forgotten. */
const maxUnheard = 8;

/** A frame the page told of. */
export interface Painted {
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly atMs: number;
}

export interface SessionMeans {
  readonly feed: PanelFeed;
  readonly log: Log;
  readonly clock: Clock;
  /** What the page is called, in the log too. */
  readonly name: PageName;
  /** The page's text, which brings as much of the state as its first screen shows. */
  readonly pageOf: (webview: vscode.Webview, state: PanelState, arrangement: PanelArrangement) => string;
  /** Hears of each frame that the page says it painted. */
  readonly onPainted?: (painted: Painted) => void;
}

/** Of a view in the side bar or a tab among the editors: all that is asked of either. */
export interface WebviewPlace {
  readonly webview: vscode.Webview;
  readonly visible: boolean;
}

export class PanelSession implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly transfer = new StateTransfer();
  private arrangement: PanelArrangement;
  private refreshing: Disposable | null = null;
  /** Set while the page embeds a state that is no longer the latest. */
  private pageOutdated = false;
  /** Wishes for a page that is being loaded; null: it listens, for it has asked for something. */
  private unheard: HostEvent[] | null = [];

  /** @param saved what the page kept in an earlier life */
  constructor(
    private readonly place: WebviewPlace,
    private readonly means: SessionMeans,
    saved: unknown,
  ) {
    const { feed, log, name } = means;
    const { webview } = place;
    this.arrangement = readArrangement(saved);
    const handlers = panelHandlers(feed, {
      name,
      transfer: this.transfer,
      arranged: (arrangement) => {
        this.arrangement = arrangement;
        this.pageOutdated = true;
      },
      painted: (painted) => means.onPainted?.(painted),
    });
    const serve = servePanel(
      handlers,
      parseWebviewMessage,
      (message) => void webview.postMessage(message),
      (request, cause) => {
        log.error(`${name}: ${request} failed`, cause);
      },
    );
    this.lifetime.add(
      webview.onDidReceiveMessage((message: unknown) => {
        this.hears();
        void serve(message);
      }),
    );
    this.lifetime.add(
      feed.onDidPatch((patch) => {
        this.pageOutdated = true;
        this.tell(patch);
      }),
    );
    this.lifetime.add({ dispose: () => this.refreshing?.dispose() });
    this.setPage();
  }

  /** Tells the page of a wish, as soon as it listens. */
  send(event: HostEvent): void {
    if (this.unheard === null) this.post(event);
    else this.unheard = [...this.unheard, event].slice(-maxUnheard);
  }

  /** To be called when {@link WebviewPlace.visible} may have changed. */
  visibilityChanged(): void {
    if (this.place.visible) return;
    this.unheard = [];
    if (this.pageOutdated) this.setPage();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private post(event: HostEvent): void {
    const message: HostMessage = { type: 'event', event };
    void this.place.webview.postMessage(message);
  }

  private hears(): void {
    const waiting = this.unheard ?? [];
    this.unheard = null;
    for (const event of waiting) this.post(event);
  }

  private setPage(): void {
    const { webview } = this.place;
    this.pageOutdated = false;
    webview.html = this.means.pageOf(webview, this.means.feed.state, this.arrangement);
  }

  private tell(patch: PanelPatch): void {
    if (!this.place.visible) this.refreshHiddenPageSoon();
    else this.post(patch.upserts.length > portionRows ? { type: 'behind' } : { type: 'patch', patch });
  }

  /** VS Code throws a hidden page away and makes it anew from its text when shown: keep that text current. */
  private refreshHiddenPageSoon(): void {
    this.refreshing ??= this.means.clock.schedule(hiddenPageDelayMs, () => {
      this.refreshing = null;
      if (!this.place.visible && this.pageOutdated) this.setPage();
    });
  }
}
