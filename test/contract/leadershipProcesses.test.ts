import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { LeadershipProcess } from './leadershipProcess';
import { sourceCalled } from './leadershipProgram';
import { LeadershipSandbox } from './leadershipSandbox';

/** Many processes are started here, on whatever machine. */
const patient = { timeout: 60_000 };

let built: BuiltStore;
let program: string;
let sandbox: LeadershipSandbox;
let processes: LeadershipProcess[];

beforeAll(async () => {
  built = await buildStoreWorker();
  program = await built.bundle(new URL('leadershipProgram.ts', import.meta.url), 'leadership');
});

afterAll(() => built.remove());

beforeEach(() => {
  sandbox = new LeadershipSandbox();
  processes = [];
});

afterEach(async () => {
  for (const each of processes) each.kill('SIGKILL');
  for (const each of processes) await each.ended();
  await sandbox.remove();
});

function start(...names: readonly string[]): LeadershipProcess {
  const started = new LeadershipProcess(program, sandbox.folder, names);
  processes.push(started);
  return started;
}

/** Starts one that leads `shop`, and one that follows. */
async function startTwo(): Promise<[LeadershipProcess, LeadershipProcess]> {
  const leader = start('shop');
  await leader.heard('joined', 'shop');
  const follower = start('shop');
  await follower.heard('joined', 'shop');
  expect([leader.epoch('shop'), follower.epoch('shop')]).toEqual([1, null]);
  return [leader, follower];
}

/** Each epoch of `name` that some process ever led in. */
const epochsLed = (name: string): number[] =>
  processes.flatMap(({ said }) =>
    said.flatMap(({ what, source, epoch }) => (what === 'leads' && source === name ? (epoch ?? []) : [])),
  );

describe('processes that share a folder', () => {
  it('replace a leader that is killed within seconds, one after another', patient, async () => {
    let [leader, follower] = await startTwo();
    for (let round = 0; round < 3; round++) {
      leader.kill('SIGKILL');
      const killedAtMs = Date.now();
      const { atMs, epoch } = await follower.heard('leads', 'shop');
      expect(epoch).toBe(2 + round);
      expect(atMs - killedAtMs).toBeLessThan(6_000);
      leader = follower;
      follower = start('shop');
      await follower.heard('joined', 'shop');
      expect(follower.epoch('shop')).toBeNull();
    }
  });

  it('replace a leader that is suspended; it steps down when it goes on', patient, async () => {
    const [leader, follower] = await startTwo();
    leader.kill('SIGSTOP');
    expect((await follower.heard('leads', 'shop')).epoch).toBe(2);
    leader.kill('SIGCONT');
    expect((await leader.heard('follows', 'shop', 5_000)).epoch).toBeNull();
    expect(epochsLed('shop')).toEqual([1, 2]);
  });

  it.each([
    ['closes', 'close'],
    ['leaves', 'leave shop'],
    ['ends without having closed', 'exit'],
  ])('replace at once a leader that %s', patient, async (_, line) => {
    const [leader, follower] = await startTwo();
    leader.tell(line);
    const toldAtMs = Date.now();
    const { atMs, epoch } = await follower.heard('leads', 'shop');
    expect(epoch).toBe(2);
    expect(atMs - toldAtMs).toBeLessThan(1_500);
    if (line !== 'leave shop') expect(await leader.ended()).toBe(0);
    expect(sandbox.instances()).toHaveLength(1);
  });

  it(
    'have one leader, and no epoch twice, when twenty join at once and are killed one by one',
    { timeout: 120_000 },
    async () => {
      for (let count = 0; count < 20; count++) start('shop');
      for (const each of processes) await each.heard('joined', 'shop');
      const isLeader = (each: LeadershipProcess): boolean => each.epoch('shop') !== null;
      let alive = processes;
      for (let round = 0; round < 5; round++) {
        await expect.poll(() => alive.filter(isLeader).length, { timeout: 20_000 }).toBe(1);
        for (const each of alive.filter(isLeader)) each.kill('SIGKILL');
        alive = alive.filter((each) => !isLeader(each));
      }
      await expect.poll(() => alive.filter(isLeader).length, { timeout: 20_000 }).toBe(1);
      const epochs = epochsLed('shop');
      expect(new Set(epochs).size).toBe(epochs.length);
    },
  );

  it('lead a source each, and take over the other’s', patient, async () => {
    const one = start('shop');
    await one.heard('joined', 'shop');
    const two = start('pay', 'shop');
    await two.heard('joined', 'shop');
    one.tell('join pay');
    await one.heard('joined', 'pay');
    expect(['shop', 'pay'].map((name) => [one.epoch(name), two.epoch(name)])).toEqual([
      [1, null],
      [null, 1],
    ]);
    one.kill('SIGKILL');
    expect((await two.heard('leads', 'shop')).epoch).toBe(2);
    expect(two.epoch('pay')).toBe(1);
  });

  it('hear within a second what the leader wrote, and the leader what they ask for', patient, async () => {
    const [leader, follower] = await startTwo();
    for (let times = 0; times < 3; times++) {
      const since = follower.said.length;
      sandbox.write(1, sourceCalled('shop'));
      const writtenAtMs = Date.now();
      const { atMs } = await follower.heard('wrote', 'shop', 10_000, since);
      expect(atMs - writtenAtMs).toBeLessThan(1_000);
      const sinceAsked = leader.said.length;
      follower.tell('request shop user');
      const askedAtMs = Date.now();
      const asked = await leader.heard('asked', 'shop', 10_000, sinceAsked);
      expect(asked.atMs - askedAtMs).toBeLessThan(1_000);
    }
    expect(leader.said.filter(({ what }) => what === 'wrote')).toEqual([]);
  });

  it('go on when the folder is deleted underneath, in newer epochs', patient, async () => {
    const [leader, follower] = await startTwo();
    rmSync(sandbox.folder, { recursive: true, force: true });
    const led = (): number => Math.max(...epochsLed('shop'));
    await expect.poll(led, { timeout: 10_000 }).toBeGreaterThan(1);
    for (const each of [leader, follower]) each.tell('use shop');
    await leader.heard('used', 'shop');
    await follower.heard('used', 'shop');
    await expect
      .poll(() => [leader, follower].filter((each) => each.epoch('shop') !== null), { timeout: 10_000 })
      .toHaveLength(1);
    const epochs = epochsLed('shop');
    expect(new Set(epochs).size).toBe(epochs.length);
  });

  it('lead alone where they may not write', patient, async () => {
    mkdirSync(sandbox.folder);
    writeFileSync(`${sandbox.folder}/note`, '');
    chmodSync(sandbox.root, 0o755);
    chmodSync(sandbox.folder, 0o555);
    // Permissions do not hold the superuser; another user is held by them.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const barred = new LeadershipProcess(program, sandbox.folder, ['shop'], user);
    processes.push(barred);
    expect((await barred.heard('trouble', 'shop')).epoch).toBeNull();
    expect((await barred.heard('leads', 'shop')).epoch).toBeNull();
    chmodSync(sandbox.folder, 0o755);
  });
});

describe('a process that stands for a source', () => {
  it('ends by itself, though nobody closed anything', patient, async () => {
    const only = start('shop');
    await only.heard('leads', 'shop');
    only.tell('idle');
    expect(await only.ended()).toBe(0);
    expect(sandbox.instances()).toEqual([]);
    expect(sandbox.claims(sourceCalled('shop'))).toEqual({ 'leader.1': 'released' });
  });
});
