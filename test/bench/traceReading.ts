/** Answers for what a browser's trace says of one page: how busy its main thread was, and what became of its frames. */
import type { Browser, Page } from 'playwright-core';

/** Milliseconds of processor time: what else the machine does meanwhile is not the page's. */
export interface TraceSummary {
  /** What the main thread did from one frame's begin to the next one's, each. */
  readonly framesMs: readonly number[];
  /** Tasks of the main thread, each. */
  readonly tasksMs: readonly number[];
  /** Frames that the screen should have had and did not get. */
  readonly dropped: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, both. */
  readonly ts: number;
  readonly dur?: number;
  /** Of it, what the thread had a processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Frames and tasks: https://chromium.googlesource.com/chromium/src/+/main/base/trace_event/builtin_categories.h */
const categories = [
  'toplevel',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'devtools.timeline.frame',
  'disabled-by-default-devtools.timeline.frame',
];
const mark = 'contextScoutMeasured';

/** What went on in the page during `act`. */
export async function traced(browser: Browser, page: Page, act: () => Promise<void>): Promise<TraceSummary> {
  await browser.startTracing(page, { screenshots: false, categories });
  await page.evaluate((name) => performance.mark(name), mark);
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return summaryOf(traceEvents);
}

/** @throws when the trace lacks what is looked for, so that nothing is taken for none. */
function summaryOf(events: readonly TraceEvent[]): TraceSummary {
  const start = events.find(({ name }) => name === mark);
  if (start === undefined) throw new Error('The page is not in the trace.');
  const inThread = events.filter(({ pid, tid, ts }) => pid === start.pid && tid === start.tid && ts >= start.ts);
  const tasks = outermost(inThread.filter(({ name, dur }) => name.endsWith('RunTask') && dur !== undefined));
  if (tasks.length === 0) throw new Error('There are no tasks in the trace.');
  const begins = inThread.filter(({ name }) => name === 'BeginMainThreadFrame').map(({ ts }) => ts);
  const dropped = events.filter(({ name, pid, ts }) => name === 'DroppedFrame' && pid === start.pid && ts >= start.ts);
  return { framesMs: perFrame(tasks, begins), tasksMs: tasks.map(durationMs), dropped: dropped.length };
}

const durationMs = ({ tdur, dur = 0 }: TraceEvent): number => (tdur ?? dur) / 1_000;

/** A task within a task is part of it. */
function outermost(tasks: readonly TraceEvent[]): readonly TraceEvent[] {
  let endTs = 0;
  return tasks
    .toSorted((one, other) => one.ts - other.ts)
    .filter(({ ts, dur = 0 }) => {
      if (ts < endTs) return false;
      endTs = ts + dur;
      return true;
    });
}

function perFrame(tasks: readonly TraceEvent[], begins: readonly number[]): readonly number[] {
  const sums = begins.map(() => 0);
  let frame = -1;
  for (const task of tasks) {
    // The frame begins within the task that makes it.
    while ((begins[frame + 1] ?? Infinity) <= task.ts + (task.dur ?? 0)) frame++;
    if (frame >= 0) sums[frame] = (sums[frame] ?? 0) + durationMs(task);
  }
  return sums;
}
