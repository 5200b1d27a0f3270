/** A window on a repository whose issues are on a server, in time of our own. */
import { ContextScout, type ContextScoutPorts } from '../../../src/app/contextScout';
import type { ContextChange } from '../../../src/app/contextBuilder';
import type { SourceContext } from '../../../src/domain/context';
import type { GitState } from '../../../src/domain/git';
import { ok } from '../../../src/domain/result';
import type { SourceReading } from '../../../src/ports/tracker';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeRemote } from '../../fakes/fakeRemote';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { CountingStore, OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const root = '/w/shop';
export const minute = 60_000;

export const readingOf = (count: number): SourceReading => ({
  issues: Array.from({ length: count }, (_, at) => issueOf(String(at + 1))),
  problems: [],
  via: 'github.example',
  checkpoint: `page ${count}`,
});

/** Lets promises that are ready settle. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
};

export interface Gate {
  readonly open: () => void;
  readonly passed: Promise<void>;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

export function sourceOf(scout: ContextScout): SourceContext {
  const source = scout.context?.sources[0];
  if (source === undefined) throw new Error('no source');
  return source;
}

export class RemoteWindow {
  readonly clock = new FakeClock();
  readonly watcher = new FakeFileWatcher();
  readonly tracker = new FakeTracker([issueOf('1'), issueOf('2')]);
  readonly remote = new FakeRemote();
  readonly workspace = new OneRepository(root);
  readonly store = new CountingStore();
  readonly attention = new FakeAttention('watching');
  readonly published: ContextChange[] = [];
  git: GitState = { ...cleanState, ahead: 1, behind: 0, upstream: 'origin/main' };

  constructor() {
    this.tracker.remote = this.remote;
  }

  scoutOf(ports: Partial<ContextScoutPorts> = {}): ContextScout {
    const { clock, workspace, store, attention, watcher, tracker } = this;
    const scout = new ContextScout(
      scoutPorts({ clock, workspace, store, attention, fileWatcher: watcher, rememberAfterMs: 2_000, ...ports }),
      { folders: [root], trackers: [tracker], gitReader: { name: 'fake', read: () => Promise.resolve(ok(this.git)) } },
    );
    scout.onDidChange((change) => this.published.push(change));
    return scout;
  }

  async pass(byMs: number): Promise<void> {
    this.clock.advance(byMs);
    await settle();
  }

  async move(state: GitState): Promise<void> {
    this.git = state;
    this.workspace.head += '+';
    this.watcher.change(`${root}/.git`);
    await this.pass(100);
    await this.pass(0);
  }
}
