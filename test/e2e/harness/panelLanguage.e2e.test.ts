import { describe, expect, it } from 'vitest';
import { boardAnswers, shopChains } from '../../fakes/boardAnswers';
import { fullDetails, sampleDetails } from '../../fakes/issueDetails';
import { sampleNowMs, shopRows, shopState } from '../../fakes/panelState';
import { remoteStates } from '../../fakes/remoteState';
import { isEnglish, pseudoLocale, pseudoWords } from '../../rig/pseudoLanguage';
import { visibleTexts } from '../support/visibleTexts';
import { foreign } from './foreignData';
import { gallery, type GalleryPiece } from './gallery';
import { panelPages } from './panelPages';
import type { PanelPage, PanelPageOptions } from './panelPage';

const openPage = panelPages();
const words = pseudoWords();

/** Ids, names of programs, codes of trackers, what is typed, and days as the browser writes them. */
const untranslatable =
  /\b(beads|roadmap|github):\w+|\bshop(-\w+)?\b|\bacme\/\w+|\/home\/dev\/\w+|\b(Beads|Roadmap|Backlog\.md|GitHub)\b|\.beads\/issues\.jsonl|\b(blocks|blocked_by|parent-child|core)\b|\b[0-9a-f]{7,8}\b|zzzz|\b[a-z]+:[\w@<>-]*|\b[A-Z][a-z]{2} \d{1,2}\b/g;

/**
 * What the page says in English, with where.
 * @param codes the element that holds what is typed in every language
 */
async function english(page: PanelPage['page'], codes?: string): Promise<readonly string[]> {
  const texts = await visibleTexts(page);
  expect(texts.length).toBeGreaterThan(0);
  const left = texts.filter(({ where, text }) => where !== codes && isEnglish(text.replaceAll(untranslatable, '')));
  return [...new Set(left.map(({ where, text }) => `${where}: ${text}`))];
}

async function openPiece(
  { state, shows, saved }: GalleryPiece,
  options: Partial<PanelPageOptions> = {},
): Promise<PanelPage> {
  const panel = await openPage({
    state: state && foreign(state),
    words,
    nowMs: sampleNowMs + 1_000,
    ...(saved === undefined ? {} : { saved }),
    ...options,
  });
  await panel.page.locator(shows).first().waitFor();
  return panel;
}

const remote = Object.entries(remoteStates).map(
  ([name, state]) => [`remote ${name}`, { state, shows: '#root > *' }] as const,
);
const pieces: readonly (readonly [string, GalleryPiece])[] = [...Object.entries(gallery), ...remote];

describe('a panel in another language', () => {
  it.each(pieces)('says nothing in English: %s', async (_name, piece) => {
    const panel = await openPiece(piece);
    // The first frame and the program have words of their own.
    expect(await english(panel.page)).toEqual([]);
    if (piece.state === null) return;
    await panel.page.locator('#root > .panel').waitFor();
    await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
    expect(await english(panel.page)).toEqual([]);
    expect(await panel.page.locator('html').getAttribute('lang')).toBe(pseudoLocale);
    expect(panel.complaints).toEqual([]);
  });

  it('says nothing in English in what opens over the list', async () => {
    const { page } = await openPiece({ state: shopState(), shows: '#root .row' });
    await page.locator('#opening-sight').waitFor({ state: 'detached' });
    await page.locator('.arrange-button').click();
    await page.locator('[role=menu], [role=listbox]').first().waitFor();
    expect(await english(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.filter-input').click();
    await page.keyboard.type('is:');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggestions').waitFor();
    expect(await english(page, 'span.popup-name')).toEqual([]);
    await page.locator('.filter-input').fill('nobody:x');
    await page.keyboard.press('Escape');
    await page.locator('.filter-input').fill('');
    await page.locator('#root .tree').press('?');
    await page.locator('.key-table').waitFor();
    expect(await english(page)).toEqual([]);
  });

  it('says nothing in English on the card of an issue', async () => {
    const details = [fullDetails(), sampleDetails('shop-398')];
    const answers = Object.fromEntries(details.map((each) => [`getDetails ${each.key}`, foreign(each)]));
    const panel = await openPiece({ state: shopState(), shows: '#root .row' }, { answers });
    for (const { key } of details) {
      await panel.send({ type: 'preview', key });
      await panel.page.locator(`.issue-card[data-issue="${key}"]`).waitFor();
      expect(await english(panel.page)).toEqual([]);
    }
  });

  it('says nothing in English on the board', async () => {
    const answers = foreign(boardAnswers(shopRows(), shopChains, ''));
    const saved = { selected: 'beads:shop#shop-401', column: 'blocked', back: ['beads:shop#shop-398'] };
    const board = await openPiece(
      { state: shopState(), shows: 'main.board .chain-line', saved },
      { kind: 'board', answers, width: 1_400 },
    );
    expect(await english(board.page)).toEqual([]);
  });

  it('has no words of it in the page where it speaks English', async () => {
    const panel = await openPage({ state: gallery.list.state });
    expect(await panel.page.locator('#words').count()).toBe(0);
    expect(await panel.page.locator('html').getAttribute('lang')).toBe('en');
  });
});
