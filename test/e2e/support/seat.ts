/** Answers for a person at one of several windows: the panel there, and the extension host behind it. */
import type { Frame, Locator } from 'playwright-core';
import { vi } from 'vitest';
import { standingHosts } from './extensionHosts';
import type { WorkbenchWindow } from './workbenchWindow';

/** How a person answers when VS Code asks whether the folder's authors are trusted. */
type Answer = 'Yes, I trust the authors' | "No, I don't trust the authors";

/** A host that ended is started again within seconds. */
const patienceMs = 20_000;

export class Seat {
  /** Process id of the window's extension host; 0: it stands for nothing. */
  pid = 0;

  private constructor(
    readonly window: WorkbenchWindow,
    readonly panel: Frame,
  ) {}

  /** Takes a seat at a window that has just been opened. @param answer null: VS Code does not ask */
  static async at(window: WorkbenchWindow, answer: Answer | null): Promise<Seat> {
    if (answer !== null) await window.page.getByRole('button', { name: answer }).click();
    return new Seat(window, await window.showPanel());
  }

  /** Waits until one more host stands than `known`, which is the one behind this window, as no other began meanwhile. */
  async findHost(cache: string, known: readonly number[]): Promise<void> {
    this.pid = await vi.waitFor(
      () => {
        const found = standingHosts(cache).find((pid) => !known.includes(pid));
        if (found === undefined) throw new Error('No window stands for leading that did not before.');
        return found;
      },
      { timeout: patienceMs, interval: 50 },
    );
  }

  row(key: string): Locator {
    return this.panel.locator(`.row[data-key="${key}"]`);
  }

  chip(source: string): Locator {
    return this.panel.locator(`.chip[data-source="${source}"]`);
  }

  /** Resolves with the moment the row bears this text, epoch milliseconds. */
  async sees(key: string, text: string, patienceMs: number): Promise<number> {
    const shown = await this.panel.waitForFunction(
      ([selector = '', wanted = '']) => document.querySelector(selector)?.textContent.includes(wanted) && Date.now(),
      [`.row[data-key="${key}"]`, text],
      { timeout: patienceMs, polling: 'raf' },
    );
    return Number(await shown.jsonValue());
  }

  /** From now on notes every title the row bears; resolves with what gives them. */
  async noteTitles(key: string): Promise<() => Promise<readonly string[]>> {
    const notes = await this.panel.evaluateHandle((selector) => {
      const titles: string[] = [];
      const look = (): void => {
        const title = document.querySelector(`${selector} .row-name`)?.textContent;
        if (title !== undefined && title !== titles.at(-1)) titles.push(title);
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      return titles;
    }, `.row[data-key="${key}"]`);
    return () => notes.jsonValue();
  }
}
