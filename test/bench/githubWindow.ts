/**
 * Answers for one window of the GitHub bench, in a process of its own, so that the server has the other processor. A
 * program: bundled beside the database's thread it is forked with a {@link WindowSetup} as JSON and does what it is told
 * by messages, see {@link WindowDeeds}.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { sendPlainly } from './githubPlain';
import { openScout } from './githubScout';
import type { Order, Report, WindowDeeds, WindowSetup } from './githubDeeds';
import { FakeLog } from '../fakes/fakeLog';
import { LongestBlock } from './longestBlock';

const log = new FakeLog();
const { scout, close } = openScout(JSON.parse(process.argv[2] ?? '') as WindowSetup, log);

const keyOf = (number: number): string => `github:shop#${number}`;

async function timed(action: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await action();
  return performance.now() - beganMs;
}

/** @returns once it is so, which every new snapshot may make it. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      listening.dispose();
      resolve();
    };
    const listening = scout.onDidChange(look);
    look();
  });
}

/** @throws where a source failed: what is measured then is something else. */
async function refreshed(priority: 'user' | 'refresh'): Promise<number> {
  const { issues, sources } = await scout.refresh(priority);
  const failed = sources.find(({ error }) => error !== null);
  if (failed !== undefined) throw new Error(`${failed.id} could not be read: ${JSON.stringify(failed.error)}`);
  return issues.length;
}

const deeds: WindowDeeds = {
  refresh: async (priority) => {
    let issues = 0;
    const tookMs = await timed(async () => {
      issues = await refreshed(priority === 'user' ? 'user' : 'refresh');
    });
    return { tookMs, issues };
  },
  refreshWatched: async () => {
    const block = new LongestBlock();
    await delay(500);
    block.take();
    await delay(500);
    const idleMs = block.take();
    const issues = await refreshed('refresh');
    const readMs = block.take();
    await scout.flush();
    const rememberMs = block.take();
    block.stop();
    return { issues, idleMs, readMs, rememberMs };
  },
  firstRows: () =>
    timed(async () => {
      // It is ended before it is through.
      scout.refresh().catch(() => undefined);
      await until(() => (scout.context?.issues.length ?? 0) > 0);
    }),
  fixedByCommit: (number) =>
    until(() => scout.context?.drift.get(keyOf(number))?.some(({ kind }) => kind === 'fixedByCommit') === true),
  title: (number) => {
    const found = scout.context?.issues.find(({ key }) => key === keyOf(number));
    return Promise.resolve(found?.issue.title ?? null);
  },
  heap: async () => {
    // What was let go of by a collection is often only free after the next.
    for (let times = 0; times < 3; times++) {
      globalThis.gc?.();
      await delay(50);
    }
    return process.memoryUsage().heapUsed;
  },
  plain: (batches) => timed(() => sendPlainly(batches)),
  end: close,
};

async function obey({ id, deed, args }: Order): Promise<Report> {
  try {
    const all = deeds as unknown as Readonly<Record<typeof deed, (...args: readonly unknown[]) => Promise<unknown>>>;
    return { id, outcome: await all[deed](...args) };
  } catch (error) {
    const told = log.lines.slice(-3).join('; ');
    return { id, failure: `${error instanceof Error ? (error.stack ?? error.message) : String(error)} (${told})` };
  }
}

process.on('message', (order: Order) => {
  void obey(order).then((report) => {
    process.send?.(report, undefined, undefined, () => {
      if (order.deed === 'end') process.disconnect();
    });
  });
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
