/** Answers for the tasks of one Backlog.md project, read by its own configuration. */
import type { Failure } from '../../../domain/failure';
import type { RecordProblem } from '../../../domain/issue';
import { ok, type Result } from '../../../domain/result';
import { sameRules } from '../../../domain/statusRules';
import type { TrackerRules } from '../../../domain/trackerRules';
import type { ChangeReader } from '../../../ports/changeReader';
import type { Clock } from '../../../ports/clock';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type { Log } from '../../../ports/log';
import type { EarlierReading, SourceReading, TrackerHome, TrackerSource } from '../../../ports/tracker';
import { MarkdownSource } from '../markdown/markdownSource';
import { RecordFiles } from '../markdown/recordFile';
import { defaultConfig, parseConfig, type ConfigReading } from './config';
import { configFiles, findLayout, readText, type BacklogLayout } from './layout';
import { readMilestones } from './milestones';
import { backlogRules } from './rules';
import { taskFormat } from './taskFormat';

export interface BacklogMeans {
  readonly clock: Clock;
  readonly log: Log;
  /** Null where nothing is to be run. */
  readonly changes: ChangeReader | null;
  /** Names (lower case) by which a status that is not configured counts as done; a sensible list unless told. */
  readonly finishedNames?: readonly string[] | undefined;
}

/** A reading of the records, and the one made of it. */
interface Finished {
  readonly from: SourceReading;
  readonly problems: readonly RecordProblem[];
  readonly reading: SourceReading;
}

export class BacklogSource implements TrackerSource {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly root: string;
  readonly aliases: readonly string[];
  readonly polled = false;
  readonly writer = null;

  private readonly records: MarkdownSource;
  private readonly files: RecordFiles;
  private configProblems: readonly RecordProblem[] = [];
  private last: Finished | null = null;

  constructor(
    home: TrackerHome,
    private layout: BacklogLayout,
    private readonly means: BacklogMeans,
  ) {
    const { clock, log, changes, finishedNames } = means;
    this.files = new RecordFiles(home.root, clock);
    this.records = new MarkdownSource({
      home,
      format: taskFormat(layout.folder, defaultConfig, { titles: new Map(), paths: [] }),
      rules: backlogRules(defaultConfig.statuses, finishedNames),
      changes,
      log,
      clock,
      writer: null,
      renew: () => this.renew(),
    });
    ({ id: this.id, kind: this.kind, label: this.label, root: this.root, aliases: this.aliases } = this.records);
  }

  get rules(): TrackerRules {
    return this.records.rules;
  }

  get watch(): readonly WatchTarget[] {
    return this.records.watch;
  }

  /** Looks at the configuration and the milestones, which say how records are read. */
  async renew(): Promise<void> {
    // While the project is gone, its records are gone from where they were.
    this.layout = (await findLayout(this.root, this.files)) ?? this.layout;
    const { config, problems } = this.readConfig();
    this.configProblems = problems;
    const milestones = await readMilestones(this.root, this.layout.folder, this.files);
    this.records.setFormat(taskFormat(this.layout.folder, config, milestones));
    const rules = backlogRules(config.statuses, this.means.finishedNames);
    if (!sameRules(rules, this.records.rules)) this.records.setRules(rules);
  }

  resume(earlier: EarlierReading): void {
    const settings = new Set(configFiles(this.layout.folder));
    this.records.resume({
      ...earlier,
      problems: earlier.problems.filter(({ path }) => path === null || !settings.has(path)),
    });
  }

  forget(): void {
    this.records.forget();
  }

  fingerprint(signal: AbortSignal): Promise<string | null> {
    return this.records.fingerprint(signal);
  }

  async read(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    const result = await this.records.read(signal);
    return result.ok ? ok(this.withConfigProblems(result.value)) : result;
  }

  /** The same reading for the same one. */
  private withConfigProblems(from: SourceReading): SourceReading {
    const { configProblems, last } = this;
    if (configProblems.length === 0) return from;
    if (last?.from === from && JSON.stringify(last.problems) === JSON.stringify(configProblems)) return last.reading;
    const reading: SourceReading = {
      issues: from.issues,
      problems: [...configProblems, ...from.problems],
      via: from.via,
      get checkpoint() {
        return from.checkpoint;
      },
    };
    this.last = { from, problems: configProblems, reading };
    return reading;
  }

  private readConfig(): ConfigReading {
    const { config: path } = this.layout;
    if (path === null) return { config: defaultConfig, problems: [] };
    const text = readText(this.files, path);
    if (text !== null) return parseConfig(text, path);
    const message = 'This configuration cannot be read. The statuses To Do, In Progress and Done are taken.';
    return { config: defaultConfig, problems: [{ path, line: null, message }] };
  }
}
