import { describe, expect, it } from 'vitest';
import { issueOf } from '../../fakes/issues';
import { resolution, Setting, sourceOf } from './referenceSetting';

const dayMs = 24 * 3_600_000;

describe('looking at commits', () => {
  it('keeps one reference for a number, of the newest commit that names it, newest first', async () => {
    const setting = new Setting();
    setting.commits.add('begin #1 and #2');
    setting.commits.add('go on with #1');
    setting.commits.add('see Octo/SHOP#2, other/repo#1 and GH-3');
    await setting.backlog.look(null);
    expect(setting.states).toEqual(['#3 pending', '#2 pending', 'other/repo#1 pending', '#1 pending']);
    const [, two, , one] = setting.backlog.references('github:shop');
    expect([one?.commit, two?.commit]).toEqual(['hash1', 'hash2']);
  });

  it('knows the commit that closes: the newest one on the default branch', async () => {
    const setting = new Setting();
    setting.commits.add('fixes #1');
    setting.commits.add('fixes #1 again');
    setting.commits.add('fixes #1, elsewhere', { onDefaultBranch: false });
    setting.commits.add('mentions #1');
    setting.commits.add('fixes #2', { onDefaultBranch: false });
    await setting.backlog.look(null);
    const [two, one] = setting.backlog.references('github:shop');
    expect(one).toMatchObject({ number: 1, commit: 'hash3', closedBy: { commit: 'hash1' } });
    expect(two).toMatchObject({ number: 2, closedBy: null });
  });

  it('takes addresses of its own server only', async () => {
    const setting = new Setting();
    setting.commits.add('https://github.com/octo/shop/issues/1 https://www.github.com/o/r/pull/2');
    setting.commits.add('https://gitlab.com/octo/shop/issues/3 https://github.com:8443/octo/shop/issues/4');
    await setting.backlog.look(null);
    expect(setting.states).toEqual(['o/r#2 pending', '#1 pending']);
  });

  it('takes no more of a first look than the newest commits, and none that are old', async () => {
    const setting = new Setting();
    setting.commits.add('old #1', { committedAtMs: setting.clock.nowMs() - 91 * dayMs });
    setting.commits.add('new #2');
    await setting.backlog.look(null);
    expect(setting.states).toEqual(['#2 pending']);
    expect(setting.commits.queries).toEqual([{ known: [], limit: 500 }]);
  });

  it('goes on from the last look, also in another run', async () => {
    const first = new Setting();
    first.commits.add('#1');
    await first.backlog.look(null);
    const second = new Setting(first);
    second.commits.add('#2', { committedAtMs: first.clock.nowMs() - 400 * dayMs });
    await second.backlog.look('/shop');
    expect(second.commits.queries).toEqual([{ known: ['1'], limit: 5000 }]);
    expect(second.states).toEqual(['#1 pending', '#2 pending']);
  });

  it('writes and tells nothing when nothing came', async () => {
    const setting = new Setting();
    setting.commits.add('#1');
    await setting.backlog.look(null);
    const [saves, told, references] = [
      setting.refStore.saves,
      setting.changed.length,
      setting.backlog.references('github:shop'),
    ];
    await setting.backlog.look(null);
    expect(setting.refStore.saves).toBe(saves);
    expect(setting.changed).toHaveLength(told);
    expect(setting.backlog.references('github:shop')).toBe(references);
  });

  it('passes over other repositories, local trackers and unread commits', async () => {
    const setting = new Setting();
    setting.commits.add('#1');
    await setting.backlog.look('/elsewhere');
    setting.backlog.setSources([{ source: sourceOf('roadmap:shop', undefined), issues: [] }]);
    await setting.backlog.look(null);
    expect(setting.commits.queries).toEqual([]);
    expect(setting.backlog.references('roadmap:shop')).toEqual([]);
  });

  it('says once that commits cannot be read, and goes on when they can', async () => {
    const setting = new Setting();
    setting.commits.add('#1');
    setting.commits.failure = { kind: 'programMissing', program: 'git' };
    await setting.backlog.look(null);
    await setting.backlog.look(null);
    expect(setting.log.lines.filter((line) => line.includes('git is not on the PATH'))).toHaveLength(1);
    setting.commits.failure = null;
    await setting.backlog.look(null);
    expect(setting.states).toEqual(['#1 pending']);
  });

  it('is bounded by commit and in all', async () => {
    const setting = new Setting();
    setting.commits.add(Array.from({ length: 1000 }, (_, index) => `#${index + 1}`).join(' '));
    await setting.backlog.look(null);
    expect(setting.states).toHaveLength(100);
    for (let at = 0; at < 120; at++) {
      setting.commits.add(Array.from({ length: 100 }, (_, index) => `#${1000 + at * 100 + index}`).join(' '));
    }
    await setting.backlog.look(null);
    expect(setting.states).toHaveLength(10_000);
    expect(setting.states.at(0)).toBe('#12999 pending');
  });
});

