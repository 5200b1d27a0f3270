/**
 * Answers for the longest the thread is held up by the first reading of a workspace and by remembering it, wired as in
 * the extension. A program of its own: bundled beside the database's thread it is run with the workspace folder and a
 * folder for the cache, and prints a {@link FirstSync} as JSON.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { FallbackGitReader } from '../../src/adapters/git/fallbackGit';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import { ContextScout } from '../../src/app/contextScout';
import { gitFilesReader, gitProcessReader, issueStore, nodeWorkspace, trackerFactory } from '../../src/composition';
import { defaultFinishedNames } from '../../src/domain/trackerRules';
import { aloneInTheWorld } from '../../src/ports/leadership';
import { FakeLog } from '../fakes/fakeLog';
import { LongestBlock } from './longestBlock';
import { defaultFreshnessPolicy } from '../../src/domain/freshness';
import { defaultActivityPolicy } from '../../src/domain/repositoryActivity';

export interface FirstSync {
  readonly issues: number;
  /** Until the snapshot was there. */
  readonly readMs: number;
  /** The longest stretch in which nothing else got its turn. */
  readonly readBlockMs: number;
  /** The same for what followed, until the cache was on disk. */
  readonly rememberBlockMs: number;
}

const rememberAfterMs = 200;
const maxWaitMs = 20_000;

async function firstSync(folder: string, cache: string): Promise<FirstSync> {
  const log = new FakeLog();
  const store = issueStore(cache, systemClock, log);
  const scout = new ContextScout(
    {
      clock: systemClock,
      random: systemRandom,
      log,
      workspace: nodeWorkspace,
      quickGitReader: gitFilesReader,
      store,
      refStore: null,
      commits: () => null,
      remotes: null,
      remember: () => true,
      onNotRemembered: (why) => {
        throw new Error(why);
      },
      rememberAfterMs,
      confirmEveryMs: () => 300_000,
      trustStoredMs: null,
      pollMs: () => 30_000,
      freshnessPolicy: () => defaultFreshnessPolicy,
      activityPolicy: () => defaultActivityPolicy,
      useStore: null,
      tellsOfWorkTree: () => true,
      fileWatcher: nodeFileWatcher,
      attention: null,
      leadership: aloneInTheWorld,
      mayLead: () => true,
      quietAfterDays: () => 7,
    },
    {
      folders: [folder],
      trackers: trackerFactory({ clock: systemClock, log, gitPath: () => null, servers: null })({
        mayRun: true,
        quickStart: true,
        beadsSource: 'auto',
        beadsCommand: 'bd',
        finishedStatuses: defaultFinishedNames,
        github: null,
      }),
      gitReader: new FallbackGitReader([gitProcessReader(() => null), gitFilesReader], log),
    },
  );
  const block = new LongestBlock();
  await delay(50);
  block.take();
  const began = performance.now();
  const context = await scout.refresh();
  const readMs = performance.now() - began;
  const readBlockMs = block.take();
  // What is due by then is on its way to the store.
  await delay(rememberAfterMs + 50);
  await Promise.race([scout.flush().then(() => store.close()), delay(maxWaitMs, null, { ref: false })]);
  const rememberBlockMs = block.take();
  block.stop();
  scout.dispose();
  return { issues: context.issues.length, readMs, readBlockMs, rememberBlockMs };
}

void firstSync(process.argv[2] ?? '', process.argv[3] ?? '').then((measured) => {
  console.log(JSON.stringify(measured));
});
