/** Answers for one window of the workbench: a page of the browser, used as a person would. */
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { panelFrame, screenshot, setSidebarWidth, showPanel } from './panel';
import { setTheme, waitForTheme, type Theme } from './themes';
import { runCommand, statusBarText } from './workbenchParts';

export interface WorkbenchWindow {
  readonly page: Page;
  /** Opens the panel with its activity bar icon and resolves with the frame that holds its DOM. */
  readonly showPanel: () => Promise<Frame>;
  /** The frame that holds the panel's DOM; waits for it. */
  readonly panelFrame: () => Promise<Frame>;
  /** Drags the sidebar's edge until it is this many CSS pixels wide. */
  readonly setSidebarWidth: (widthPx: number) => Promise<void>;
  /** Text of the extension's status bar item; waits for it. */
  readonly statusBarText: () => Promise<string>;
  /** Runs a command from the palette by the exact label shown there, such as `Context Scout: Sync Now`. */
  readonly runCommand: (label: string) => Promise<void>;
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Writes `.vscode-test/screenshots/<name>.png` of the whole window, or of the sidebar; gives its path. */
  readonly screenshot: (name: string, what?: 'window' | 'sidebar') => Promise<string>;
  /** Loads the window again, as a user would with "Reload Window". */
  readonly reload: () => Promise<void>;
}

/** Opens a window at this address of the workbench. */
export async function openWindow(context: BrowserContext, url: string, theme: Theme): Promise<WorkbenchWindow> {
  const page = await context.newPage();
  const load = async (): Promise<void> => {
    await page.goto(url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
  };
  await load();
  await waitForTheme(page, theme);
  return {
    page,
    showPanel: () => showPanel(page),
    panelFrame: () => panelFrame(page),
    setSidebarWidth: (widthPx) => setSidebarWidth(page, widthPx),
    statusBarText: () => statusBarText(page),
    runCommand: (label) => runCommand(page, label),
    setTheme: (chosen) => setTheme(page, chosen),
    screenshot: (name, what = 'window') => screenshot(page, name, what),
    reload: load,
  };
}