describe('looking references up', () => {
  async function looked(numbers: number): Promise<Setting> {
    const setting = new Setting();
    for (let number = 1; number <= numbers; number++) setting.commits.add(`#${number}`);
    await setting.backlog.look(null);
    return setting;
  }

  it('asks newest first, at most fifty at a time, and saves every batch', async () => {
    const setting = await looked(120);
    const saved: number[] = [];
    setting.remote.whileAsking = () => void saved.push(storedStates(setting, 'resolved'));
    const outcome = await setting.resolve();
    expect(setting.remote.batches.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(setting.remote.asked[0]).toBe(120);
    expect(setting.remote.asked).toEqual([...setting.remote.asked].sort((a, b) => b - a));
    expect(saved).toEqual([0, 50, 100]);
    expect(outcome).toEqual({ resolved: 120, failed: 0, left: 0, stoppedBy: null, goesOnAtMs: null });
    expect(setting.backlog.counts()).toEqual({ pending: 0, resolved: 120, errors: 0, cacheHits: 0, estimateMs: 0 });
  });

  it('asks for no more than it is told to, nor than the server takes at a time', async () => {
    const setting = await looked(30);
    setting.remote.resolveBatch = 10;
    const outcome = await setting.resolve(15);
    expect(setting.remote.batches.map(({ length }) => length)).toEqual([10, 5]);
    expect(outcome).toMatchObject({ resolved: 15, left: 15 });
  });

  it('asks for nothing that is known of the source', async () => {
    const setting = await looked(4);
    const pullRequest = { id: '#2', title: 'Two', url: 'u2', state: 'draft', review: null, mergedAtMs: null } as const;
    const elsewhere = { ...pullRequest, id: 'octo/shop#3', state: 'merged' } as const;
    setting.know([
      issueOf('1', {
        url: 'u1',
        remote: { pullRequests: [pullRequest, elsewhere], outside: false, subIssues: null },
      }),
    ]);
    expect(setting.states).toEqual(['#4 pending', '#3 resolved', '#2 resolved', '#1 resolved']);
    expect(await setting.resolve()).toMatchObject({ resolved: 1 });
    expect(setting.remote.asked).toEqual([4]);
    expect(setting.backlog.counts()).toMatchObject({ resolved: 4, cacheHits: 3 });
    expect(setting.backlog.references('github:shop')[1]?.state).toMatchObject({
      resolution: { kind: 'pullRequest', state: 'merged' },
    });
  });

  it('follows what the source says later', async () => {
    const setting = await looked(1);
    setting.know([issueOf('1', { url: 'u1' })]);
    setting.know([issueOf('1', { url: 'u1', trackerStatus: 'closed' })]);
    expect(setting.backlog.references('github:shop')[0]?.state).toMatchObject({
      resolution: resolution(1, { title: 'Title of 1', url: 'u1', state: 'closed' }),
    });
  });

  it('loses nothing that was done when it ends between batches', async () => {
    const setting = await looked(120);
    const controller = new AbortController();
    setting.remote.whileAsking = () => {
      if (setting.remote.batches.length === 2) controller.abort(new Error('cancelled'));
    };
    await expect(setting.resolve(null, controller.signal)).rejects.toThrow('cancelled');
    const next = new Setting(setting);
    expect(await next.resolve()).toMatchObject({ resolved: 70, left: 0 });
    expect(next.remote.asked).toHaveLength(70);
  });

  it('ends with what is absent or refused, and never asks for it again', async () => {
    const setting = await looked(3);
    setting.remote.failures.set(1, { kind: 'absent', host: 'h', what: '#1', advice: '' });
    setting.remote.failures.set(2, { kind: 'refused', host: 'h', what: '#2', advice: '', url: null });
    expect(await setting.resolve()).toEqual({
      resolved: 1,
      failed: 2,
      left: 0,
      stoppedBy: null,
      goesOnAtMs: null,
    });
    setting.clock.advance(1000 * dayMs);
    await setting.resolve();
    expect(setting.remote.asked).toEqual([3, 2, 1]);
    expect(setting.backlog.counts()).toMatchObject({ errors: 2, pending: 0 });
  });

  it('stops where the server has a limit, and says when it goes on', async () => {
    const setting = await looked(120);
    const retryAtMs = setting.clock.nowMs() + 600_000;
    for (let number = 21; number <= 70; number++) {
      setting.remote.failures.set(number, {
        kind: 'rateLimited',
        host: 'h',
        resource: 'graphql',
        secondary: false,
        retryAtMs,
      });
    }
    const outcome = await setting.resolve();
    expect(outcome).toMatchObject({ resolved: 50, failed: 50, left: 70, stoppedBy: { kind: 'rateLimited' } });
    expect(setting.remote.batches).toHaveLength(2);
    setting.remote.failures.clear();
    setting.clock.advance(600_000);
    expect(await setting.resolve()).toMatchObject({ resolved: 70, left: 0, stoppedBy: null });
  });

  it('waits longer after every failure, and tries for ever once a day', async () => {
    const setting = await looked(1);
    setting.remote.failures.set(1, { kind: 'offline', host: 'h', detail: 'ENOTFOUND' });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      const { goesOnAtMs } = await setting.resolve();
      expect(setting.remote.batches).toHaveLength(attempt);
      waits.push(((goesOnAtMs ?? 0) - setting.clock.nowMs()) / 60_000);
      setting.clock.advance((goesOnAtMs ?? 0) - setting.clock.nowMs() - 1);
      expect(await setting.resolve()).toMatchObject({ resolved: 0, failed: 0, left: 1 });
      setting.clock.advance(1);
    }
    expect(waits).toEqual([1, 5, 25, 125, 625, 1440, 1440, 1440, 1440]);
    setting.remote.failures.clear();
    expect(await setting.resolve()).toMatchObject({ resolved: 1, left: 0 });
  });

  it('goes on past a number that alone cannot be understood', async () => {
    const setting = await looked(60);
    setting.remote.failures.set(60, { kind: 'malformed', what: '#60', detail: 'odd' });
    expect(await setting.resolve()).toMatchObject({ resolved: 59, failed: 1, left: 1, stoppedBy: null });
  });

  it('runs one after the other, so that nothing is asked for twice', async () => {
    const setting = await looked(60);
    const [first, second] = await Promise.all([setting.resolve(), setting.resolve()]);
    expect([first.resolved, second.resolved]).toEqual([60, 0]);
    expect(setting.remote.asked).toHaveLength(60);
  });

  it('ends at once when aborted, also behind a run that waits', async () => {
    const setting = await looked(2);
    let goOn = (): void => undefined;
    setting.remote.whileAsking = () => new Promise((done) => (goOn = done));
    const first = setting.resolve(1);
    await expect.poll(() => setting.remote.batches.length).toBe(1);
    const controller = new AbortController();
    const second = setting.resolve(null, controller.signal);
    const third = setting.resolve();
    controller.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    await expect(setting.resolve(null, controller.signal)).rejects.toThrow('cancelled');
    expect(setting.remote.batches).toHaveLength(1);
    setting.remote.whileAsking = () => undefined;
    goOn();
    expect([(await first).resolved, (await third).resolved]).toEqual([1, 1]);
  });

  it('keeps what a look found while a batch was under way', async () => {
    const setting = await looked(1);
    setting.remote.whileAsking = async () => {
      setting.commits.add('fixes #1 and #2');
      await setting.backlog.look(null);
    };
    await setting.resolve();
    expect(setting.states).toEqual(['#2 pending', '#1 resolved']);
    expect(setting.backlog.references('github:shop')[1]).toMatchObject({
      commit: 'hash1',
      closedBy: { commit: 'hash1' },
    });
  });

  it('tells how far it is, and how long the rest takes', async () => {
    const setting = await looked(100);
    expect(setting.backlog.counts().estimateMs).toBeNull();
    setting.remote.whileAsking = () => {
      setting.clock.advance(5_000);
    };
    const progress: string[] = [];
    await setting.backlog.resolve({
      limit: 60,
      signal: new AbortController().signal,
      onProgress: ({ done, total }) => progress.push(`${done} of ${total}`),
    });
    expect(progress).toEqual(['50 of 60', '60 of 60']);
    expect(setting.backlog.counts().estimateMs).toBeGreaterThan(40 * 100);
    expect(setting.backlog.counts('github:other')).toMatchObject({ pending: 0 });
  });

  it('works on without a store that works', async () => {
    const setting = new Setting();
    setting.refStore.failure = { kind: 'notWritable', path: '/cache', detail: 'full' };
    setting.commits.add('#1');
    await setting.backlog.look(null);
    expect(await setting.resolve()).toMatchObject({ resolved: 1 });
    const without = new Setting(undefined, { refStore: null });
    without.commits.add('#1');
    await without.backlog.look(null);
    expect(await without.resolve()).toMatchObject({ resolved: 1 });
  });

  it('forgets all when told to, and begins anew', async () => {
    const setting = await looked(2);
    await setting.resolve();
    await setting.backlog.forget();
    expect(setting.states).toEqual([]);
    expect(new Setting(setting).states).toEqual([]);
    await setting.backlog.look(null);
    expect(setting.states).toEqual(['#2 pending', '#1 pending']);
  });
});

