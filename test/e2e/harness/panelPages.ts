/** The pages of one test file: a browser for all, and each page closed with its test. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../../rig/browser';
import { openPanelPage, type PanelPage, type PanelPageOptions } from './panelPage';

/** To be called at the top of a file. Answers how a page is opened in a test of it. */
export function panelPages(): (options: PanelPageOptions) => Promise<PanelPage> {
  let browser: Browser;
  let open: PanelPage[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(open.map((panel) => panel.close()));
    open = [];
  });
  afterAll(async () => {
    await browser.close();
  });

  return async (options) => {
    const panel = await openPanelPage(browser, options);
    open.push(panel);
    return panel;
  };
}
