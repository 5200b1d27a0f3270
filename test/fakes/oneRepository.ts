/** A workspace of one repository, and a store that remembers one reading and counts what it is given. */
import { ok } from '../../src/domain/result';
import type { IssueStore, StoredReading } from '../../src/ports/issueStore';
import type { WorkspaceReader } from '../../src/ports/workspace';

/** Its git never moves unless told. */
export class OneRepository implements WorkspaceReader {
  head = '1';
  /** The lock of a git at work; null: there is none. */
  lock: string | null = null;

  constructor(private readonly root: string) {}

  findHomes: WorkspaceReader['findHomes'] = () =>
    Promise.resolve([{ root: this.root, name: 'shop', isGit: true, within: null }]);
  gitFingerprint = (): Promise<string> => Promise.resolve(this.head);
  gitStamps = (): Promise<string> => Promise.resolve('');
  gitWatchTargets: WorkspaceReader['gitWatchTargets'] = () =>
    Promise.resolve([{ folder: `${this.root}/.git`, names: ['HEAD'] }]);
  gitLock = (): Promise<string | null> => Promise.resolve(this.lock);
  readProject: WorkspaceReader['readProject'] = () => Promise.resolve({ name: 'shop', version: '2.1.0' });
}

export class CountingStore implements IssueStore {
  readonly saved: StoredReading[] = [];
  stored: StoredReading | null = null;

  load: IssueStore['load'] = () => Promise.resolve(ok(this.stored));
  save: IssueStore['save'] = (_source, reading) => {
    this.saved.push(reading);
    return Promise.resolve(ok('written'));
  };
  clear: IssueStore['clear'] = () => Promise.resolve(ok(0));
  close: IssueStore['close'] = () => Promise.resolve();
}
