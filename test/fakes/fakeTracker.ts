/** A tracker whose one source says whatever the test last told it. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { Issue } from '../../src/domain/issue';
import type { TrackerRules } from '../../src/domain/trackerRules';
import type { Disposable } from '../../src/ports/disposable';
import type {
  EarlierReading,
  IssueWriter,
  ReadOptions,
  SourceReading,
  Tracker,
  TrackerHome,
  TrackerSource,
} from '../../src/ports/tracker';
import type { FakeRemote } from './fakeRemote';
import { plainRules } from './issues';

export class FakeTracker implements Tracker {
  readonly kind = 'fake';
  readonly signs = ['.fake'];
  /** How often a source was read. */
  reads = 0;
  answer: Result<SourceReading, Failure>;
  /** Called while a source is being read; the options are those it is read with. */
  whileReading: (options: ReadOptions | undefined, signal: AbortSignal) => Promise<void> | void = () => undefined;
  present = true;
  mark = '1';
  polled = false;
  rules: TrackerRules = plainRules;
  /** Set: the source is on a server, and only reading tells what moved. */
  remote: FakeRemote | null = null;
  /** Name of the file in `.fake` that is watched. */
  watched = 'fake.jsonl';

  writer: IssueWriter | null = null;
  /** What sources were handed of earlier runs. */
  readonly resumed: EarlierReading[] = [];
  /** How often a source was told to forget. */
  forgotten = 0;

  constructor(issues: readonly Issue[]) {
    this.answer = ok({ issues, problems: [], via: 'fake.jsonl', checkpoint: null });
  }

  says(issues: readonly Issue[]): void {
    this.answer = ok({ issues, problems: [], via: 'fake.jsonl', checkpoint: null });
    this.mark += '+';
  }

  fails(failure: Failure): void {
    this.answer = err(failure);
  }

  starter(): IssueWriter | null {
    return this.writer;
  }

  private readonly listeners = new Set<() => void>();
  /** The latest source, and what it was made of: it is another one when that changed. */
  private kept: { readonly key: readonly unknown[]; readonly source: TrackerSource } | null = null;

  /** Number of those who listen. */
  get listening(): number {
    return this.listeners.size;
  }

  /** Tells that another discovery may answer differently. */
  changes(): void {
    for (const listener of [...this.listeners]) listener();
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  discover(home: TrackerHome): Promise<readonly TrackerSource[]> {
    if (!this.present) return Promise.resolve([]);
    const { polled, rules, remote } = this;
    const key = [home.root, home.name, polled, rules, remote];
    if (this.kept?.key.every((part, at) => part === key[at]) === true) return Promise.resolve([this.kept.source]);
    this.kept = { key, source: this.sourceIn(home) };
    return Promise.resolve([this.kept.source]);
  }

  private sourceIn(home: TrackerHome): TrackerSource {
    const { polled, rules, remote } = this;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below has a `this` of its own
    const tracker = this;
    return {
      id: `fake:${home.name}`,
      kind: 'fake',
      label: 'Fake',
      root: home.root,
      aliases: [home.name],
      rules,
      get watch() {
        return remote !== null ? [] : [{ folder: `${home.root}/.fake`, names: [tracker.watched] }];
      },
      polled,
      get writer() {
        return tracker.writer;
      },
      resume: (earlier) => {
        this.resumed.push(earlier);
      },
      forget: () => {
        this.forgotten++;
      },
      fingerprint: () => Promise.resolve(remote === null ? this.mark : null),
      read: async (signal: AbortSignal, options?: ReadOptions) => {
        this.reads++;
        const { answer } = this;
        await this.whileReading(options, signal);
        signal.throwIfAborted();
        return answer;
      },
      ...(remote === null ? {} : { remote }),
    };
  }
}