describe('the sources', () => {
  it('follows a repository that turns out to be called otherwise', async () => {
    const setting = new Setting();
    setting.commits.add('#1 and other/repo#1, octo/upstream#2');
    await setting.backlog.look(null);
    await setting.resolve();
    setting.commits.add('fixes #2');
    await setting.backlog.look(null);
    setting.remote.repository = 'octo/upstream';
    setting.know([issueOf('1', { url: 'u1' })]);
    const references = setting.backlog.references('github:shop');
    expect(references.map(({ repository, number, state }) => `${repository}#${number} ${state.kind}`)).toEqual([
      'octo/upstream#2 pending',
      'octo/upstream#1 resolved',
      'other/repo#1 resolved',
    ]);
    expect(references[0]?.closedBy).toMatchObject({ commit: 'hash1' });
    setting.commits.add('#3');
    await setting.backlog.look(null);
    expect(setting.backlog.references('github:shop')[0]).toMatchObject({ repository: 'octo/upstream', number: 3 });
  });

  it('ends with a source that is gone', async () => {
    const setting = new Setting();
    setting.commits.add('#1');
    await setting.backlog.look(null);
    setting.backlog.setSources([]);
    expect(setting.backlog.references('github:shop')).toEqual([]);
    expect(setting.backlog.counts().pending).toBe(0);
    setting.backlog.setSources([{ source: sourceOf('github:shop', setting.remote, '/elsewhere'), issues: [] }]);
    expect(setting.backlog.references('github:shop')).toEqual([]);
  });
});

function storedStates(setting: Setting, kind: string): number {
  const [stored] = setting.refStore.stored.values();
  return (stored?.references ?? []).filter(({ state }) => state.kind === kind).length;
}
