/** Measures the first sync of a repository at GitHub: requests, time, the longest block of the thread, and the heap after it. */
import type { SeenRequest } from '../fakes/github/seenRequests';
import { median, type Figure } from './figure';
import type { WatchedRefresh } from './githubDeeds';
import type { GitHubPlace } from './githubPlace';
import { tally } from './githubRequests';

const rounds = 3;
const rowRounds = 5;
/** Of a server that is somewhere else. */
const latencyMs = 100;

const wiring =
  'The extension’s wiring with the real store and git in a fresh plain Node; the loopback server is in another process.';

export async function* measureFirstSync(at: GitHubPlace): AsyncGenerator<Figure> {
  const what = `first sync of ${at.count.toLocaleString('en')} open issues`;
  const times = { paced: [] as number[], atWill: [] as number[], plain: [] as number[] };
  let asked: readonly SeenRequest[] = [];
  for (let round = 0; round < rounds; round++) {
    const mark = at.server.mark();
    times.paced.push(await timeOfSync(at, true));
    asked = at.server.requestsSince(mark);
    times.plain.push(await at.within({}, (window) => window.ask('plain', at.again(asked))));
    times.atWill.push(await timeOfSync(at, false));
  }
  const threads = at.count + at.openPulls;
  const blocked = at.openIssues.filter(({ blockedBy }) => blockedBy.size > 0).length;
  yield {
    figure: `${what}: requests`,
    value: asked.length,
    unit: 'count',
    yardstick: { name: 'one per hundred', value: Math.ceil(threads / 100) },
    target: '',
    note: `${blocked} issues are blocked, and ${at.openPulls} pull requests are open. Asked for: ${tally(asked)}.`,
  };
  const plain = { name: 'the same by fetch and JSON.parse', value: median(times.plain) };
  const how = `${wiring} The yardstick sends the same requests in another fresh Node, the pages six at once, and keeps nothing.`;
  yield {
    figure: `${what}: time`,
    value: median(times.paced),
    unit: 'ms',
    yardstick: plain,
    target: '',
    note: `${how} Ours are paced as GitHub wants it: 100 requests at once, then 12 a second.`,
  };
  yield {
    figure: `${what}: time without a pace`,
    value: median(times.atWill),
    unit: 'ms',
    yardstick: plain,
    target: '',
    note: how,
  };
}

async function timeOfSync(at: GitHubPlace, isPaced: boolean): Promise<number> {
  return at.within({ isPaced }, async (window) => {
    const { tookMs, issues } = await window.ask('refresh', 'refresh');
    expectAll(at, issues);
    return tookMs;
  });
}

function expectAll({ count }: GitHubPlace, issues: number): void {
  if (issues < count) throw new Error(`${issues} of ${count} issues were read`);
}

export async function* measureBurden(at: GitHubPlace): AsyncGenerator<Figure> {
  const what = `first sync of ${at.count.toLocaleString('en')} open issues`;
  const found = { blocks: [] as WatchedRefresh[], before: [] as number[], after: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    await at.within({}, async (window) => {
      found.before.push(await window.ask('heap'));
      const watched = await window.ask('refreshWatched');
      expectAll(at, watched.issues);
      found.blocks.push(watched);
      found.after.push(await window.ask('heap'));
    });
  }
  const note = `${wiring} The time between two turns of the event loop, noted by a chain of setImmediate.`;
  const block = (name: string, of: 'readMs' | 'rememberMs'): Figure => ({
    figure: `longest block of the thread, ${name}`,
    value: median(found.blocks.map((each) => each[of])),
    unit: 'ms',
    yardstick: { name: 'nothing to do', value: median(found.blocks.map(({ idleMs }) => idleMs)) },
    target: '20 ms',
    note,
  });
  yield block(what, 'readMs');
  yield block(`remembering the ${what}`, 'rememberMs');
  yield {
    figure: `heap after the ${what}`,
    value: median(found.after) / 1e6,
    unit: 'MB',
    yardstick: { name: 'before it', value: median(found.before) / 1e6 },
    target: '+25 MB',
    note: 'After full collections; the heap of the main thread.',
  };
}

export async function* measureFirstRows(at: GitHubPlace): AsyncGenerator<Figure> {
  const { server } = at;
  const times = { ours: [] as number[], plain: [] as number[] };
  server.faults.latencyMs = latencyMs;
  try {
    for (let round = 0; round < rowRounds; round++) {
      const mark = server.mark();
      times.ours.push(await at.within({}, (window) => window.ask('firstRows')));
      const first = server.requestsSince(mark).slice(0, 3);
      times.plain.push(await at.within({}, (window) => window.ask('plain', at.again(first))));
    }
  } finally {
    server.faults.latencyMs = 0;
  }
  yield {
    figure: `first rows of ${at.count.toLocaleString('en')} open issues, nothing in the cache`,
    value: median(times.ours),
    unit: 'ms',
    yardstick: { name: 'three requests, one after the other', value: median(times.plain) },
    target: '',
    note: `From the start of the first sync in a window that is open, until the first snapshot with issues; every answer takes ${latencyMs} ms.`,
  };
}
