import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf } from './issueStoreReading';
import { source } from './leadershipContract';
import { LeadershipSandbox, type Member } from './leadershipSandbox';

const second = 1000;

let built: BuiltStore;
let sandbox: LeadershipSandbox;
let stores: SqlIssueStore[];

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(() => {
  sandbox = new LeadershipSandbox();
  stores = [];
});

afterEach(async () => {
  for (const store of stores) await store.close();
  await sandbox.remove();
});

function storeOf({ leadership, clock, log }: Member): SqlIssueStore {
  const store = new SqlIssueStore({ folder: sandbox.folder, workerPath: built.workerPath, leadership, clock, log });
  stores.push(store);
  return store;
}

describe('a store and who leads', () => {
  it('write in the leader’s epoch, and those who follow are told and read it', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    expect(await storeOf(leader).save(source, readingOf({ via: 'the leader' }))).toEqual({
      ok: true,
      value: 'written',
    });
    sandbox.pass(2 * second);
    expect(follower.told).toEqual([`wrote ${source.id}`]);
    const store = storeOf(follower);
    expect(await store.load(source)).toMatchObject({ value: { via: 'the leader' } });
    expect(await store.save(source, readingOf({ via: 'a follower' }))).toEqual({ ok: true, value: 'left' });
  });

  it('let nothing of a leader hold that was suspended and does not know yet that it was replaced', async () => {
    const [old, next] = [await sandbox.joined(), await sandbox.joined()];
    const [oldStore, nextStore] = [storeOf(old), storeOf(next)];
    await oldStore.save(source, readingOf({ via: 'old' }));
    sandbox.pass(10 * second, [next]);
    expect([old.epoch, next.epoch]).toEqual([1, 2]);
    await nextStore.save(source, readingOf({ via: 'next' }));
    expect(await oldStore.save(source, readingOf({ via: 'old again' }))).toEqual({ ok: true, value: 'left' });
    expect(await oldStore.load(source)).toMatchObject({ value: { via: 'next' } });
    expect(readdirSync(sandbox.sourceFolder())).toContain('fetched.2.sqlite');
  });

  it('go on from memory where there is nowhere to write, say so, and write once there is', async () => {
    writeFileSync(sandbox.folder, 'a file');
    const member = await sandbox.joined();
    const store = storeOf(member);
    expect(await store.save(source, readingOf({ via: 'memory' }))).toMatchObject({
      ok: false,
      error: { kind: 'notWritable' },
    });
    expect(await store.load(source)).toMatchObject({ value: { via: 'memory' } });
    rmSync(sandbox.folder);
    sandbox.pass(40 * second);
    expect(await store.save(source, readingOf({ via: 'disk' }))).toEqual({ ok: true, value: 'written' });
  });
});
