/** A program that starts and ends the engine again and again, as it is composed, and looks what stays: `<arguments>`. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FallbackGitReader } from '../../../src/adapters/git/fallbackGit';
import { systemRandom } from '../../../src/adapters/random/systemRandom';
import { instancesFolder } from '../../../src/adapters/store/sourceFolder';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { nodeFileWatcher } from '../../../src/adapters/watch/nodeFileWatcher';
import { ContextScout } from '../../../src/app/contextScout';
import * as compose from '../../../src/composition';
import { defaultFinishedNames } from '../../../src/domain/trackerRules';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeLog } from '../../fakes/fakeLog';
import { scoutPorts } from '../../fakes/scoutPorts';
import { credentialOf, FakeCredentials, secret } from '../../unit/github/fakeCredentials';
import { Chance } from '../chance';
import { CountingClock } from './countingClock';
import { slopeOf } from './slope';
import { beadsExport, beadsLine } from './records';
import { growth, resourcesNow, type Resources } from './resources';
import type { LifecycleArguments, LifecycleReport } from './lifecycleMessages';

const { root, cache, rounds, sampleEvery, seed, apiUrl } = JSON.parse(process.argv[2] ?? '') as LifecycleArguments;

/** The caches that Node and its libraries fill are full by then. */
const warmUpRounds = Math.ceil(rounds / 8);
/** One of so many rounds reads everything and writes it; the others are ended somewhere on the way there. */
const wholeEvery = 8;
/** What ends by itself has ended by then. */
const settleMs = 15_000;
/**
 * Of memory over all rounds: code that is compiled at last, and what simple-git keeps of each run for good (it races with
 * a promise that never settles: https://github.com/steveukx/git-js, `completion.onExit: false`). An engine that stays is
 * a hundred times that.
 */
const mostGrowthBytes = Math.max(3 * 1024 * 1024, rounds * 1024);

const noGitPath = (): null => null;
const chance = new Chance(seed);
const warnings: string[] = [];
process.on('warning', (warning) => warnings.push(`${warning.name}: ${warning.message}`));

/** @returns what it left waiting; null: nothing */
async function oneRound(round: number): Promise<string | null> {
  const clock = new CountingClock();
  const log = new FakeLog();
  const shared = compose.sharedCache(cache, 'run', clock, log);
  const http = compose.serverClients(log);
  const remotes = compose.gitRemotes(noGitPath);
  const commits = compose.gitCommits(noGitPath);
  const credentials = new FakeCredentials(credentialOf(secret, 'dana'));
  const trackersOf = compose.trackerFactory({
    clock,
    log,
    gitPath: noGitPath,
    servers: { http, credentials, remotes },
  });
  const scout = new ContextScout(
    scoutPorts({
      clock,
      log,
      random: systemRandom,
      workspace: compose.nodeWorkspace,
      quickGitReader: compose.gitFilesReader,
      ...shared.ports,
      fileWatcher: nodeFileWatcher,
      remotes,
      commits: () => commits,
      attention: new FakeAttention(chance.pick(['watching', 'near', 'away'])),
      pollMs: () => 30_000,
    }),
    {
      folders: [root],
      trackers: trackersOf({
        mayRun: true,
        quickStart: true,
        beadsSource: 'auto',
        beadsCommand: 'bd-that-is-not-there',
        finishedStatuses: defaultFinishedNames,
        github: { ...defaultGitHubSettings, apiUrl },
      }),
      gitReader: new FallbackGitReader([compose.gitProcessReader(noGitPath), compose.gitFilesReader], log),
    },
  );
  const whole = round % wholeEvery === 0;
  const read = scout.refresh();
  if (whole) {
    await read;
    if (chance.odds(0.5)) writeFileSync(path.join(root, beadsExport), beadsLine(1, `Round ${round}`));
    await delay(chance.next() * 30);
    await scout.flush();
  } else {
    read.catch(() => undefined);
    if (chance.odds(0.8)) await delay(chance.next() * 12);
  }
  scout.dispose();
  http.dispose();
  await shared.close();
  await read.catch(() => undefined);
  const deadline = performance.now() + settleMs;
  while (clock.waiting !== null && performance.now() < deadline) await delay(5);
  return clock.waiting;
}

/** What there is when nothing more ends by itself. */
async function settled(before: Resources | null): Promise<Resources> {
  const deadline = performance.now() + settleMs;
  let now = resourcesNow();
  while (performance.now() < deadline && (before === null ? now.children > 0 : growth(before, now) !== null)) {
    await delay(100);
    now = resourcesNow();
  }
  return now;
}

async function heapBytes(): Promise<number> {
  // Finalizers free more.
  for (let left = 3; left > 0; left--) {
    globalThis.gc?.();
    await delay(5);
  }
  return process.memoryUsage().heapUsed;
}

async function main(): Promise<LifecycleReport> {
  let before: Resources | null = null;
  const heap: { readonly round: number; readonly bytes: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const waiting = await oneRound(round);
    if (waiting !== null) return { wrong: `round ${round} left a timer: ${waiting}`, heap };
    if (round === warmUpRounds) {
      await delay(1_000);
      before = await settled(null);
    }
    if (before === null || round % sampleEvery !== 0) continue;
    const grown = growth(before, await settled(before));
    if (grown !== null) return { wrong: `after ${round} rounds: ${grown}`, heap };
    heap.push({ round, bytes: await heapBytes() });
  }
  if (warnings.length > 0) return { wrong: `Node warned: ${warnings.slice(0, 3).join('; ')}`, heap };
  const left = readdirSync(path.join(cache, instancesFolder));
  if (left.length > 0) return { wrong: `${left.length} instance files were left: ${left.slice(0, 3).join()}`, heap };
  const grown = slopeOf(heap.map(({ round, bytes }) => [round, bytes])) * rounds;
  const wrong =
    grown > mostGrowthBytes ? `the heap grew by ${Math.round(grown / 1024)} KB over ${rounds} rounds` : null;
  return { wrong, heap };
}

void main().then((report) => {
  console.log(JSON.stringify(report));
  // What still held it would be a leak as well; it was looked for.
  process.exit();
});
