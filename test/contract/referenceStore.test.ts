import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeptRefStore } from '../../src/adapters/store/keptRefStore';
import type { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { StoredReferences } from '../../src/ports/refStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';
import { LineProgram } from './lineProgram';
import { longAgoMs, namesOf, referenceOf, resolvedAs } from './referenceSamples';

const all: StoredReferences = {
  references: [
    referenceOf(1),
    referenceOf(2, resolvedAs('merged'), { closedBy: { commit: 'aa11', committedAtMs: longAgoMs } }),
    referenceOf(3, { kind: 'error', what: 'offline', final: false, attempts: 2, retryAtMs: 9 }),
    referenceOf(4, { kind: 'error', what: 'absent', final: true, attempts: 1, retryAtMs: null }),
  ],
  tips: ['1f0c9a27e4', 'aa11'],
};

let built: BuiltStore;
let program: string;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
  program = await built.bundle(new URL('issueStoreLeaderProgram.ts', import.meta.url), 'leaderProgram');
});
afterAll(() => built.remove());
beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
});
afterEach(() => sandbox.remove());

/** A store over the folder, as another process would have it. */
function open(): { issues: SqlIssueStore; references: KeptRefStore } {
  const issues = sandbox.open();
  return { issues, references: new KeptRefStore(issues, sandbox.clock, sandbox.log) };
}

const loaded = async (references: KeptRefStore): Promise<StoredReferences | null> => {
  const result = await references.loadReferences(source);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('the references of a source', () => {
  it('are none before any were saved', async () => {
    expect(await loaded(open().references)).toBeNull();
  });

  it('come back whole after a restart, and leave the issues of the source alone', async () => {
    const first = open();
    await first.issues.save(source, readingOf({ checkpoint: 'abc' }));
    expect(await first.references.saveReferences(source, all)).toEqual({ ok: true, value: undefined });
    await first.issues.close();

    const second = open();
    const found = await loaded(second.references);
    expect([...(found?.references ?? [])].sort((a, b) => a.number - b.number)).toEqual(all.references);
    expect(found?.tips).toEqual(all.tips);
    expect(await second.issues.load(source)).toEqual({ ok: true, value: readingOf({ checkpoint: 'abc' }) });
  });

  it('stay when the cache is cleared: they cannot be fetched again', async () => {
    const { issues, references } = open();
    await issues.save(source, readingOf());
    await references.saveReferences(source, all);
    expect(await issues.clear()).toEqual({ ok: true, value: 1 });
    expect((await loaded(open().references))?.references).toHaveLength(4);
  });

  it('are looked for from scratch where one of them is of no use', async () => {
    const { issues, references } = open();
    await references.saveReferences(source, all);
    await issues.keep(source, [{ key: 'result:acme/shop#2', value: '{}', atMs: Number.MAX_SAFE_INTEGER }]);
    const next = open();
    for (let round = 0; round < 2; round++) {
      const found = await loaded(next.references);
      expect(found?.tips).toEqual([]);
      expect(found?.references.find(({ number }) => number === 2)?.state).toEqual({ kind: 'pending' });
    }
    expect(sandbox.warnings()).toEqual([expect.stringContaining('1 records of references are of no use')]);
  });
});

describe('two processes with the references of one source', { timeout: 60_000 }, () => {
  const both = async (use: (one: LineProgram, two: LineProgram) => Promise<void>): Promise<void> => {
    const start = (epoch: string): LineProgram => new LineProgram([program, built.workerPath, sandbox.folder, epoch]);
    const [one, two] = [start('1'), start('none')];
    try {
      await use(one, two);
    } finally {
      await Promise.all([one.kill(), two.kill()]);
    }
  };
  const kept = { ok: true };
  const found = async (): Promise<readonly string[]> => namesOf(await loaded(open().references));

  it('lose nothing of each other, whoever saves last', async () => {
    await both(async (one, two) => {
      for (const each of [one, two]) await each.ask('load-references');
      expect(await one.ask('save-references 1 2')).toEqual(kept);
      expect(await two.ask('save-references 2=closed 3')).toEqual(kept);
      expect(await one.ask('save-references 1=merged 2 4')).toEqual(kept);
      expect(await two.ask('save-references 2=closed 3=open')).toEqual(kept);
      expect(await found()).toEqual(['1=merged', '2=closed', '3=open', '4']);
    });
  });

  it('never write over a result that they did not hear of', async () => {
    await both(async (one, two) => {
      await one.ask('save-references 1');
      for (const each of [one, two]) await each.ask('load-references');
      expect(await one.ask('save-references 1=closed')).toEqual(kept);
      expect(await two.ask('save-references 1 2')).toEqual(kept);
      await two.ask('load-references');
      // It has loaded the result, and not yet taken it in.
      expect(await two.ask('save-references 1 2 3')).toEqual(kept);
      expect(await found()).toEqual(['1=closed', '2', '3']);
    });
  });

  it('save at the same moment, killed right after, and all that was acknowledged is there', async () => {
    await both(async (one, two) => {
      for (let round = 0; round < 10; round++) {
        const answers = await Promise.all([
          one.ask(`save-references 1 ${100 + round}`),
          two.ask(`save-references 2 ${200 + round}=closed`),
        ]);
        expect(answers).toEqual([kept, kept]);
      }
    });
    // What is handed over as gone by the one that named it is gone.
    expect(await found()).toEqual(['1', '109', '2', '209=closed'].sort());
  });

  it('begin anew where one of them forgets all', async () => {
    await both(async (one, two) => {
      await one.ask('save-references 1=closed 2');
      await two.ask('load-references');
      const store = open().references;
      await loaded(store);
      await store.saveReferences(source, { references: [], tips: [] });
      expect(await found()).toEqual([]);
      await store.saveReferences(source, { references: [referenceOf(1)], tips: ['t'] });
      expect(await found()).toEqual(['1']);
      expect(await two.ask('save-references 1=closed 2 3')).toEqual(kept);
      expect(await found()).toEqual(['1', '3']);
    });
  });
});
