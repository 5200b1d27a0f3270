/** A window on repositories that nothing tells the moves of, in time of our own. */
import { ContextScout, type ContextScoutPorts } from '../../../src/app/contextScout';
import type { ContextChange } from '../../../src/app/contextBuilder';
import type { RepositoryContext } from '../../../src/domain/context';
import type { GitState } from '../../../src/domain/git';
import { err, ok, type Result } from '../../../src/domain/result';
import type { Failure } from '../../../src/domain/failure';
import type { Tracker } from '../../../src/ports/tracker';
import type { WorkspaceReader } from '../../../src/ports/workspace';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { cleanState } from '../../fakes/gitState';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';
import { settle } from './remoteWindow';

export const minute = 60_000;

/** As many repositories as there are names; their git moves when the test says so. */
class Repositories extends OneRepository {
  /** How often a fingerprint was taken. */
  looks = 0;

  constructor(private readonly names: readonly string[]) {
    super('/w');
  }

  override findHomes: WorkspaceReader['findHomes'] = () =>
    Promise.resolve(this.names.map((name) => ({ root: `/w/${name}`, name, isGit: true, within: null })));
  override gitFingerprint = (): Promise<string> => {
    this.looks++;
    return Promise.resolve(this.head);
  };
  override gitWatchTargets: WorkspaceReader['gitWatchTargets'] = (root) =>
    Promise.resolve([{ folder: `${root}/.git`, names: ['HEAD'] }]);
}

export class UnwatchedWindow {
  readonly clock = new FakeClock();
  readonly watcher = new FakeFileWatcher();
  readonly attention = new FakeAttention('near');
  readonly workspace: Repositories;
  readonly published: ContextChange[] = [];
  /** When git was read in full. */
  readonly readings: number[] = [];
  git: GitState = cleanState;
  failure: Failure | null = null;
  readonly scout: ContextScout;

  constructor(
    trackers: readonly Tracker[],
    { names = ['shop'], ...ports }: Partial<ContextScoutPorts> & { readonly names?: readonly string[] } = {},
  ) {
    const { clock, watcher, attention } = this;
    this.workspace = new Repositories(names);
    const read = (): Promise<Result<GitState, Failure>> => {
      this.readings.push(clock.nowMs());
      return Promise.resolve(this.failure === null ? ok(this.git) : err(this.failure));
    };
    this.scout = new ContextScout(
      scoutPorts({ clock, workspace: this.workspace, fileWatcher: watcher, attention, pollMs: () => 27_000, ...ports }),
      { folders: ['/w'], trackers, gitReader: { name: 'fake', read } },
    );
    this.scout.onDidChange((change) => this.published.push(change));
  }

  /** Nothing below `.git` can be watched. */
  withoutGitWatch(): this {
    this.watcher.unwatchable.add('/w/shop/.git');
    return this;
  }

  get repository(): RepositoryContext {
    const repository = this.scout.context?.repositories[0];
    if (repository === undefined) throw new Error('no repository');
    return repository;
  }

  /** In steps, so that what is due is read before more time passes. */
  async pass(byMs: number, stepMs = 500): Promise<void> {
    for (let passed = 0; passed < byMs; passed += stepMs) {
      this.clock.advance(Math.min(stepMs, byMs - passed));
      await settle();
    }
  }
}
