/** A tracker whose one source says whatever the test last told it. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { Issue } from '../../src/domain/issue';
import type {
  EarlierReading,
  IssueWriter,
  SourceReading,
  Tracker,
  TrackerHome,
  TrackerSource,
} from '../../src/ports/tracker';
import { plainRules } from './issues';

export class FakeTracker implements Tracker {
  readonly kind = 'fake';
  readonly signs = ['.fake'];
  /** How often a source was read. */
  reads = 0;
  answer: Result<SourceReading, Failure>;
  /** Called while a source is being read. */
  whileReading: () => Promise<void> | void = () => undefined;
  present = true;
  mark = '1';
  polled = false;
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

  discover(home: TrackerHome): Promise<readonly TrackerSource[]> {
    if (!this.present) return Promise.resolve([]);
    const { polled } = this;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getter below has a `this` of its own
    const tracker = this;
    return Promise.resolve([
      {
        id: `fake:${home.name}`,
        kind: 'fake',
        label: 'Fake',
        root: home.root,
        aliases: [home.name],
        rules: plainRules,
        get watch() {
          return [{ folder: `${home.root}/.fake`, names: [tracker.watched] }];
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
        fingerprint: () => Promise.resolve(this.mark),
        read: async (signal: AbortSignal) => {
          this.reads++;
          const { answer } = this;
          await this.whileReading();
          signal.throwIfAborted();
          return answer;
        },
      },
    ]);
  }
}
