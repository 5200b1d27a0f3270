import { afterAll, beforeAll } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { FakeKeptStore, type KeptRecords } from '../fakes/fakeKeptStore';
import { leadingIn, StoreSandbox } from './issueStoreSandbox';
import { describeKeptStore } from './keptStoreContract';

let built: BuiltStore;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

for (const epoch of [1, null]) {
  describeKeptStore(`SqlIssueStore, ${epoch === null ? 'following' : 'leading'}`, async () => {
    const sandbox = await StoreSandbox.make(built);
    // An epoch is of one process only.
    let opened = 0;
    return {
      open: () => sandbox.open({ leadership: leadingIn(opened++ === 0 ? epoch : null) }),
      close: async () => {
        await sandbox.close();
        opened = 0;
      },
      remove: () => sandbox.remove(),
    };
  });
}

describeKeptStore('FakeKeptStore', () => {
  const records: KeptRecords = new Map();
  return Promise.resolve({
    open: () => new FakeKeptStore(records),
    close: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  });
});
