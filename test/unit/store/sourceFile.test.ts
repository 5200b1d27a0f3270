import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../src/adapters/store/sourceFile';
import type { LoadOutcome } from '../../../src/adapters/store/storeMessages';
import type { StoreThread } from '../../../src/adapters/store/storeThread';
import { ok, type Result } from '../../../src/domain/result';
import { aloneInTheWorld } from '../../../src/ports/leadership';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';

const source = { id: 'github:shop', root: '/home/dev/shop' };
const limits = { fileBytes: 1_000_000, folderBytes: 1_000_000 };

/** A thread that answers when it is told to, with what was on disk when it was asked. */
class SlowThread implements Pick<StoreThread, 'do'> {
  onDisk = 'the first leader';
  readonly answers: (() => void)[] = [];

  readonly do = ((): Promise<Result<LoadOutcome, never>> => {
    const read: LoadOutcome = {
      kind: 'loaded',
      version: { epoch: 1, stamp: this.onDisk },
      via: this.onDisk,
      confirmedAtMs: 0,
      phases: null,
      problems: [],
      checkpoint: null,
      count: 0,
    };
    return new Promise((resolve) => {
      this.answers.push(() => {
        resolve(ok(read));
      });
    });
  }) as StoreThread['do'];
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
};

describe('loading what a source had', () => {
  it('reads anew for who asks after a reading began: another may have written since', async () => {
    const thread = new SlowThread();
    const ports = { thread, leadership: aloneInTheWorld, clock: new FakeClock(), log: new FakeLog() };
    const file = new SourceFile(source, '/cache/shop', ports, limits, Promise.resolve());
    const begun = file.load();
    await turns();
    thread.onDisk = 'the next leader';
    const [late, later] = [file.load(), file.load()];
    thread.answers[0]?.();
    await turns();
    thread.answers[1]?.();
    expect(await begun).toMatchObject({ value: { via: 'the first leader' } });
    expect(await late).toMatchObject({ value: { via: 'the next leader' } });
    expect(await later).toMatchObject({ value: { via: 'the next leader' } });
    // The two that waited are one reading.
    expect(thread.answers).toHaveLength(2);
  });
});
