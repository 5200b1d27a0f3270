import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreReading';
import { leadingIn, StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
});

afterEach(() => sandbox.remove());

const manyIssues = Array.from({ length: 100 }, (_, index) => issueOf(`shop-${index}`));

describe('leaders of one source', () => {
  it('write a file of their epoch, go on from the one before, and delete it', async () => {
    await sandbox.leader(4).save(source, readingOf({ issues: manyIssues, checkpoint: 'abc' }));
    const next = sandbox.leader(5);
    const loaded = await next.load(source);
    const issues = [...((loaded.ok ? loaded.value?.issues : null) ?? []), issueOf('shop-new')];
    expect(await next.save(source, readingOf({ issues, checkpoint: 'abc' }))).toEqual({ ok: true, value: 'written' });
    expect(sandbox.log.lines.at(-1)).toContain('(1 issues changed)');
    expect(await sandbox.names()).toEqual(['fetched.5.sqlite']);
    expect(await sandbox.found()).toEqual(readingOf({ issues, checkpoint: 'abc' }));
  });

  it('shut out all earlier ones, who are told', async () => {
    const [old, next] = [sandbox.leader(4), sandbox.leader(5)];
    await old.save(source, readingOf({ via: 'old' }));
    await next.save(source, readingOf({ via: 'next' }));
    expect(await old.save(source, readingOf({ via: 'too late' }))).toEqual({ ok: true, value: 'left' });
    expect(sandbox.infos()).toEqual([expect.stringContaining('has a newer leader (epoch 5)')]);
    expect(await old.load(source)).toMatchObject({ value: { via: 'next' } });
    expect(await sandbox.names()).toEqual(['fetched.5.sqlite']);
  });

  it('are told as well when another only claimed, and wrote nothing yet', async () => {
    const old = sandbox.leader(4);
    await old.save(source, readingOf({ via: 'old' }));
    await sandbox.claim(5);
    expect(await old.save(source, readingOf({ via: 'too late' }))).toEqual({ ok: true, value: 'left' });
    expect((await sandbox.found())?.via).toBe('old');
  });

  it('are the only ones to write: what others hand over is let go', async () => {
    let epoch: number | null = null;
    const store = sandbox.open({ leadership: { ...leadingIn(null), epochOf: () => epoch } });
    expect(await store.save(source, readingOf({ via: 'of a follower' }))).toEqual({ ok: true, value: 'left' });
    expect(await sandbox.found()).toBeNull();
    expect(await store.load(source)).toEqual({ ok: true, value: null });
    epoch = 7;
    expect(await store.save(source, readingOf({ via: 'as the leader' }))).toEqual({ ok: true, value: 'written' });
    expect(await sandbox.names()).toEqual(['fetched.7.sqlite']);
  });

  it('are not believed once they are outdated, whatever file of theirs appears, and it is swept', async () => {
    await sandbox.leader(4).save(source, readingOf({ via: 'old' }));
    const late = await readFile(sandbox.fetched(4));
    const next = sandbox.leader(5);
    await next.save(source, readingOf({ via: 'next' }));
    const follower = sandbox.open({ leadership: leadingIn(null) });
    await writeFile(sandbox.fetched(4), late);
    expect(await follower.load(source)).toMatchObject({ value: { via: 'next' } });
    // Also where the newer file is gone: who has seen it does not go back.
    const newer = await readFile(sandbox.fetched(5));
    await sandbox.claim(5);
    await rm(sandbox.fetched(5));
    expect(await follower.load(source)).toMatchObject({ value: { via: 'next' } });
    expect(sandbox.log.lines.at(-1)).toContain('earlier leader');
    await writeFile(sandbox.fetched(5), newer);
    await next.save(source, readingOf({ via: 'healed' }));
    expect(await sandbox.names()).toEqual(['fetched.5.sqlite', 'leader.5']);
    expect((await sandbox.found())?.via).toBe('healed');
  });

  it('are followed again by who saw later ones, once the folder was cleared and began anew', async () => {
    await sandbox.leader(9).save(source, readingOf({ via: 'before it was cleared' }));
    const follower = sandbox.open({ leadership: leadingIn(null) });
    expect(await follower.load(source)).toMatchObject({ value: { via: 'before it was cleared' } });
    await rm(sandbox.fetched(9));
    await sandbox.leader(1).save(source, readingOf({ via: 'anew' }));
    await sandbox.claim(1);
    expect(await follower.load(source)).toMatchObject({ value: { via: 'anew' } });
  });
});
