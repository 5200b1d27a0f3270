import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointRefStore } from '../../src/adapters/store/checkpointRefStore';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { CommitReference } from '../../src/domain/commitReference';
import type { StoredReferences } from '../../src/ports/refStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import { readingOf } from './issueStoreContract';
import { StoreSandbox } from './issueStoreSandbox';

const source = { id: 'github:shop', root: '/home/dev/shop' };

const reference = (number: number, state: CommitReference['state']): CommitReference => ({
  repository: 'acme/shop',
  number,
  commit: '1f0c9a27e4',
  committedAtMs: 1_768_000_000_000 + number,
  closedBy: number % 2 === 0 ? { commit: 'aa11', committedAtMs: 1_768_000_000_000 } : null,
  state,
});

const all: StoredReferences = {
  references: [
    reference(1, { kind: 'pending' }),
    reference(2, {
      kind: 'resolved',
      resolution: { kind: 'pullRequest', title: 'Läden', url: 'https://example.org/2', state: 'merged' },
      resolvedAtMs: 5,
    }),
    reference(3, { kind: 'error', what: 'offline', final: false, attempts: 2, retryAtMs: 9 }),
    reference(4, { kind: 'error', what: 'absent', final: true, attempts: 1, retryAtMs: null }),
  ],
  tips: ['1f0c9a27e4', 'aa11'],
};

let built: BuiltStore;
let sandbox: StoreSandbox;
let log: FakeLog;

beforeAll(async () => {
  built = await buildStoreWorker();
});
afterAll(() => built.remove());
beforeEach(async () => {
  sandbox = await StoreSandbox.make(built.workerPath);
  log = new FakeLog();
});
afterEach(() => sandbox.remove());

/** A store over the folder, as another process would have it. */
function open(): { issues: SqlIssueStore; references: CheckpointRefStore } {
  const issues = sandbox.open();
  return { issues, references: new CheckpointRefStore(issues, new FakeClock(), log) };
}

describe('the references of a source', () => {
  it('are none before any were saved', async () => {
    expect(await open().references.loadReferences(source)).toEqual({ ok: true, value: null });
  });

  it('come back whole after a restart, and leave the issues of the source alone', async () => {
    const first = open();
    await first.issues.save(source, readingOf({ checkpoint: 'abc' }));
    expect(await first.references.saveReferences(source, all)).toEqual({ ok: true, value: undefined });
    await first.issues.close();

    const second = open();
    expect(await second.references.loadReferences(source)).toEqual({ ok: true, value: all });
    expect(await second.issues.load(source)).toEqual({ ok: true, value: readingOf({ checkpoint: 'abc' }) });
  });

  it('go when the cache is cleared, and do not count as a source', async () => {
    const { issues, references } = open();
    await issues.save(source, readingOf());
    await references.saveReferences(source, all);
    expect(await issues.clear()).toEqual({ ok: true, value: 1 });
    expect(await references.loadReferences(source)).toEqual({ ok: true, value: null });
  });

  it('are looked for from scratch where what is stored is of no use', async () => {
    const { issues, references } = open();
    await issues.save(
      { ...source, id: 'references:github:shop' },
      readingOf({ checkpoint: '{"references":[{}],"tips":[]}' }),
    );
    expect(await references.loadReferences(source)).toEqual({ ok: true, value: null });
    expect(log.lines.join()).toContain('of no use');
  });
});
