/** Answers for the built panel in a real browser without a workbench: its page, its policy, a theme, and a host that answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { HostEvent, PanelState, WebviewMessage } from '../../../src/protocol/messages';
import { panelHtml } from '../../../src/vscode/panel/panelHtml';
import { projectRoot } from '../../rig/paths';
import themes from './themes.json';

export type ThemeName = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly ThemeName[];

export interface PanelPageOptions {
  /** What `getState` answers; null: the host never answers. */
  readonly state: PanelState | null;
  /** Whether the page brings the state with it; default true. */
  readonly embedded?: boolean;
  readonly theme?: ThemeName;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** The moment the page takes for now, epoch milliseconds; default: the real one. */
  readonly nowMs?: number;
  /** What `getState` of the editor's webview interface gives: the arrangement of an earlier life. */
  readonly saved?: unknown;
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
export async function openPanelPage(browser: Browser, options: PanelPageOptions): Promise<PanelPage> {
  const { theme = 'Dark Modern', width = 300, height = 720, state, embedded = true, saved = null, nowMs } = options;
  const buildFolder = options.buildFolder ?? path.join(projectRoot, 'dist', 'webview');
  const page = await browser.newPage({ viewport: { width, height } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  if (nowMs !== undefined) await page.clock.setFixedTime(nowMs);
  const html = panelHtml({
    cspSource: origin,
    nonce: 'fixedForTests',
    scriptUri: `${origin}/main.js`,
    styleUri: `${origin}/main.css`,
    initialState: embedded ? state : null,
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const contentType = contentTypes[path.extname(pathname)] ?? 'text/plain';
    return route.fulfill({ contentType, body: readFileSync(path.join(buildFolder, pathname)) });
  });
  await page.addInitScript(actAsEditor, { look: themes[theme], state, saved });
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
  readonly state: unknown;
  readonly saved: unknown;
}): void {
  const editor = window as unknown as EditorWindow;
  let saved = given.saved;
  editor.posted = [];
  editor.acquireVsCodeApi = () => ({
    postMessage: (message: WebviewMessage) => {
      editor.posted.push(message);
      if (message.name === 'getState' && given.state === null) return;
      const value = message.name === 'getState' ? given.state : null;
      setTimeout(() => {
        window.postMessage({ type: 'reply', id: message.id, ok: true, value }, '*');
      });
    },
    getState: () => saved,
    setState: (state: unknown) => {
      saved = state;
    },
  });
  const dress = (): void => {
    for (const [name, value] of Object.entries(given.look.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    // In the editor the sidebar shows through the page.
    document.documentElement.style.setProperty('background', 'var(--vscode-sideBar-background)');
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
