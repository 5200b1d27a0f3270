/** Answers for a repository on GitHub in the real workbench: the first sync, an account, and whatever goes wrong. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { FakeToken } from '../fakes/github/records';
import { filesWith, framesWith, giveToken, tokenInput } from './support/githubAccount';
import { commitAll, countSections, gate, makeClone, seedPlace, type GitHubPlace } from './support/githubPlace';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';
import { hoverText, openFile } from './support/workbenchParts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-github-'));
const folder = path.join(scratch, 'shop');
const token = 'ghp_Z3VhcmRlZFRva2VuT2ZEYW5hMDAwMDAwMDAwMDA';
const nextToken = 'ghp_TmV4dFRva2VuT2ZEYW5hMDAwMDAwMDAwMDAwMDA';
const openIssues = 3_000;
/** What GitHub allows an hour. */
const budget = 5_000;

describe('a repository on GitHub', () => {
  let server: GitHubServer;
  let firstToken: FakeToken;
  let place: GitHubPlace;
  let workbench: WorkbenchSession;
  let panel: Frame;
  /** What a page of the first sync waits for. */
  const lateAnswer = gate();

  const chip = (): Locator => panel.locator('.chip[data-source="github:shop"]');
  const chipText = (): Promise<string> => chip().innerText();
  const chipState = (): Promise<string | null> => chip().getAttribute('data-state');
  const row = ({ number }: { readonly number: number }): Locator =>
    panel.locator(`.row[data-key="github:shop#${number}"]`);
  const statusOf = (issue: { readonly number: number }): Promise<string | null> =>
    row(issue).getAttribute('data-status');
  const rowCount = (): Promise<number> => panel.locator('.row').count();
  const onlyShow = (text: string): Promise<void> => panel.locator('.filter-input').fill(text);
  /** Folds the sections to see them all, and unfolds them again. */
  const readCounts = async (): Promise<Record<string, number>> => {
    const header = (name: string): Locator => panel.locator(`.section-header[data-section="${name}"]`).first();
    const counts: Record<string, number> = {};
    for (const name of ['inProgress', 'ready', 'blocked']) {
      counts[name] = Number((await header(name).locator('.badge').textContent())?.replace(',', ''));
      await header(name).click();
    }
    for (const name of ['blocked', 'ready', 'inProgress']) await header(name).click();
    return counts;
  };
  const cache = (): string =>
    path.join(workbench.serverDataDir, 'data', 'User', 'globalStorage', 'context-scout.context-scout', 'cache');
  const reopen = async (): Promise<void> => {
    await workbench.reload();
    panel = await workbench.showPanel();
  };

  beforeAll(async () => {
    server = await startGitHub();
    firstToken = server.state.addToken(token, 'acme');
    server.state.addToken(nextToken, 'acme');
    place = seedPlace(server, openIssues);
    makeClone(folder, place.repository);
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(path.join(folder, 'notes.md'), `Prices wait for #${place.waiting.number} first.\n`);
    writeFileSync(
      path.join(folder, 'src', 'total.ts'),
      `export const cents = 1; // see #${place.other.number} for more\n`,
    );
    commitAll(folder, 'chore: begin');
    workbench = await openWorkbench({
      folder,
      viewport: { width: 1280, height: 1000 },
      machineSettings: { 'contextScout.github.apiUrl': server.origin },
    });
    panel = await workbench.showPanel();
  });

  afterAll(async () => {
    await workbench.dispose();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('says what to do where nobody is signed in and it is private', async () => {
    const page = panel.locator('.state-page[data-state="failure"]');
    await page.waitFor();
    expect(await page.innerText()).toContain('Nobody is signed in at github.com.');
    await page.getByRole('button', { name: 'Use a Token' }).click();
    await tokenInput(workbench.page).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('is read with a token that is typed in, and shows what came while the rest is still asked for', async () => {
    server.faults.next({ match: ({ query }) => query.page === '7', until: lateAnswer.opened });
    await workbench.runCommand('Context Scout: Use a GitHub Token');
    await giveToken(workbench.page, token);
    await panel.locator('.row').first().waitFor();
    expect(await chipState()).toBe('progress');
    await expect.poll(chipText).toMatch(/2,9\d\d of 3,\d\d\d/);
    await expect.poll(() => workbench.statusBarText()).toMatch(/2,9\d\d of 3,\d\d\d/);
  });

  it('goes on where it was when the window is closed in the midst, and in the end all is there', async () => {
    await expect.poll(() => filesWith(cache(), 'github:shop')).not.toEqual([]);
    const mark = server.mark();
    await reopen();
    lateAnswer.open();
    await expect.poll(chipState).toBe('quiet');
    await expect.poll(readCounts).toEqual(countSections(place.repository));
    const again = server.requestsSince(mark).filter(({ query }) => query.state === 'open');
    expect(again.length).toBeLessThan(openIssues / 100);
  });

  it('is there at once after a reload, for one request that costs nothing', async () => {
    const answers = gate();
    server.faults.next({ times: 1_000, until: answers.opened });
    const mark = server.mark();
    await reopen();
    await expect.poll(rowCount).toBeGreaterThan(10);
    expect(await chipState()).toBe('recalled');
    server.faults.clear();
    answers.open();
    await expect.poll(chipState).toBe('quiet');
    expect(server.requestsSince(mark).map(({ path: at, status, points }) => [at, status, points])).toEqual([
      ['/repos/acme/shop/issues', 304, 0],
    ]);
  });

  it('keeps its rows when the window opens without a network, and recovers by itself', async () => {
    server.faults.down = true;
    await reopen();
    await expect.poll(rowCount).toBeGreaterThan(10);
    await expect.poll(chipText).toMatch(/offline · .+ · (next try in \d+s|trying again)/);
    expect(await workbench.statusBarText()).toMatch(/2,\d\d\d ready · /);
    server.faults.down = false;
    await expect.poll(chipState, { timeout: 30_000 }).toBe('quiet');
    expect(await chipText()).toMatch(/now/);
  });

  it('says how long the server asks it to wait, and goes on by itself', async () => {
    const { resetAtMs } = server.limits.budget(token, 'core');
    server.time.advance(resetAtMs - server.time.nowMs() - 20_000);
    server.limits.use(token, 'core', budget);
    await workbench.runCommand('Context Scout: Sync Now');
    await expect.poll(chipText).toMatch(/paused · .* · goes on in \d+s/);
    expect(await rowCount()).toBeGreaterThan(10);
    expect(await workbench.statusBarText()).toMatch(/ready · paused/);
    const mark = server.mark();
    await expect.poll(chipState, { timeout: 40_000 }).toBe('quiet');
    expect(server.requestsSince(mark).map(({ status }) => status)).not.toContain(403);
  });

  it('frees an issue when its blocker is closed on the server', async () => {
    await onlyShow('fresh prices');
    await expect.poll(() => statusOf(place.waiting)).toBe('blocked');
    server.state.close(place.blocker);
    await workbench.runCommand('Context Scout: Sync Now');
    await expect.poll(() => statusOf(place.waiting)).toBe('ready');
  });

  it('keeps its rows when the token is revoked, and leads to a new one', async () => {
    firstToken.revoked = true;
    await workbench.runCommand('Context Scout: Sync Now');
    await expect.poll(chipState).toBe('signIn');
    expect(await statusOf(place.waiting)).toBe('ready');
    await chip().locator('.chip-main').click();
    await expect.poll(() => panel.locator('#source-details').innerText()).toContain('no longer accepts the token');
    await panel.locator('#source-details [data-offer="useToken"]').click();
    await giveToken(workbench.page, nextToken);
    await expect.poll(chipState).toBe('quiet');
    await chip().locator('.chip-main').click();
  });

  it('tells of an open issue that a commit says is fixed, and opens that commit', async () => {
    const { other } = place;
    const commit = commitAll(folder, `fix: round the total\n\nFixes #${other.number}`);
    await onlyShow('Round the total');
    const badge = row(other).locator('.fact-drift');
    await expect.poll(() => badge.textContent()).toContain(`${commit.slice(0, 7)} says fixed`);
    await badge.click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain(`https://github.com/acme/shop/commit/${commit}`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await onlyShow('');
  });

  it('says in a hover what a number stands for, in prose and in a comment', async () => {
    const { page } = workbench;
    await openFile(page, 'notes.md');
    expect(await hoverText(page, `#${place.waiting.number}`)).toMatch(/Show fresh prices[^]*ready/);
    await openFile(page, 'total.ts');
    expect(await hoverText(page, `#${place.other.number}`)).toContain('Round the total');
  });

  it('shows its tokens nowhere, and keeps them in no file', async () => {
    for (const secret of [token, nextToken]) {
      expect(server.requests.some(({ headers }) => headers.authorization?.includes(secret))).toBe(true);
      expect(await framesWith(workbench.page, secret)).toEqual([]);
      expect(filesWith(workbench.serverDataDir, secret)).toEqual([]);
      expect(filesWith(folder, secret)).toEqual([]);
    }
  });
});
