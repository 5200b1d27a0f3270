/** Answers for the tasks of one Backlog.md project, read by its own configuration. */
import type { Failure } from '../../../domain/failure';
import type { Issue, RecordProblem } from '../../../domain/issue';
import { ok, type Result } from '../../../domain/result';
import { sameRules } from '../../../domain/statusRules';
import type { TrackerRules } from '../../../domain/trackerRules';
import type { ChangeReader } from '../../../ports/changeReader';
import type { Clock } from '../../../ports/clock';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type { Log } from '../../../ports/log';
import type {
  EarlierReading,
  IssueMarker,
  IssueText,
  SourceReading,
  TrackerHome,
  TrackerSource,
} from '../../../ports/tracker';
import { MarkdownSource } from '../markdown/markdownSource';
import { RecordFiles } from '../markdown/recordFile';
import { Slices } from '../markdown/slices';
import { defaultConfig, type BacklogConfig, type ConfigReading } from './config';
import { KnownFiles } from './knownFiles';
import { configFileIn, configFiles, findLayout, type BacklogLayout, type ConfigFile } from './layout';
import { BacklogMarker } from './marker';
import { MilestoneReader, noMilestones, type Milestones } from './milestones';
import { backlogRules } from './rules';
import { taskFormat } from './taskFormat';

export interface BacklogMeans {
  readonly clock: Clock;
  readonly log: Log;
  /** Null where nothing is to be run. */
  readonly changes: ChangeReader | null;
  /** Names (lower case) by which a status that is not configured counts as done; a sensible list unless told. */
  readonly finishedNames?: readonly string[] | undefined;
  /** Looks at files; its own unless told. */
  readonly filesOf?: ((root: string) => RecordFiles) | undefined;
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
  /** Tasks are made and put away by the tool; that somebody is at one is all that is written here. */
  readonly writer = null;
  readonly marker: IssueMarker;

  private readonly records: MarkdownSource;
  private readonly configs: KnownFiles<ConfigFile>;
  private readonly milestones: MilestoneReader;
  private layout: BacklogLayout = { folder: 'backlog', leadsOut: false, config: null };
  private config: BacklogConfig = defaultConfig;
  private configProblems: readonly RecordProblem[] = [];
  /** Null: not read yet. */
  private seen: { readonly folder: string; readonly milestones: Milestones } | null = null;
  /** What the format was made of. */
  private formed: readonly unknown[] = [];
  /** What an earlier run read, until the milestones tell whether it still holds. */
  private earlier: EarlierReading | null = null;
  private last: Finished | null = null;

  constructor(
    home: TrackerHome,
    private readonly means: BacklogMeans,
  ) {
    const { clock, log, changes, finishedNames } = means;
    const files = means.filesOf?.(home.root) ?? new RecordFiles(home.root, clock);
    this.configs = new KnownFiles(files, configFileIn);
    this.milestones = new MilestoneReader(home.root, files);
    this.records = new MarkdownSource({
      home,
      format: taskFormat(this.layout, defaultConfig, noMilestones),
      rules: backlogRules(defaultConfig.statuses, finishedNames),
      changes,
      log,
      clock,
      writer: null,
      renew: (_, signal) => this.renew(signal),
    });
    ({ id: this.id, kind: this.kind, label: this.label, root: this.root, aliases: this.aliases } = this.records);
    this.marker = new BacklogMarker(() => {
      this.configure();
      return { home: this.root, folder: this.layout.folder, config: this.config };
    });
  }

  get rules(): TrackerRules {
    return this.records.rules;
  }

  get watch(): readonly WatchTarget[] {
    return this.records.watch;
  }

  /** Looks at the configuration; false when no project is there. */
  configure(): boolean {
    const layout = findLayout(this.root, this.configs);
    // While the project is gone, its records are gone from where they were.
    if (layout === null) return false;
    this.layout = layout;
    const { config, problems } = this.readConfig();
    this.config = config;
    this.configProblems = problems;
    this.form();
    const rules = backlogRules(config.statuses, this.means.finishedNames);
    if (!sameRules(rules, this.records.rules)) this.records.setRules(rules);
    return true;
  }

  resume(earlier: EarlierReading): void {
    this.earlier = earlier;
  }

  text(issue: Issue, signal: AbortSignal): Promise<Result<IssueText, Failure>> {
    return this.records.text(issue, signal);
  }

  forget(): void {
    this.earlier = null;
    this.seen = null;
    this.configs.forget();
    this.milestones.forget();
    this.records.forget();
  }

  async fingerprint(signal: AbortSignal, wholly = false): Promise<string | null> {
    if (this.seen === null) await this.renew(signal);
    return this.records.fingerprint(signal, wholly);
  }

  async read(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    const result = await this.records.read(signal);
    return result.ok ? ok(this.withConfigProblems(result.value)) : result;
  }

  /** Looks at the configuration and the milestones, which say how records are read. */
  private async renew(signal: AbortSignal): Promise<void> {
    this.configure();
    const { folder, leadsOut } = this.layout;
    const milestones = leadsOut
      ? noMilestones
      : await this.milestones.read(folder, new Slices(this.means.clock, signal));
    this.seen = { folder, milestones };
    this.form();
    const { earlier } = this;
    if (earlier === null) return;
    this.earlier = null;
    const settings = new Set(configFiles(folder));
    const problems = earlier.problems.filter(({ path }) => path === null || !settings.has(path));
    this.records.resume({ ...earlier, problems });
  }

  /** Another format only when something else is said. */
  private form(): void {
    const { layout, config, seen, formed } = this;
    const milestones = seen?.folder === layout.folder ? seen.milestones : noMilestones;
    const parts = [layout.folder, layout.leadsOut, config, milestones];
    if (parts.every((part, index) => part === formed[index])) return;
    this.formed = parts;
    this.records.setFormat(taskFormat(layout, config, milestones));
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
    const file = this.configs.look(path).value;
    if (file !== null) return file.reading;
    const message = 'This configuration cannot be read. The statuses To Do, In Progress and Done are taken.';
    return { config: defaultConfig, problems: [{ path, line: null, message }] };
  }
}
