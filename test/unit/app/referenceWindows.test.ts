import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredReferences } from '../../../src/ports/refStore';
import { Setting } from './referenceSetting';

let first: Setting;
let second: Setting;

/** Two windows on one repository, with one place where references are remembered. */
beforeEach(async () => {
  first = new Setting();
  for (const number of [1, 2, 3]) first.commits.add(`#${number}`);
  await first.backlog.look(null);
  second = new Setting(first);
  await second.backlog.look(null);
});

const stored = (): StoredReferences => {
  const [found] = first.refStore.stored.values();
  if (found === undefined) throw new Error('nothing is stored');
  return found;
};

const replaceStored = (references: StoredReferences): void => {
  const [key] = first.refStore.stored.keys();
  first.refStore.stored.set(key ?? '', references);
};

describe('references that several windows look up', () => {
  it('are taken over from the one that looked them up', async () => {
    await first.resolve();
    second.changed.length = 0;
    await second.backlog.reload(second.source.id);
    expect(second.states).toEqual(['#3 resolved', '#2 resolved', '#1 resolved']);
    expect(second.changed).toEqual([second.source.id]);
    expect(second.remote.asked).toEqual([]);
  });

  it('are not asked for by a window that was not told yet', async () => {
    await first.resolve(2);
    await second.resolve();
    expect(second.remote.asked).toEqual([1]);
    expect(second.states).toEqual(['#3 resolved', '#2 resolved', '#1 resolved']);
  });

  it('are never open again, and lose nothing that was found here', async () => {
    await second.resolve();
    second.commits.add('#4');
    await second.backlog.look(null);
    const open = stored().references.map((reference) => ({ ...reference, state: { kind: 'pending' } as const }));
    replaceStored({ references: open.slice(2), tips: [] });
    second.changed.length = 0;
    await second.backlog.reload(second.source.id);
    expect(second.states).toEqual(['#4 pending', '#3 resolved', '#2 resolved', '#1 resolved']);
    expect(second.changed).toEqual([]);
  });

  it('stay resolved where this window failed to look them up at the same time', async () => {
    second.remote.failures.set(3, { kind: 'timeout', what: 'h', afterMs: 1 });
    second.remote.whileAsking = async () => {
      await first.resolve();
      await second.backlog.reload(second.source.id);
    };
    await second.resolve();
    expect(second.states).toContain('#3 resolved');
  });

  it('have the newest of the commits that name them', async () => {
    first.commits.add('fixes #1');
    await first.backlog.look(null);
    await second.backlog.reload(second.source.id);
    expect(second.backlog.references(second.source.id)[0]).toMatchObject({ number: 1, commit: 'hash3' });
  });

  it('are of no concern to a source that is not there', async () => {
    await expect(second.backlog.reload('github:gone')).resolves.toBeUndefined();
  });
});
