import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleNowMs } from '../../fakes/panelState';
import { cacheFolder } from '../../rig/paths';
import { axeFindings } from '../support/axe';
import { gallery, type GalleryPiece } from './gallery';
import { themeNames } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();
const patienceMs = 180_000;

/** What stands out of the page, or is narrower than the words in it without saying so. */
const besideThePage = (): readonly string[] =>
  [...document.querySelectorAll('.panel *')]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
    .filter((element) => element.closest('.scroller, .visually-hidden') === null)
    .map((element) => element.getAttribute('class') ?? element.tagName);

describe('every state of the panel', () => {
  for (const theme of themeNames) {
    it(`stands within its page, and axe finds nothing, in ${theme}`, { timeout: patienceMs }, async () => {
      const found: string[] = [];
      for (const [name, { state, shows, saved }] of Object.entries<GalleryPiece>(gallery)) {
        const panel = await openPage({
          state,
          theme,
          width: 300,
          height: 560,
          nowMs: sampleNowMs + 1000,
          saved: saved ?? null,
        });
        await panel.page.locator(shows).first().waitFor();
        if (state !== null) await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
        await panel.page.evaluate(() => document.fonts.ready);
        const file = `gallery-${name}-${theme.replaceAll(' ', '')}.png`;
        await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), file) });
        const beside = await panel.page.evaluate(besideThePage);
        const findings = [...(await axeFindings(panel.page)), ...beside.map((each) => `beside the page: ${each}`)];
        found.push(...[...findings, ...panel.complaints].map((finding) => `${name}: ${finding}`));
        await panel.close();
      }
      expect(found).toEqual([]);
    });
  }
});
