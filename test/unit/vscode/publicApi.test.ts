import { beforeEach, describe, expect, it } from 'vitest';
import { ContextScout } from '../../../src/app/contextScout';
import { err, ok } from '../../../src/domain/result';
import type { ContextScoutApi } from '../../../src/protocol/contextScout';
import { issueAnswers } from '../../../src/vscode/panel/issueDetails';
import { internalsKey, PublicApi } from '../../../src/vscode/publicApi';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';
const painted = { revision: 3, atMs: 5 };

describe('the API for other extensions', () => {
  let clock: TurnCountingClock;
  let log: FakeLog;
  let tracker: FakeTracker;
  let scout: ContextScout;
  let api: PublicApi;
  let trusted: boolean;
  let exports: ContextScoutApi;

  beforeEach(() => {
    clock = new TurnCountingClock();
    log = new FakeLog();
    trusted = true;
    tracker = new FakeTracker([issueOf('s-1'), issueOf('s-2', { trackerStatus: 'closed' })]);
    scout = new ContextScout(scoutPorts({ clock, log, workspace: new OneRepository(root) }), {
      folders: [root],
      trackers: [tracker],
      gitReader: { name: 'fake', read: () => Promise.resolve(ok(cleanState)) },
    });
    api = new PublicApi({
      scout,
      clock,
      log,
      isTrusted: () => trusted,
      extensionIn: () => 'example.ready-count',
      internals: { painted, answers: issueAnswers(scout) },
    });
    exports = api.exports;
  });

  /** What JavaScript may call though the types forbid it. */
  const called = (name: 'getContext' | 'sync', ...args: readonly unknown[]): Promise<unknown> =>
    Reflect.apply(exports[name], exports, args) as Promise<unknown>;

  it('says its version, and cannot be changed by one extension for the others', () => {
    expect(Object.keys(exports)).toEqual(['version', 'getContext', 'onDidChangeContext', 'sync']);
    expect(exports.version).toBe(1);
    expect(Object.isFrozen(exports)).toBe(true);
  });

  it('keeps what is for measurements beside it', () => {
    expect(Reflect.get(exports, Symbol.for(internalsKey))).toMatchObject({ painted });
  });

  describe('getContext', () => {
    it('waits for the first snapshot', async () => {
      const context = await exports.getContext();
      expect(context).toMatchObject({ schemaVersion: 1, revision: scout.context?.revision });
      expect(context.repositories[0]?.project).toEqual({ name: 'shop', version: '2.1.0' });
    });

    it('reads nothing when there is a snapshot', async () => {
      await scout.refresh();
      const { reads } = tracker;
      await exports.getContext();
      expect(tracker.reads).toBe(reads);
    });

    it('lists done issues only where asked for', async () => {
      const ids = async (all?: boolean): Promise<readonly string[]> =>
        (await exports.getContext(all === undefined ? undefined : { all })).issues.map(({ id }) => id);
      expect([await ids(), await ids(false), await ids(true)]).toEqual([['s-1'], ['s-1'], ['s-1', 's-2']]);
    });

    it('gives the same object as long as the snapshot is the same', async () => {
      const [first, second] = await Promise.all([exports.getContext(), exports.getContext()]);
      expect(second).toBe(first);
      expect(await exports.getContext()).toBe(first);
      tracker.says([issueOf('s-1')]);
      await scout.refresh();
      expect(await exports.getContext()).not.toBe(first);
    });

    it('gives what nobody can change, and leaves the snapshot as it is', async () => {
      const { issues, repositories } = await exports.getContext({ all: true });
      for (const part of [issues, issues[0], issues[0]?.unblocks, repositories[0]?.git?.recentCommits])
        expect(Object.isFrozen(part)).toBe(true);
      expect(Object.isFrozen(scout.context?.issues)).toBe(false);
      expect(Object.isFrozen(scout.context?.repositories[0]?.project)).toBe(false);
    });

    it('leaves the thread to others while it turns ten thousand issues into JSON', async () => {
      tracker.says(Array.from({ length: 10_000 }, (_, at) => issueOf(`s-${at}`)));
      await scout.refresh();
      clock.turns = 0;
      expect((await exports.getContext()).issues.map(({ id }) => id)).toEqual(
        scout.context?.issues.map(({ issue }) => issue.id),
      );
      expect(clock.turns).toBeGreaterThan(30);
    });

    it.each([
      [5, 'not a number'],
      ['all', 'not a string'],
      [null, 'not null'],
      [[], 'not an array'],
      [{ all: 'yes' }, '"all" is true or false, not a string'],
    ])('takes no %j for options', async (options, message) => {
      const outcome = called('getContext', options);
      await expect(outcome).rejects.toThrow(TypeError);
      await expect(outcome).rejects.toThrow(message);
    });

    it('passes over options it does not know', async () => {
      await expect(called('getContext', { newer: 1 })).resolves.toMatchObject({ schemaVersion: 1 });
    });
  });

  describe('sync', () => {
    beforeEach(async () => {
      await scout.refresh();
    });

    it('reads a source again and gives what it says now', async () => {
      tracker.says([issueOf('s-7')]);
      const { issues, revision } = await exports.sync('fake:shop');
      expect(issues.map(({ id }) => id)).toEqual(['s-7']);
      expect(revision).toBe(scout.context?.revision);
    });

    it('reads everything without a source', async () => {
      tracker.says([issueOf('s-8')]);
      expect((await exports.sync()).issues.map(({ id }) => id)).toEqual(['s-8']);
    });

    it('says in the source what could not be read', async () => {
      tracker.mark += '+';
      tracker.answer = err({ kind: 'offline', host: 'github.com', detail: 'ENETDOWN' });
      const { sources, issues } = await exports.sync('fake:shop');
      expect(sources[0]?.error?.kind).toBe('offline');
      expect(issues).toHaveLength(1);
    });

    it('names the sources there are where it is asked for another', async () => {
      await expect(exports.sync('beads:shop')).rejects.toMatchObject({
        code: 'unknownSource',
        message: 'There is no source "beads:shop"; there are fake:shop.',
      });
    });

    it('says in Restricted Mode what it cannot do', async () => {
      trusted = false;
      await expect(exports.sync('github:shop')).rejects.toThrow(
        'This window is in Restricted Mode: no server is asked and no program is run',
      );
      await expect(exports.sync('fake:shop')).resolves.toMatchObject({ schemaVersion: 1 });
    });

    it.each([5, {}, null, ['fake:shop']].map((source) => [source]))('takes no %j for a source', async (source) => {
      await expect(called('sync', source)).rejects.toThrow(TypeError);
    });
  });

  describe('once closed', () => {
    it('rejects what is asked for, and what was asked for before', async () => {
      const waiting = [exports.getContext(), exports.sync()];
      api.dispose();
      scout.dispose();
      for (const outcome of [...waiting, exports.getContext(), exports.sync(), called('sync', 5)])
        await expect(outcome).rejects.toMatchObject({ code: 'closed', message: 'Context Scout was closed.' });
    });

    it('tells nobody, and lets everybody subscribe', async () => {
      const told: unknown[] = [];
      exports.onDidChangeContext((event) => told.push(event));
      api.dispose();
      exports.onDidChangeContext((event) => told.push(event)).dispose();
      await scout.refresh();
      expect(told).toEqual([]);
    });
  });

  it('tells the revision of each snapshot', async () => {
    const told: unknown[] = [];
    exports.onDidChangeContext((event) => told.push(event));
    await scout.refresh();
    const { revision } = scout.context ?? {};
    expect(told.at(-1)).toEqual({ revision });
  });
});

class TurnCountingClock extends FakeClock {
  turns = 0;

  override nextTurn(): Promise<void> {
    this.turns++;
    return super.nextTurn();
  }
}
