/** The panel of a shop, and what tests ask of it. */
import { sampleNowMs, shopState } from '../../fakes/panelState';
import type { PanelPage, PanelPageOptions } from './panelPage';

/** Waits until the program has taken the first frame's place and can do all it can. */
export async function openShopPanel(
  openPanel: (options: PanelPageOptions) => Promise<PanelPage>,
  options: Partial<PanelPageOptions> = {},
): Promise<PanelPage> {
  const panel = await openPanel({ state: shopState(), nowMs: sampleNowMs + 1000, ...options });
  await panel.page.locator('#root .row').first().waitFor();
  await panel.page.waitForFunction(() => customElements.get('vscode-button') !== undefined);
  return panel;
}

/** Key of the issue the keyboard is on; null: on a header, or on nothing. */
export const activeKey = (panel: PanelPage): Promise<string | null> =>
  panel.page.evaluate(() => {
    const id = document.querySelector('.tree')?.getAttribute('aria-activedescendant');
    return id === null || id === undefined ? null : (document.getElementById(id)?.dataset.key ?? null);
  });

/** What has the keyboard: the first of its classes, which says what it is. */
export const focusedClass = (panel: PanelPage): Promise<string | undefined> =>
  panel.page.evaluate(() => document.activeElement?.classList[0]);

/** Arguments of the requests of this name, in order. */
export const requests = async (panel: PanelPage, name: string): Promise<readonly unknown[]> =>
  (await panel.posted()).filter((message) => message.name === name).map(({ argument }) => argument);

/** Ids of the issues that assistive technology is told to be selected, in the order of the page. */
export const selectedIds = (panel: PanelPage): Promise<readonly string[]> =>
  panel.page
    .locator('.row[aria-selected=true]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.key?.replace('beads:shop#', '') ?? ''));
