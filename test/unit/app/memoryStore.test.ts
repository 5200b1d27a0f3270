import { beforeEach, describe, expect, it } from 'vitest';
import { Leading } from '../../../src/app/leading';
import { Memory } from '../../../src/app/memory';
import type { Failure } from '../../../src/domain/failure';
import type { Result } from '../../../src/domain/result';
import type { Saved, Sparable, StoredReading, StoredSource } from '../../../src/ports/issueStore';
import type { SourceReading, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeIssueStore } from '../../fakes/fakeIssueStore';
import { FakeLog } from '../../fakes/fakeLog';
import { FakeTracker } from '../../fakes/fakeTracker';
import { blocks, issueOf } from '../../fakes/issues';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

class SparingStore extends FakeIssueStore {
  sparable: Sparable | undefined;

  override save(source: StoredSource, reading: StoredReading, sparable?: Sparable): Promise<Result<Saved, Failure>> {
    this.sparable = sparable;
    return super.save(source, reading);
  }
}

const reading: SourceReading = {
  issues: [
    issueOf('open', { edges: [blocks('needed')] }),
    issueOf('needed', { trackerStatus: 'closed' }),
    issueOf('newer', { trackerStatus: 'closed', updatedAtMs: 2 }),
    issueOf('older', { trackerStatus: 'closed', updatedAtMs: 1 }),
  ],
  problems: [],
  via: 'files',
  checkpoint: 'here',
};

describe('remembering', () => {
  const clock = new FakeClock();
  let log: FakeLog;
  let store: SparingStore;
  let memory: Memory;
  let source: TrackerSource;
  const told: string[] = [];

  beforeEach(async () => {
    log = new FakeLog();
    store = new SparingStore();
    told.length = 0;
    const ports = scoutPorts({ clock, log, store, workspace: new OneRepository('/w/shop') });
    const onNotRemembered = (why: string): void => {
      told.push(why);
    };
    memory = new Memory({ ...ports, onNotRemembered }, new Leading(ports));
    const [found] = await new FakeTracker([]).discover({ root: '/w/shop', name: 'shop' });
    if (found === undefined) throw new Error('no source');
    source = found;
  });

  const remember = async (confirmedAtMs: number): Promise<void> => {
    memory.remember(source, { ...reading, via: `files ${confirmedAtMs}` }, confirmedAtMs);
    await memory.flush();
  };

  it('tells the store what may go where there is no room, and that files are then read from scratch', async () => {
    await remember(1);
    expect(store.sparable?.issues().map(({ id }) => id)).toEqual(['older', 'newer']);
    expect(store.sparable?.checkpoint).toBeNull();
  });

  it('says once that nothing is remembered, and that it is again', async () => {
    store.failure = { kind: 'notWritable', path: '/cache', detail: 'the disk is full.' };
    for (const atMs of [1, 2, 3]) await remember(atMs);
    expect(told).toEqual(['/cache cannot be written: the disk is full.']);
    expect(log.lines).toEqual([expect.stringMatching(/^warn .*not remembered for the next start/)]);
    store.failure = null;
    for (const atMs of [4, 5]) await remember(atMs);
    expect(log.lines.slice(1)).toEqual([expect.stringMatching(/^info .*remembered for the next start again\.$/)]);
  });
});
