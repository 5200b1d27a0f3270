import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { splicesBetween } from '../../../src/protocol/sectionSplices';
import { boardAnswers, shopChains } from '../../fakes/boardAnswers';
import type { Row } from '../../../src/protocol/messages';
import { largeState, sampleNowMs, sampleState, shopRows, shopState } from '../../fakes/panelState';
import { cacheFolder } from '../../rig/paths';
import { axeFindings } from '../support/axe';
import { themeNames, type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

const text = [
  '## What happens',
  'The orders table gets **two columns**, see [the schema](https://example.com).',
  '- `ledger`\n- `coupon`',
  'The migration has to run before the *ledger* is switched on.',
].join('\n\n');

async function openBoard(options: Partial<PanelPageOptions> = {}): Promise<PanelPage> {
  const board = await openPage({
    kind: 'board',
    state: shopState(),
    answers: boardAnswers(shopRows(), shopChains, text),
    nowMs: sampleNowMs + 1000,
    width: 1400,
    height: 860,
    ...options,
  });
  await board.page.locator('main.board').waitFor();
  return board;
}

const chosen = (id: string): { readonly selected: string } => ({ selected: `beads:shop#${id}` });

describe('the board', () => {
  it(
    'is legible in every theme and at every width, nothing beside the page, and axe finds nothing',
    { timeout: 180_000 },
    async () => {
      for (const theme of themeNames) {
        for (const width of [500, 900, 1400]) {
          const saved = { ...chosen('shop-401'), column: 'blocked', back: ['beads:shop#shop-398'] };
          const board = await openBoard({ theme, width, saved });
          await board.page.locator('.detail-text .markdown').waitFor();
          await board.page.locator('.chain-line').nth(3).waitFor();
          const file = `board-${theme.replaceAll(' ', '')}-${width}.png`;
          await board.page.screenshot({ path: path.join(cacheFolder('screenshots'), file) });
          const beside = await board.page.evaluate(() =>
            [...document.querySelectorAll('.board-search > *, .board-column, .card > *, .board-detail *')]
              .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
              .map((element) => element.className),
          );
          expect([theme, width, beside]).toEqual([theme, width, []]);
          expect(board.complaints).toEqual([]);
          expect([theme, width, await axeFindings(board.page)]).toEqual([theme, width, []]);
          await board.close();
        }
      }
    },
  );

  const focusColumn = async (board: PanelPage, column: string): Promise<void> => {
    await board.page.locator(`[data-column=${column}] [role=listbox]`).focus();
  };
  const detailOf = (board: PanelPage): Promise<string | null> =>
    board.page.locator('.board-detail').getAttribute('data-detail');
  const active = (board: PanelPage): Promise<string | null> =>
    board.page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      const element = id === null || id === undefined ? null : document.getElementById(id);
      return element?.dataset.key ?? element?.dataset.node ?? null;
    });
  const asked = async (board: PanelPage, name: string): Promise<readonly unknown[]> =>
    (await board.posted()).filter((message) => message.name === name).map(({ argument }) => argument);
  const key = (id: string): string => `beads:shop#${id}`;

  it('is walked with the arrows, in a column and across, and shows each issue it comes to', async () => {
    const board = await openBoard();
    const { keyboard } = board.page;
    await focusColumn(board, 'ready');
    await expect.poll(() => active(board)).toBe(key('shop-398'));
    await keyboard.press('ArrowDown');
    await expect.poll(() => active(board)).toBe(key('shop-77c0'));
    await expect.poll(() => detailOf(board)).toBe(key('shop-77c0'));
    await keyboard.press('ArrowRight');
    await expect.poll(() => active(board)).toBe(key('shop-91aa'));
    await keyboard.press('ArrowRight');
    await expect.poll(() => active(board)).toBe(key('shop-91aa'));
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await expect.poll(() => active(board)).toBe(key('shop-a1f3'));
    await keyboard.press('End');
    await expect.poll(() => active(board)).toBe(key('shop-77'));
    await keyboard.press('Home');
    await expect.poll(() => active(board)).toBe(key('shop-412'));
    await keyboard.type('move');
    await expect.poll(() => active(board)).toBe(key('shop-77'));
    await keyboard.press('Enter');
    await expect.poll(() => asked(board, 'run')).toEqual([{ command: 'openIssue', keys: [key('shop-77')] }]);
    await expect.poll(() => detailOf(board)).toBe(key('shop-77'));
  });

  it('goes along a chain by keyboard alone, and back', async () => {
    const board = await openBoard({ saved: { ...chosen('shop-401'), column: 'blocked' } });
    const { keyboard, page: frame } = { keyboard: board.page.keyboard, page: board.page };
    await frame.locator('[data-chain=blockers] .chain-line').first().waitFor();
    await focusColumn(board, 'blocked');
    for (let stop = 0; stop < 12; stop++) {
      if ((await frame.evaluate(() => document.activeElement?.role)) === 'tree') break;
      await keyboard.press('Tab');
    }
    await expect.poll(() => active(board)).toBe(key('shop-398'));
    await keyboard.press('ArrowDown');
    const unknown = frame.locator('[data-chain=blockers] .chain-line.active');
    await expect.poll(() => unknown.getAttribute('data-mark')).toBe('unknown');
    expect(await unknown.textContent()).toBe('shop-12cannot be found');
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect.poll(() => detailOf(board)).toBe(key('shop-398'));
    // It waits for nothing: the keyboard is on what it is called.
    await expect.poll(() => frame.evaluate(() => document.activeElement?.className)).toBe('detail-title');
    await keyboard.press('Tab');
    while ((await frame.evaluate(() => document.activeElement?.role)) !== 'tree') await keyboard.press('Tab');
    const lines = frame.locator('[data-chain=unblocks] .chain-line');
    expect(await lines.count()).toBe(5);
    await keyboard.press('ArrowLeft');
    await expect.poll(() => lines.count()).toBe(3);
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect.poll(() => active(board)).toBe(key('shop-91aa'));
    await keyboard.press('ArrowDown');
    expect(await lines.nth(2).getAttribute('aria-level')).toBe('3');
    expect(await lines.nth(2).getAttribute('data-mark')).toBe('cycle');
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect.poll(() => detailOf(board)).toBe(key('shop-401'));
    await keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => detailOf(board)).toBe(key('shop-398'));
    await keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => detailOf(board)).toBe(key('shop-401'));
    await keyboard.press('Alt+ArrowRight');
    await expect.poll(() => detailOf(board)).toBe(key('shop-398'));
  });

  it('keeps focus, choice and place when changes come', async () => {
    const state = largeState(3_000);
    const board = await openBoard({ state, answers: boardAnswers(state.rows.slice(0, 40)) });
    const list = board.page.locator('[data-column=ready] [role=listbox]');
    await board.page.locator('[data-column=ready] .card').first().waitFor();
    await focusColumn(board, 'ready');
    await expect.poll(() => active(board)).toBe(key('big-0'));
    await expect.poll(() => detailOf(board)).toBe(key('big-0'));
    await list.evaluate((element) => {
      element.scrollTop = 5_010;
    });
    const onTop = (): Promise<string | null> =>
      list.evaluate((element) => {
        const { left, top } = element.getBoundingClientRect();
        const card = document.elementFromPoint(left + 30, top + 20)?.closest<HTMLElement>('[data-key]');
        return card === null || card === undefined
          ? null
          : `${card.dataset.key ?? ''} ${String(Math.round(card.getBoundingClientRect().top))}`;
      });
    await expect.poll(onTop).not.toBeNull();
    const before = await onTop();
    const gone = state.order.ready[2] ?? '';
    const order = { ...state.order, ready: state.order.ready.filter((each) => each !== gone) };
    const { header } = state;
    await board.send({
      type: 'patch',
      patch: {
        baseRevision: 1,
        revision: 2,
        header,
        order: splicesBetween(state.order, order),
        upserts: [],
        removals: [gone],
      },
    });
    await board.page.locator('main[data-revision="2"]').waitFor();
    await expect.poll(onTop).toBe(before);
    expect(await active(board)).toBe(key('big-0'));
    const moved = { ...state.rows[0], status: 'inProgress', title: 'Begun' } as Row;
    await board.send({
      type: 'patch',
      patch: {
        baseRevision: 2,
        revision: 3,
        header,
        order: splicesBetween(order, {
          ...order,
          ready: order.ready.filter((each) => each !== moved.key),
          inProgress: [moved.key, ...order.inProgress],
        }),
        upserts: [moved],
        removals: [],
      },
    });
    await board.page.getByText('Begun').waitFor();
    await expect.poll(() => active(board)).toBe(key('big-0'));
    expect(await board.page.evaluate(() => document.activeElement?.closest('[data-column]')?.className)).toBe(
      'board-column',
    );
    expect(await board.page.locator('[data-column=inProgress] [role=listbox]:focus').count()).toBe(1);
  });

  it('keeps query, choice and places for its next life', async () => {
    const state = largeState(3_000);
    const board = await openBoard({ state });
    await board.page.locator('[data-column=blocked] .card').nth(5).click();
    await board.page.locator('[data-column=ready] [role=listbox]').evaluate((element) => {
      element.scrollTop = 4_000;
    });
    const saved = (): Promise<unknown> => board.page.evaluate('window.contextScoutPage.editor.getState()');
    await expect.poll(async () => JSON.stringify(await saved())).toMatch(/"ready":\{"key"/);
    const next = await openBoard({ state, saved: await saved() });
    await expect
      .poll(() => next.page.locator('[data-column=ready] [role=listbox]').evaluate((element) => element.scrollTop))
      .toBe(4_000);
    expect(await next.page.locator('.card.chosen').getAttribute('data-key')).toBe(
      await board.page.locator('.card.chosen').getAttribute('data-key'),
    );
  });

  it('says how much a query leaves, in each column and in all', async () => {
    const board = await openBoard();
    await board.page.keyboard.press('/');
    await board.page.keyboard.type('label:payments');
    await expect.poll(() => board.page.locator('.board-count').textContent()).toBe('2 of 22 shown');
    await expect.poll(() => board.page.locator('[data-column=ready] .badge').textContent()).toBe('1 of 12');
    expect(await board.page.locator('[data-column=inProgress]').textContent()).toContain('Nothing here matches.');
    await board.page.keyboard.press('ArrowDown');
    await expect.poll(() => active(board)).toBe(key('shop-51'));
    await board.page.keyboard.press('Escape');
    await expect.poll(() => board.page.locator('.board-count').textContent()).toBe('22 issues');
  });

  it('shows one column at a time where it is narrow, and the keys still lead across', async () => {
    const board = await openBoard({ width: 500 });
    expect(await board.page.getByRole('tab').allTextContents()).toEqual(['In Progress3', 'Ready12', 'Blocked7']);
    await focusColumn(board, 'ready');
    await board.page.keyboard.press('ArrowRight');
    await expect.poll(() => board.page.locator('[data-column=blocked] [role=listbox]:focus').count()).toBe(1);
    expect(await board.page.getByRole('tab', { selected: true }).textContent()).toBe('Blocked7');
    await board.page.getByRole('tab').first().click();
    await expect.poll(() => board.page.locator('[data-column]').getAttribute('data-column')).toBe('inProgress');
  });

  it('says what it is about where there is nothing to show', async () => {
    const folderless = sampleState([], { phase: 'noFolder', sources: [], repositories: [] });
    const none = await openBoard({ state: folderless });
    await expect.poll(() => none.page.locator('.state-page').textContent()).toContain('No folder is open.');
    const untrusted = await openBoard({ state: shopState({ trusted: false }) });
    await expect.poll(() => untrusted.page.locator('[data-banner=restricted]').count()).toBe(1);
    expect(await untrusted.page.locator('.card').count()).toBeGreaterThan(15);
    const loading = await openBoard({ state: null });
    await expect.poll(() => loading.page.locator('[data-state=loading]').count()).toBe(1);
    const empty = await openBoard({ state: sampleState(shopRows().filter(({ status }) => status === 'ready')) });
    expect(await empty.page.locator('[data-column=blocked]').textContent()).toContain('Nothing waits for anything.');
  });

  it('offers the commands of the context menu on its cards, and those of an issue as buttons', async () => {
    const board = await openBoard({ saved: { ...chosen('shop-398') } });
    const card = board.page.locator(`.card[data-key="${key('shop-398')}"]`);
    const context = JSON.parse((await card.getAttribute('data-vscode-context')) ?? '{}') as Record<string, unknown>;
    expect(context).toMatchObject({ webviewSection: 'issue', issueKey: key('shop-398'), startable: true });
    await board.page.getByRole('button', { name: 'Start Work' }).click();
    await board.page.getByRole('button', { name: 'Copy Key' }).click();
    await expect
      .poll(() => asked(board, 'run'))
      .toEqual([
        { command: 'startWork', keys: [key('shop-398')] },
        { command: 'copyIssueKey', keys: [key('shop-398')] },
      ]);
    await board.page.getByRole('link', { name: 'the schema' }).click();
    await expect.poll(() => asked(board, 'openAddress')).toEqual([{ address: 'https://example.com/' }]);
  });

  it('opens with a hundred thousand issues at once, and has few of them in the page', async () => {
    const board = await openBoard({ state: largeState(100_000) });
    await board.page.locator('[data-column=ready] .card:not(.ghost)').first().waitFor();
    expect(await board.page.locator('.card').count()).toBeLessThan(300);
    await board.page.locator('[data-column=ready] [role=listbox]').focus();
    await expect
      .poll(async () => {
        await board.page.keyboard.press('End');
        return active(board);
      })
      .toBe(key('big-99998'));
    expect(await board.page.locator('.card').count()).toBeLessThan(300);
    expect(board.complaints).toEqual([]);
  });
});
