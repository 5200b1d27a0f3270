/** Measures the panel's list of 100,000 issues in a real browser, by its trace: scrolling, typing, arriving, one change. */
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../rig/browser';
import { openPanelPage, type PanelPage } from '../e2e/harness/panelPage';
import { patchWith, sampleState } from '../fakes/panelState';
import type { PanelState } from '../../src/protocol/messages';
import { printFigures, type Figure } from './figure';
import { generatedRows } from './generatedRows';
import { figuresOf } from './measured';
import { highest } from './percentile';
import { longestScrollMs, scrollThrough, wheelThrough } from './scrollDeeds';
import { traced, type TraceSummary } from './traceReading';

const count = 100_000;
const of = `${count.toLocaleString('en')} issues`;
const changes = 20;
const typed = 'schema migration';
const patienceMs = 120_000;
const inHarness = 'The built page in a browser of its own; what answers it runs in the same thread, and is counted.';

/** Needs a production build. */
export async function* benchScroll(): AsyncGenerator<Figure> {
  const browser = await launchBrowser();
  try {
    const state = sampleState(generatedRows(count, Date.now()));
    const pages = { newPage: (options: BrowserContextOptions | undefined) => newPage(browser, options) };
    const panel = await openPanelPage(pages, { state });
    try {
      yield* arriving(await traced(browser, panel.page, () => allHere(panel.page)));
      const yardstick = await emptyScroller(browser, panel.page);
      yield* scrolling(
        await traced(browser, panel.page, () => wheelThrough(panel.page)),
        yardstick.wheel,
        'by the wheel',
      );
      yield* scrolling(
        await traced(browser, panel.page, () => scrollThrough(panel.page)),
        yardstick.through,
        'dragged through',
      );
      yield await rowElements(panel.page);
      yield* await changing(panel, state);
      yield longestTask(
        'typing in the filter',
        await traced(browser, panel.page, () => type(panel.page)),
        'A letter every 150 ms.',
      );
    } finally {
      await panel.close();
    }
  } finally {
    await browser.close();
  }
}

const nameless = 'globalThis.__name = (made) => made;';

/** The compiler of the bench calls `__name` in functions that are handed to a page. */
async function newPage(browser: Browser, options: BrowserContextOptions | undefined): Promise<Page> {
  const page = await browser.newPage(options);
  await page.addInitScript(nameless);
  await page.evaluate(nameless);
  return page;
}

/** Resolves when the page has all rows: then the host hears of the revision it shows. */
async function allHere(page: Page): Promise<void> {
  await page.locator('.row[data-key]').first().waitFor({ timeout: patienceMs });
  await page.waitForFunction(
    () => (window as unknown as { posted: { readonly name: string }[] }).posted.some(({ name }) => name === 'painted'),
    null,
    { timeout: patienceMs },
  );
}

function* arriving(trace: TraceSummary): Generator<Figure> {
  yield longestTask('the rows arrive', trace, inHarness);
}

const longestTask = (when: string, { tasksMs }: TraceSummary, note: string): Figure => ({
  figure: `longest task while ${when}, ${of}`,
  value: Math.max(...tasksMs),
  unit: 'ms',
  yardstick: null,
  target: 'less than 50 ms',
  note: `${note} Of ${tasksMs.length} tasks; the 99th percentile took ${highest(tasksMs, 0.99).toFixed(1)} ms.`,
});

function* scrolling(trace: TraceSummary, empty: TraceSummary, how: string): Generator<Figure> {
  const { framesMs, tasksMs, dropped } = trace;
  const yardstick = { name: 'empty scroller', value: highest(empty.framesMs, 0.95) };
  yield {
    figure: `main thread a frame, scrolling ${of} ${how}, 95th percentile`,
    value: highest(framesMs, 0.95),
    unit: 'ms',
    yardstick,
    target: '8 ms',
    note: `${framesMs.length} frames; the longest task took ${Math.max(...tasksMs).toFixed(1)} ms.`,
  };
  yield {
    figure: `frames dropped, scrolling ${of} ${how}`,
    value: dropped,
    unit: 'count',
    yardstick: { name: 'empty scroller', value: empty.dropped },
    target: `+${Math.ceil(framesMs.length / 100)}`,
    note: `Of ${framesMs.length}, beside ${empty.framesMs.length} of a scroller of the same height with nothing in it.`,
  };
}

/** The same gestures on a box of the same size and height in which there is nothing. */
async function emptyScroller(
  browser: Browser,
  like: Page,
): Promise<{ readonly wheel: TraceSummary; readonly through: TraceSummary }> {
  const { width, height, tall } = await like.locator('.scroller').evaluate((element) => ({
    width: element.clientWidth,
    height: element.clientHeight,
    tall: element.scrollHeight,
  }));
  const page = await newPage(browser, { viewport: like.viewportSize() });
  try {
    const box = `overflow: auto; width: ${width}px; height: ${height}px`;
    await page.setContent(`<body style="margin: 0"><div class="scroller" style="${box}"><p style="height: ${tall}px">`);
    const wheel = await traced(browser, page, () => wheelThrough(page));
    return { wheel, through: await traced(browser, page, () => scrollThrough(page)) };
  } finally {
    await page.close();
  }
}

async function rowElements(page: Page): Promise<Figure> {
  return {
    figure: `row elements in the page, ${of}`,
    value: await page.locator('[role=treeitem]').count(),
    unit: 'count',
    yardstick: null,
    target: '300',
  };
}

/** Milliseconds from the moment the message is in the page to the frame that shows it, by the page's clock. */
async function changing(panel: PanelPage, state: PanelState): Promise<readonly Figure[]> {
  await panel.page.locator('.scroller').evaluate((element) => {
    element.scrollTop = 0;
  });
  const times: number[] = [];
  let now = state;
  for (let round = 0; round < changes; round++) {
    const key = await panel.page.locator('.scroller .row[data-key]').nth(2).getAttribute('data-key');
    const row = now.rows.find((one) => one.key === key);
    if (row === undefined) throw new Error('The page shows no row of the state.');
    const title = `Changed for the ${round}th time`;
    const patch = { ...patchWith(now, { ...row, title }), order: [] };
    times.push(await shown(panel.page, JSON.stringify({ type: 'event', event: { type: 'patch', patch } }), title));
    now = { ...now, revision: patch.revision };
  }
  return [
    {
      figure: `a changed issue is painted, of ${of}, 95th percentile`,
      value: highest(times, 0.95),
      unit: 'ms',
      yardstick: null,
      target: '50 ms',
      note: `Of ${changes}, from the message in the page to the second frame after it is in the document.`,
    },
  ];
}

const shown = (page: Page, message: string, title: string): Promise<number> =>
  page.evaluate(
    ({ text, wanted }) =>
      new Promise<number>((resolve) => {
        const data: unknown = JSON.parse(text);
        const startMs = performance.now();
        const observer = new MutationObserver(() => {
          if (!document.body.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              resolve(performance.now() - startMs);
            });
          });
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        window.postMessage(data, '*');
      }),
    { text: message, wanted: title },
  );

async function type(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(typed, { delay: 150 });
  await page.waitForTimeout(longestScrollMs / 4);
}

async function main(): Promise<void> {
  const { figures, failure } = await figuresOf('scroll', benchScroll);
  printFigures(figures);
  if (failure !== null) throw failure.cause;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
