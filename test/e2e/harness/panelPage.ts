/** Answers for the built panel in a real browser without a workbench: its page, its policy, a theme, and a host that answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readArrangement } from '../../../src/protocol/arrangement';
import { portionRows, type HostEvent, type PanelState, type WebviewMessage } from '../../../src/protocol/messages';
import { boardOpening } from '../../../src/vscode/board/boardOpening';
import { readBoardFiles } from '../../../src/vscode/board/boardFiles';
import { boardSight } from '../../../src/vscode/board/boardSight';
import { readPanelFiles } from '../../../src/vscode/panel/panelFiles';
import type { PageWords } from '../../../src/protocol/pageWords';
import { panelHtml } from '../../../src/vscode/panel/panelHtml';
import { openingOf } from '../../../src/vscode/panel/panelOpening';
import { sampleState } from '../../fakes/panelState';
import { projectRoot } from '../../rig/paths';
import themes from './themes.json';

export type ThemeName = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly ThemeName[];

export interface PanelPageOptions {
  /** Which page; default: the panel. */
  readonly kind?: 'panel' | 'board';
  /** Whether the editor has given the keyboard to the page when it opens; default false. */
  readonly keyboard?: boolean;
  /** What other requests are answered with, by their name and the key they are about: `getChain a#1 blockers`. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** What the page brings, as much as fits, and `getState` answers; null: nothing is read yet. */
  readonly state: PanelState | null;
  /** Whether the host answers; default true. Without a state it does not. */
  readonly answered?: boolean;
  /** The program is not handed out before this; default: at once. */
  readonly program?: Promise<void>;
  readonly theme?: ThemeName;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** The moment the page takes for now, epoch milliseconds; default: the real one. */
  readonly nowMs?: number;
  /** What `getState` of the editor's webview interface gives: the arrangement of an earlier life. */
  readonly saved?: unknown;
  /** The language of the page; default: English. */
  readonly words?: PageWords;
  /** Default: what `npm run build` made. */
  readonly buildFolder?: string;
}

export interface PanelPage {
  readonly page: Page;
  /** Requests of the panel since the page opened, in order. */
  posted(): Promise<readonly WebviewMessage[]>;
  send(event: HostEvent): Promise<void>;
  /** Errors, and refusals of the content security policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const origin = 'http://panel.invalid';
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/** Opens the panel's page and waits for nothing: first paints are what some tests look at. */
export async function openPanelPage(browser: Pick<Browser, 'newPage'>, options: PanelPageOptions): Promise<PanelPage> {
  const {
    theme = 'Dark Modern',
    width = 300,
    height = 720,
    answered = options.state !== null,
    saved = null,
    nowMs,
  } = options;
  const state = options.state ?? sampleState([], { phase: 'loading', repositories: [], sources: [] }, 0);
  const buildFolder = options.buildFolder ?? path.join(projectRoot, 'dist', 'webview');
  const page = await browser.newPage({ viewport: { width, height } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  if (nowMs !== undefined) await page.clock.setFixedTime(nowMs);
  const isBoard = options.kind === 'board';
  const html = panelHtml({
    cspSource: origin,
    nonce: 'fixedForTests',
    scriptUri: `${origin}/${isBoard ? 'board' : 'main'}.js`,
    fontUri: `${origin}/codicon.ttf`,
    ...(isBoard
      ? { ...readBoardFiles(buildFolder), sight: boardSight('Reading issues…'), opening: boardOpening(state) }
      : { ...readPanelFiles(buildFolder), opening: openingOf(state, readArrangement(saved)) }),
    words: options.words ?? null,
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/main.js' || pathname === '/board.js') await options.program;
    const contentType = contentTypes[path.extname(pathname)] ?? 'text/plain';
    return route.fulfill({ contentType, body: readFileSync(path.join(buildFolder, pathname)) });
  });
  await page.addInitScript(actAsEditor, {
    look: themes[theme],
    state: answered ? state : null,
    saved,
    portionRows,
    ground: isBoard ? 'editor' : 'sideBar',
    answers: options.answers ?? {},
    keyboard: options.keyboard ?? false,
  });
  await page.goto(`${origin}/`);
  return {
    page,
    complaints,
    posted: () => page.evaluate(() => (window as unknown as EditorWindow).posted),
    send: (event) =>
      // As text: the driver takes a minute to hand over a hundred thousand objects.
      page.evaluate(
        (sent) => {
          window.postMessage(JSON.parse(sent), '*');
        },
        JSON.stringify({ type: 'event', event }),
      ),
    close: () => page.close(),
  };
}

interface EditorWindow {
  posted: WebviewMessage[];
  acquireVsCodeApi(): unknown;
}

/** Runs in the page, before its own script, as the editor's preload does. */
function actAsEditor(given: {
  readonly look: { readonly className: string; readonly variables: Readonly<Record<string, string>> };
  readonly state: PanelState | null;
  readonly saved: unknown;
  readonly portionRows: number;
  readonly ground: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly keyboard: boolean;
}): void {
  // The driver lets every page believe that it has the keyboard.
  if (!given.keyboard) document.hasFocus = () => false;
  const editor = window as unknown as EditorWindow;
  let saved = given.saved;
  editor.posted = [];
  editor.acquireVsCodeApi = () => ({
    postMessage: (message: WebviewMessage) => {
      editor.posted.push(message);
      if (given.state === null) return;
      const value = answer(message, given.state);
      setTimeout(() => {
        window.postMessage({ type: 'reply', id: message.id, ok: true, value }, '*');
      });
    },
    getState: () => saved,
    setState: (state: unknown) => {
      saved = state;
    },
  });
  const answer = (message: WebviewMessage, { rows, revision, header, order }: PanelState): unknown => {
    if (message.name === 'getRows') return rows.slice(message.argument.from, message.argument.from + given.portionRows);
    if ('key' in message.argument) {
      const { key, direction = '' } = message.argument as { readonly key: string; readonly direction?: string };
      return given.answers[`${message.name} ${key} ${direction}`.trim()] ?? null;
    }
    if (message.name !== 'getState' || message.argument.revision === revision) return null;
    return { revision, header, order, rowCount: rows.length };
  };
  const dress = (): void => {
    for (const [name, value] of Object.entries(given.look.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    // In the editor what is behind it shows through the page.
    document.documentElement.style.setProperty('background', `var(--vscode-${given.ground}-background)`);
    document.body.className = given.look.className;
  };
  if (document.readyState === 'loading') {
    new MutationObserver((_records, observer) => {
      if (document.querySelector('body') === null) return;
      observer.disconnect();
      dress();
    }).observe(document, { childList: true, subtree: true });
  } else dress();
}
