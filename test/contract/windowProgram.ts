/**
 * Answers for one window of the tests of several windows, in a process of its own. A program: bundled beside the
 * database's thread it is forked with a setup as JSON and does what it is told by messages.
 */
import { openScout } from '../bench/githubScout';
import type { WindowSetup } from '../bench/githubDeeds';
import { FakeLog } from '../fakes/fakeLog';

/** What a window shows of its one source. */
export interface Shown {
  readonly issues: number;
  readonly titles: readonly string[];
  readonly freshness: string | null;
  readonly confirmedAtMs: number | null;
  readonly error: unknown;
  /** Another window asks. */
  readonly follows: boolean;
  readonly warnings: readonly string[];
}

export type Order = 'refresh' | 'sync' | 'show' | 'end';

const log = new FakeLog();
const { scout, close } = openScout(JSON.parse(process.argv[2] ?? '') as WindowSetup, log);

function shown(): Shown {
  const source = scout.context?.sources[0];
  const issues = scout.context?.issues ?? [];
  return {
    issues: issues.length,
    titles: issues.map(({ issue }) => issue.title),
    freshness: source?.freshness ?? null,
    confirmedAtMs: source?.confirmedAtMs ?? null,
    error: source?.error ?? null,
    follows: source?.remote?.notes.some((note) => note.startsWith('Another window asks')) === true,
    warnings: log.lines.filter((line) => !/^(debug|info)/.test(line)),
  };
}

async function obey(order: Order): Promise<void> {
  if (order === 'refresh') await scout.refresh();
  else if (order === 'sync') await scout.refresh('user');
  else if (order === 'end') await close();
}

process.on('message', (order: Order) => {
  void obey(order).then(
    () => {
      process.send?.(shown(), undefined, undefined, () => {
        if (order === 'end') process.disconnect();
      });
    },
    (error: unknown) => {
      throw error;
    },
  );
});
process.on('disconnect', () => process.exit());
