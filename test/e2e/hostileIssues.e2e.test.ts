/** Answers for issues of strangers in the real workbench: their files are read, all of them are shown, and nothing in them acts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownText } from '../../src/protocol/shownText';
import { hostileTexts } from '../fakes/hostileTexts';
import { hearRefusals, lookForTraces, noTraces, watchHostility, type Hostility } from './support/hostility';
import { openWorkbench, type WorkbenchSession } from './support/openWorkbench';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-hostile-'));
const folder = path.join(scratch, 'shop');

/** One of each kind of text in each tracker: even ones in Beads, odd ones in a Roadmap. */
const inBeads = hostileTexts.filter((_text, at) => at % 2 === 0);
const inRoadmap = hostileTexts.filter((_text, at) => at % 2 === 1);

function writeIssues(): void {
  mkdirSync(path.join(folder, '.beads'), { recursive: true });
  const records = inBeads.map(({ name, text }, at) => ({
    id: at === 0 ? '"><img src=x onerror=globalThis.hostileRan=1>' : `h-${at}`,
    title: `${name}: ${text}`,
    description: text,
    status: 'open',
    priority: 1,
    issue_type: text.slice(0, 200),
    labels: [text.slice(0, 200)],
    assignee: text.slice(0, 200),
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  }));
  writeFileSync(
    path.join(folder, '.beads', 'issues.jsonl'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
  const place = path.join(folder, '.roadmap', 'issues', 'backlog');
  mkdirSync(place, { recursive: true });
  for (const [at, { name, text }] of inRoadmap.entries()) {
    const id = `5eed${at.toString(16).padStart(4, '0')}`;
    const title = JSON.stringify(`${name}: ${text.slice(0, 2_000)}`);
    const lines = ['---', `id: ${id}`, `title: ${title}`, 'status: todo', 'priority: high', '---', text];
    writeFileSync(path.join(place, `${id}-issue.md`), lines.join('\n'));
  }
}

/** What the workbench asks for itself: of its server, of its gallery, and the files of webviews, which it answers itself. */
function isOfWorkbench(address: string, server: string): boolean {
  if (/^(data|blob):/.test(address)) return true;
  const { host } = new URL(address);
  return host === server || host === 'open-vsx.org' || host.endsWith('.vscode-resource.vscode-cdn.net');
}

describe('issues of strangers', () => {
  let workbench: WorkbenchSession;
  let hostility: Hostility;
  let panel: Frame;

  beforeAll(async () => {
    writeIssues();
    workbench = await openWorkbench({ folder, viewport: { width: 1_280, height: 900 } });
    const { host } = new URL(workbench.page.url());
    hostility = watchHostility(workbench.page, (address) => isOfWorkbench(address, host));
    await workbench.reload();
    panel = await workbench.showPanel();
    await panel.locator('#root [data-key]').first().waitFor();
    await hearRefusals(panel);
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  });

  it('are all shown, with all they say on a card, and none acts', { timeout: 300_000 }, async () => {
    const { page } = workbench;
    await panel.locator('.tree').focus();
    await page.keyboard.press('Home');
    const seen = new Map<string, string>();
    const tooSlow: string[] = [];
    let withText = 0;
    const active = panel.locator('.row.active');
    for (let step = 0; step < hostileTexts.length + 20; step++) {
      if ((await active.count()) > 0) {
        if (seen.size === 0) await page.keyboard.press('Space');
        const key = (await active.getAttribute('data-key')) ?? '';
        if (seen.has(key)) break;
        const before = performance.now();
        const card = panel.locator(`.issue-card[data-issue=${JSON.stringify(key)}]`);
        await card.waitFor();
        const title = (await active.locator('.row-name').textContent()) ?? '';
        seen.set(key, title);
        expect(await card.locator('h2').textContent()).toBe(title);
        withText += await card.locator('.markdown').count();
        if (performance.now() - before > 5_000) tooSlow.push(title.slice(0, 80));
        expect([title.slice(0, 80), await lookForTraces(panel)]).toEqual([title.slice(0, 80), noTraces]);
      }
      await page.keyboard.press('ArrowDown');
    }
    expect(tooSlow).toEqual([]);
    expect(withText).toBeGreaterThan(60);
    const titles = [...seen.values()];
    const missing = hostileTexts.filter(({ name }) => !titles.some((title) => title.startsWith(`${shownText(name)}:`)));
    expect(missing.map(({ name }) => name)).toEqual([]);
    expect(hostility.happened).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('open nothing but what the host allows, whatever is clicked', async () => {
    const { page } = workbench;
    const address = page.url();
    for (const name of ['javascript link', 'command link', 'editor link', 'data link', 'base address']) {
      await panel.locator('.filter-input').fill(name);
      await panel
        .locator('.row', { hasText: `${name}: ` })
        .first()
        .hover();
      const card = panel.locator('.issue-card', { hasText: `${name}: ` });
      await card.waitFor();
      for (const word of await card.locator('.markdown *').all())
        await word.click({ timeout: 2_000 }).catch(() => undefined);
      await page.mouse.move(900, 300);
      await card.waitFor({ state: 'detached' });
    }
    await panel.locator('.filter-input').fill('');
    expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
    expect(await lookForTraces(panel)).toEqual(noTraces);
    expect(hostility.happened).toEqual([]);
    expect(page.url()).toBe(address);
  });

  it('leave the list as quick as any', async () => {
    await panel.locator('.tree').focus();
    const pressed = performance.now();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('Home');
    await expect.poll(() => panel.locator('.row.active, .section-header.active').count()).toBe(1);
    expect(performance.now() - pressed).toBeLessThan(5_000);
    expect(hostility.happened).toEqual([]);
  });
});
