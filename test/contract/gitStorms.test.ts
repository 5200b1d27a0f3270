/** Answers for reading once what happens at once, and nothing where nothing happened. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { backlogMdTracker } from '../../src/adapters/trackers/backlogMd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { WatchedScout } from './watchedScout';

const record = (at: number, title: string): string =>
  `---\nid: task-${at}\ntitle: ${title}\nstatus: To Do\n---\n\n## Description\n`;

describe('a storm', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let scout: WatchedScout;

  const begin = async (): Promise<void> => {
    const changes = new GitChangeReader(() => Promise.resolve('git'));
    scout = new WatchedScout(repository.root, [backlogMdTracker({ clock: systemClock, log: new FakeLog(), changes })]);
    await scout.start();
  };

  const write = (path: string, text: string): void => {
    const file = join(repository.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  const writeRecords = (count: number, title: string): void => {
    for (let at = 1; at <= count; at++) write(`backlog/tasks/task-${at} - Title.md`, record(at, title));
  };

  /** Two branches between which so many records and other files differ. */
  const branches = async (records: number, others: number): Promise<void> => {
    for (const branch of ['main', 'elsewhere']) {
      if (branch !== 'main') await repository.git('checkout', '--quiet', '-b', branch);
      writeRecords(records, branch);
      for (let at = 1; at <= others; at++) write(`src/${at % 50}/${at}.txt`, `${branch} ${at}\n`);
      await repository.git('add', '--all');
      await repository.git('commit', '--quiet', '--message', branch);
    }
  };

  const titles = (): ReadonlySet<string> => {
    const said = scout.inner.context?.issues ?? [];
    return new Set(said.map(({ issue }) => issue.title));
  };

  const titlesAre = (title: string): boolean => [...titles()].every((each) => each === title);

  beforeEach(async () => {
    sandbox = await GitSandbox.create('storm');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repository');
  });

  afterEach(async () => {
    scout.dispose();
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('of 5,000 files checked out, half of them records, is one reading', { timeout: 120_000 }, async () => {
    await branches(2_500, 2_500);
    let tookMs = 0;
    await begin();
    const counts = await scout.during(
      async () => {
        const begunMs = performance.now();
        await repository.git('checkout', '--quiet', 'main');
        tookMs = performance.now() - begunMs;
      },
      () => titlesAre('main'),
    );
    // Nobody waits for longer than five seconds.
    const most = 1 + Math.floor(tookMs / 4_000);
    expect(counts.git).toBeLessThanOrEqual(most);
    expect(counts.source).toBeLessThanOrEqual(most);
    expect(counts.revisions).toBeLessThanOrEqual(1 + 2 * most);
    expect(scout.shown?.branch).toBe('main');
    expect(scout.inner.context?.issues).toHaveLength(2_500);
  });

  it('in which git only tidies up is none', { timeout: 120_000 }, async () => {
    await branches(10, 100);
    await repository.git('branch', '--quiet', '--set-upstream-to', 'main');
    await repository.write('src/1/1.txt', 'later\n');
    await repository.git('stash', 'push', '--quiet');
    await begin();
    for (const tidy of [
      'pack-refs --all',
      'repack -a -d --quiet',
      'reflog expire --all',
      'reflog expire --rewrite --expire=now --expire-unreachable=now refs/heads/main',
      'gc --quiet',
      'gc --quiet --prune=now --aggressive',
      'maintenance run --quiet --task=gc --task=commit-graph --task=loose-objects --task=incremental-repack',
      'prune',
      'update-server-info',
      'fsck --no-progress',
      'log --oneline',
    ]) {
      const counts = await scout.during(() => repository.git(...tidy.split(' ')));
      expect({ tidy, ...counts }).toEqual({ tidy, git: 0, source: 0, revisions: 0, programs: 1 });
    }
  });

  it('of a rebase of many commits is few readings', { timeout: 120_000 }, async () => {
    await branches(20, 20);
    for (let at = 1; at <= 20; at++)
      await repository.commit(`backlog/tasks/task-${at} - Title.md`, record(at, `step ${at}`));
    await begin();
    const counts = await scout.during(() => repository.git('rebase', '--quiet', '--force-rebase', 'HEAD~20'));
    expect(counts.git).toBeLessThanOrEqual(4);
    expect(counts.source).toBeLessThanOrEqual(4);
    expect(await scout.real()).toEqual(scout.shown);
  });

  it(
    'of writes to many records without git is few readings, the last of which has all',
    { timeout: 120_000 },
    async () => {
      await branches(1_000, 1);
      await begin();
      const begunMs = performance.now();
      const counts = await scout.during(
        async () => {
          for (let at = 1; at <= 1_000; at++) {
            await repository.write(`backlog/tasks/task-${at} - Title.md`, record(at, 'by hand'));
          }
        },
        () => titlesAre('by hand'),
      );
      const tookMs = performance.now() - begunMs;
      expect(counts.source).toBeLessThanOrEqual(10 + tookMs / 100);
    },
  );

  it('waits for a lock that was left behind once, and never again', { timeout: 60_000 }, async () => {
    await branches(3, 1);
    await begin();
    const lock = join(repository.root, '.git', 'index.lock');
    await writeFile(lock, '');
    const shownAfterMs = async (title: string): Promise<number> => {
      const begunMs = performance.now();
      await repository.write('backlog/tasks/task-1 - Title.md', record(1, title));
      await expect.poll(() => titles().has(title), { timeout: 15_000, interval: 5 }).toBe(true);
      return performance.now() - begunMs;
    };
    expect(await shownAfterMs('late')).toBeGreaterThan(4_000);
    await scout.quiet(600);
    expect(await shownAfterMs('at once')).toBeLessThan(1_000);
    await rm(lock);
    expect(await shownAfterMs('without it')).toBeLessThan(1_000);
    await writeFile(lock, '');
    expect(await shownAfterMs('late again')).toBeGreaterThan(4_000);
  });
});
