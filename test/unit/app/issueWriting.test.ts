import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout } from '../../../src/app/contextScout';
import type { Issue } from '../../../src/domain/issue';
import { err, ok } from '../../../src/domain/result';
import type { MarkWishes } from '../../../src/app/issueWriting';
import type { IssueDraft, IssueMarker, IssueWriter } from '../../../src/ports/tracker';
import type { Home } from '../../../src/ports/workspace';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeIssueStore } from '../../fakes/fakeIssueStore';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';
const shop: Home = { root, name: 'shop', isGit: true, within: null };
const draft: IssueDraft = {
  title: 'New',
  type: null,
  priority: null,
  phase: null,
  labels: [],
  assignee: null,
  body: '',
};
const place = { id: 's-9', location: { path: 's-9.md', line: 1 } };

describe('IssueWriting', () => {
  let tracker: FakeTracker;
  let store: FakeIssueStore;
  let homes: readonly Home[];
  let whileGitIsRead: () => Promise<void>;
  let scout: ContextScout;

  /** Writes by telling the tracker what to say next. */
  const writer: IssueWriter = {
    create: ({ title }) => {
      tracker.present = true;
      tracker.says([issueOf('s-9', { title })]);
      return Promise.resolve(ok(place));
    },
    archive: ({ id }: Issue) => {
      tracker.says([issueOf(id, { trackerStatus: 'closed' })]);
      return Promise.resolve(ok(place));
    },
    perWorkTree: true,
    mark: (issue, as, options) => {
      const assignee = options?.assignee ?? null;
      const assignees = assignee === null ? issue.assignees : [assignee];
      tracker.says([{ ...issue, trackerStatus: as === 'open' ? 'open' : 'in_progress', assignees }]);
      return Promise.resolve(ok(undefined));
    },
  };

  beforeEach(() => {
    tracker = new FakeTracker([issueOf('s-1', { phase: 'v1' }), issueOf('s-2', { phase: 'v2', closedAtMs: 1 })]);
    tracker.writer = writer;
    store = new FakeIssueStore();
    homes = [shop];
    whileGitIsRead = () => Promise.resolve();
    scout = new ContextScout(
      scoutPorts({
        workspace: {
          findHomes: () => Promise.resolve(homes),
          gitFingerprint: () => Promise.resolve('1'),
          gitStamps: () => Promise.resolve(''),
          gitWatchTargets: () => Promise.resolve([]),
          gitLock: () => Promise.resolve(null),
          readProject: () => Promise.resolve(null),
        },
        store,
        rememberAfterMs: 2_000,
        fileWatcher: new FakeFileWatcher(),
      }),
      {
        folders: [root],
        trackers: [tracker],
        gitReader: {
          name: 'fake',
          read: async () => {
            await whileGitIsRead();
            return ok(cleanState);
          },
        },
      },
    );
  });

  const stored = async (): Promise<readonly string[]> => {
    const found = await store.load({ id: 'fake:shop', root });
    return found.ok ? (found.value?.issues ?? []).map(({ id, trackerStatus }) => `${id} ${trackerStatus}`) : [];
  };

  const firstTarget = (): ReturnType<typeof scout.writing.targets>[number] => {
    const [target] = scout.writing.targets();
    if (target === undefined) throw new Error('there is no place to write to');
    return target;
  };

  it('shows and remembers a new issue by the time it is written', async () => {
    await scout.refresh();
    expect(await scout.writing.create(firstTarget(), draft)).toEqual(ok(place));
    expect(scout.context?.issues.map(({ issue }) => issue.id)).toEqual(['s-9']);
    expect(await stored()).toEqual(['s-9 open']);
  });

  it('does not wait for git to be read', async () => {
    await scout.refresh();
    let release = (): void => undefined;
    whileGitIsRead = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const refreshing = scout.refresh();
    await scout.writing.create(firstTarget(), draft);
    expect(scout.context?.issues.map(({ issue }) => issue.id)).toEqual(['s-9']);
    release();
    await refreshing;
  });

  it('offers the phases of open issues', async () => {
    await scout.refresh();
    expect(firstTarget()).toMatchObject({ sourceId: 'fake:shop', besides: [], phases: ['v1'] });
  });

  it('begins a tracker where there is none, and finds it', async () => {
    tracker.present = false;
    await scout.refresh();
    expect(firstTarget()).toMatchObject({ sourceId: null, besides: [], phases: [] });
    await scout.writing.create(firstTarget(), draft);
    expect(scout.context?.sources.map(({ id }) => id)).toEqual(['fake:shop']);
    expect(await stored()).toEqual(['s-9 open']);
  });

  it('names the trackers that are there and cannot be written', async () => {
    const readOnly = new FakeTracker([]);
    const starting = new FakeTracker([]);
    starting.present = false;
    starting.writer = writer;
    await scout.rescope({
      folders: [root],
      trackers: [readOnly, starting],
      gitReader: { name: 'fake', read: () => Promise.resolve(ok(cleanState)) },
    });
    expect(firstTarget()).toMatchObject({ sourceId: null, besides: ['Fake'] });
  });

  it('begins no tracker in a folder within a repository', async () => {
    tracker.present = false;
    homes = [shop, { root: `${root}/packages/app`, name: 'app', isGit: false, within: root }];
    await scout.refresh();
    expect(scout.writing.targets().map(({ home }) => home.name)).toEqual(['shop']);
  });

  it('archives an issue, and every reader follows', async () => {
    const before = await scout.refresh();
    const [issue] = before.issues.map((each) => each.issue);
    if (issue === undefined) throw new Error('there is no issue');
    expect(await scout.writing.archive('fake:shop', issue)).toEqual(ok(place));
    expect(scout.context?.counts.done).toBe(1);
    expect(await stored()).toEqual(['s-1 closed']);
  });

  describe('a mark', () => {
    const here = { me: [], tree: null };
    const mark = (as: 'inProgress' | 'open', wishes: Partial<MarkWishes> = {}): ReturnType<typeof scout.writing.mark> =>
      scout.writing.mark('fake:shop', 's-1', as, { ...here, ...wishes });

    it('is shown and remembered by the time it is made', async () => {
      await scout.refresh();
      expect(scout.writing.isMarkable('fake:shop')).toBe(true);
      expect(await mark('inProgress')).toEqual(ok('marked'));
      expect(scout.context?.issues.map(({ status }) => status)).toEqual(['inProgress']);
      expect(await stored()).toEqual(['s-1 in_progress']);
      expect(await mark('inProgress')).toEqual(ok('already'));
      expect(await mark('open')).toEqual(ok('marked'));
      expect(await mark('open')).toEqual(ok('already'));
    });

    it('takes the issue as it is by now, and leaves a done one done', async () => {
      await scout.refresh();
      tracker.says([issueOf('s-1', { trackerStatus: 'closed' })]);
      expect(await mark('open')).toEqual(ok('already'));
      tracker.says([issueOf('s-2')]);
      expect(await mark('inProgress')).toMatchObject({ ok: false, error: { kind: 'unusable', what: 's-1' } });
    });

    it('names the person only as the tracker knows them', async () => {
      await scout.refresh();
      await mark('inProgress', { me: ['dana', 'dana@example.invalid'] });
      expect(scout.context?.issues[0]?.issue.assignees).toEqual([]);
      tracker.says([issueOf('s-1'), issueOf('s-2', { assignees: ['Kim', '@Dana'] })]);
      await mark('inProgress', { me: ['dana'] });
      expect(scout.context?.issues[0]?.issue.assignees).toEqual(['@Dana']);
    });

    it('is made in the work tree where the work is done, where the issue is there', async () => {
      await scout.refresh();
      const marked: string[] = [];
      const tree = { root: '/w/trees/s-1', name: 'shop' };
      const there: IssueMarker = {
        perWorkTree: true,
        mark: ({ id }) => {
          marked.push(id);
          return Promise.resolve(ok(undefined));
        },
      };
      const discover = tracker.discover.bind(tracker);
      tracker.discover = async (home) => {
        const sources = await discover(home);
        return home.root === tree.root ? sources.map((source) => ({ ...source, marker: there })) : sources;
      };
      expect(await mark('inProgress', { tree })).toEqual(ok('marked'));
      expect(marked).toEqual(['s-1']);
      expect(scout.context?.issues[0]?.status).toBe('ready');
    });

    it('is refused where nothing writes', async () => {
      tracker.writer = null;
      await scout.refresh();
      expect(scout.writing.isMarkable('fake:shop')).toBe(false);
      expect(await mark('open')).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    });
  });

  it('refuses to change the issues of a tracker that is not written', async () => {
    tracker.writer = null;
    await scout.refresh();
    expect(scout.writing.isWritable('fake:shop')).toBe(false);
    const refused = await scout.writing.archive('fake:shop', issueOf('s-1'));
    expect(refused).toMatchObject({ ok: false, error: { kind: 'unusable' } });
  });

  it('hands on why nothing was written', async () => {
    await scout.refresh();
    const failure = { kind: 'notWritable', path: 's-9.md', detail: 'the disk is full.' } as const;
    const failing: IssueWriter = { ...writer, create: () => Promise.resolve(err(failure)) };
    expect(await scout.writing.create({ ...firstTarget(), writer: failing }, draft)).toEqual(err(failure));
    expect(scout.context?.issues).toHaveLength(2);
  });
});
