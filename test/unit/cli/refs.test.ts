/** The command `refs`, with a server that says what it is told. */
import { beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine, type CommandLineWorld } from '../../../src/cli/run';
import type { ProjectContext, SourceContext } from '../../../src/domain/context';
import { ok } from '../../../src/domain/result';
import { Setting } from '../app/referenceSetting';

describe('context-scout refs', () => {
  let setting: Setting;
  let written: string;
  let errors: string;
  let closed: number;
  let sources: readonly SourceContext[];

  beforeEach(() => {
    setting = new Setting();
    [written, errors, closed] = ['', '', 0];
    for (let number = 1; number <= 60; number++) setting.commits.add(`#${number}`);
    sources = [
      {
        id: 'github:shop',
        kind: 'github',
        label: 'GitHub',
        repository: '/shop',
        root: '/shop',
        via: 'REST',
        freshness: 'fresh',
        confirmedAtMs: 0,
        lastAttemptAtMs: 0,
        nextAttemptAtMs: null,
        error: null,
        unwatched: null,
        remote: setting.remote.status,
      },
    ];
  });

  function run(words: readonly string[], style: Partial<CommandLineWorld['style']> = {}): Promise<number> {
    return runCommandLine(['refs', ...words], {
      style: { width: Infinity, colours: false, ...style },
      version: '1.0.0',
      nowMs: () => setting.clock.nowMs(),
      write: (text) => {
        written += text;
        return Promise.resolve();
      },
      writeError: (text) => {
        errors += text;
      },
      findFolder: () => Promise.resolve(ok('/shop')),
      readSchema: () => Promise.resolve(ok('')),
      openScout: () => ({
        references: setting.backlog,
        refresh: () => Promise.resolve(contextOf(sources)),
        close: () => {
          closed++;
          return Promise.resolve();
        },
      }),
    });
  }

  const rows = (): readonly string[] =>
    written
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ {2,}/g, ' | '));

  it('looks at the commits and tells how many there are, and asks for none', async () => {
    expect(await run([])).toBe(0);
    expect(rows()).toEqual(['SOURCE | PENDING | RESOLVED | WITHOUT ASKING | ERRORS', 'github:shop | 60 | 0 | 0 | 0']);
    expect(setting.remote.asked).toEqual([]);
    expect(closed).toBe(1);
  });

  it('looks up the newest, as many as it is told to', async () => {
    setting.remote.failures.set(60, { kind: 'absent', host: 'h', what: '#60', advice: '' });
    await run(['--limit', '2']);
    expect(setting.remote.asked).toEqual([60, 59]);
    expect(rows().slice(1)).toEqual(['github:shop | 58 | 1 | 0 | 1', '', '1 resolved, 1 failed, 58 left.']);
  });

  it('looks up all, and lets a person follow', async () => {
    await run(['--drain'], { width: 80 });
    expect(rows().slice(1)).toEqual(['github:shop | 0 | 60 | 0 | 0', '', '60 resolved.']);
    expect(errors).toBe('50 of 60 looked up\n60 of 60 looked up\n');
  });

  it('ends at a limit, with what is left and when it goes on, and with 0 all the same', async () => {
    const retryAtMs = setting.clock.nowMs() + 600_000;
    const limit = {
      kind: 'rateLimited',
      host: 'github.com',
      resource: 'graphql',
      secondary: false,
      retryAtMs,
    } as const;
    for (let number = 1; number <= 10; number++) setting.remote.failures.set(number, limit);
    expect(await run(['--drain'])).toBe(0);
    expect(rows().at(-1)).toBe(
      '50 resolved, 10 failed, 10 left. The request budget of github.com is used up (graphql). ' +
        'Requests go on when it is renewed. It can go on in 10m.',
    );
    expect(errors).toBe('');
    written = '';
    await run(['--drain', '--json']);
    expect(JSON.parse(written)).toEqual({
      schemaVersion: 1,
      sources: [{ id: 'github:shop', pending: 0, resolved: 50, errors: 10, cacheHits: 0, estimateMs: 0 }],
      total: { pending: 0, resolved: 50, errors: 10, cacheHits: 0, estimateMs: 0 },
      run: { resolved: 0, failed: 0, left: 10, stoppedBy: null, goesOnAt: new Date(retryAtMs).toISOString() },
    });
  });

  it('says so where there is no server', async () => {
    sources = [];
    setting.backlog.setSources([]);
    await run(['--drain']);
    expect(written).toBe('No git remote here names a GitHub repository, so there is nothing to look up.\n');
    written = '';
    await run(['--json']);
    expect(JSON.parse(written)).toMatchObject({ sources: [], run: null });
  });

  it('closes the scout when it is ended on the way', async () => {
    setting.remote.whileAsking = () => {
      setting.backlog.dispose();
    };
    await expect(run(['--drain'])).rejects.toThrow('Context Scout was closed');
    expect(closed).toBe(1);
  });
});

const contextOf = (sources: readonly SourceContext[]): ProjectContext => ({
  revision: 1,
  snapshotAtMs: 0,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources,
  counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
  issues: [],
  problems: [],
  drift: new Map(),
});
