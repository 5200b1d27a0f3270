/** The engine started and ended again and again, and the real window reloaded: nothing stays behind, and memory is flat. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startGitHub } from '../../fakes/github/gitHubServer';
import { seedRepository } from '../../fakes/github/seed';
import { secret } from '../../unit/github/fakeCredentials';
import type { Chance } from '../chance';
import { attemptAll, type ChaosSetting, type Scenario } from '../scenario';
import type { LifecycleArguments, LifecycleReport } from './lifecycleMessages';
import { projectRoot } from '../../rig/paths';
import { makePlace } from './place';
import { reloadWindow } from './reloads';

const rounds = { full: 10_000, short: 300 };
const reloads = { full: 20, short: 1 };
/** Samples of memory in all. */
const samples = { full: 40, short: 10 };
/** Programs side by side, each with its part of the rounds. */
const engines = ['engine 1', 'engine 2'] as const;
const window = 'window';

export const lifecycle: Scenario = {
  name: 'lifecycle',
  claim: 'no timer, watcher, process, listener or file stays behind, and memory is flat',
  limitSeconds: { full: 2_400, short: 240 },
  run: (setting) =>
    attemptAll(setting, [...engines, window], engines.length, (name, chance) =>
      name === window ? reloadsLeaveNothing(setting) : roundsLeaveNothing(setting, name, chance),
    ),
};

async function roundsLeaveNothing(
  { short, scratch, programs, tally, signal }: ChaosSetting,
  name: string,
  chance: Chance,
): Promise<string | null> {
  const server = await startGitHub({ lifeMs: 3_600_000 });
  server.state.addToken(secret, 'dana');
  seedRepository(server.state, { issues: 20 });
  for (const limit of ['core', 'graphql', 'restPointsPerMinute', 'graphqlPointsPerMinute'] as const) {
    server.limits[limit] = 1e9;
  }
  const root = path.join(scratch, name.replace(' ', '-'), 'shop');
  mkdirSync(root, { recursive: true });
  makePlace(root);
  const each = (short ? rounds.short : rounds.full) / engines.length;
  const given: LifecycleArguments = {
    root,
    cache: path.join(root, '..', 'cache'),
    rounds: each,
    sampleEvery: Math.round(each / (short ? samples.short : samples.full)),
    seed: chance.seed,
    apiUrl: server.origin,
  };
  try {
    const url = new URL('engineProgram.ts', import.meta.url);
    const program = await programs.start(url, [JSON.stringify(given)], { nodeOptions: ['--expose-gc'] });
    const { wrong, heap } = JSON.parse(await program.line('{"wrong"')) as LifecycleReport;
    await program.ended;
    if (signal.aborted) return null;
    const megabytes = [heap[0], heap.at(-1)].map((sample) => ((sample?.bytes ?? 0) / 1024 / 1024).toFixed(1));
    tally.note(`${name}: ${each} rounds, heap ${megabytes.join(' MB, at the end ')} MB`);
    if (wrong === null) tally.survive(each - 1);
    return wrong;
  } finally {
    await server.stop();
  }
}

async function reloadsLeaveNothing({ short, scratch, tally, signal }: ChaosSetting): Promise<string | null> {
  const count = short ? reloads.short : reloads.full;
  // What the tests in a browser ran on is tried as it is.
  const isBuilt = short && existsSync(path.join(projectRoot, 'dist', 'extension.js'));
  const { wrong, note } = await reloadWindow(path.join(scratch, 'window'), count, isBuilt, signal);
  tally.note(`window: ${note}`);
  if (wrong === null) tally.survive(count - 1);
  return wrong;
}
