import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { StoredReading } from '../../src/ports/issueStore';
import { aloneInTheWorld } from '../../src/ports/leadership';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeIssueStore } from '../fakes/fakeIssueStore';
import { FakeLog } from '../fakes/fakeLog';
import { describeIssueStore } from './issueStoreContract';

let built: BuiltStore;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

describeIssueStore('SqlIssueStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'context-scout-store-'));
  const { workerPath } = built;
  return {
    open: () =>
      new SqlIssueStore({
        folder,
        workerPath,
        clock: new FakeClock(),
        log: new FakeLog(),
        leadership: aloneInTheWorld,
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});

describeIssueStore('FakeIssueStore', () => {
  const readings = new Map<string, StoredReading>();
  return Promise.resolve({ open: () => new FakeIssueStore(readings), remove: () => Promise.resolve() });
});
