/** Several windows on one repository and one cache's folder, in time of our own. */
import { ContextScout, type ContextScoutPorts } from '../../../src/app/contextScout';
import type { SourceContext } from '../../../src/domain/context';
import type { Issue } from '../../../src/domain/issue';
import { ok } from '../../../src/domain/result';
import type { AttentionLevel } from '../../../src/ports/attention';
import type { StoredSource } from '../../../src/ports/issueStore';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { SharedCache, type FakeLeadership } from '../../fakes/fakeLeadership';
import { FakeRemote } from '../../fakes/fakeRemote';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf } from '../../fakes/issues';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';
import { settle, sourceOf } from './remoteWindow';

const root = '/w/shop';
export const source: StoredSource = { id: 'fake:shop', root };

export const issues = (count: number): readonly Issue[] =>
  Array.from({ length: count }, (_, at) => issueOf(String(at + 1)));

export interface OpenWindow {
  readonly scout: ContextScout;
  readonly tracker: FakeTracker;
  readonly attention: FakeAttention;
  readonly leadership: FakeLeadership;
  readonly watcher: FakeFileWatcher;
  /** Keys of issues that differed, one list a snapshot. */
  readonly changed: (readonly string[])[];
  /** What the window shows. */
  readonly shown: () => SourceContext & { readonly count: number };
}

interface WindowOptions {
  readonly level?: AttentionLevel;
  /** Whether the issues are in the workspace instead of on a server. */
  readonly isLocal?: boolean;
  readonly ports?: Partial<ContextScoutPorts>;
}

export class SeveralWindows {
  readonly clock = new FakeClock();
  readonly cache = new SharedCache();
  private readonly windows: OpenWindow[] = [];
  private said = issues(2);

  /** How often each window asked. */
  get asked(): readonly number[] {
    return this.windows.map(({ tracker }) => tracker.reads);
  }

  /** What a tracker answers from now on. */
  says(count: number): void {
    this.said = issues(count);
    for (const { tracker } of this.windows) tracker.says(this.said);
  }

  /** A window that has not read yet. */
  make({ level = 'watching', isLocal = false, ports = {} }: WindowOptions = {}): OpenWindow {
    const { clock, cache } = this;
    const [leadership, attention, watcher] = [cache.process(), new FakeAttention(level), new FakeFileWatcher()];
    const tracker = new FakeTracker(this.said);
    tracker.remote = isLocal ? null : new FakeRemote();
    const { store } = leadership;
    const own = { clock, store, attention, leadership, fileWatcher: watcher, rememberAfterMs: 500 };
    const scout = new ContextScout(scoutPorts({ ...own, workspace: new OneRepository(root), ...ports }), {
      folders: [root],
      trackers: [tracker],
      gitReader: { name: 'fake', read: () => Promise.resolve(ok(cleanState)) },
    });
    const changed: (readonly string[])[] = [];
    scout.onDidChange((change) => changed.push(change.changed));
    const shown = (): SourceContext & { readonly count: number } => ({
      ...sourceOf(scout),
      count: scout.context?.issues.length ?? 0,
    });
    const window = { scout, tracker, attention, leadership, watcher, changed, shown };
    this.windows.push(window);
    return window;
  }

  /** A window that has read, and written what it read. */
  async open(options?: WindowOptions): Promise<OpenWindow> {
    const window = this.make(options);
    await window.scout.refresh();
    await this.pass(500);
    return window;
  }

  async pass(byMs: number): Promise<void> {
    this.clock.advance(byMs);
    await settle();
    await settle();
  }

  /** Time goes by as it does: what is due in between happens. */
  async live(forMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < forMs; passedMs += 1_000) await this.pass(1_000);
  }
}
