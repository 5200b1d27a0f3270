/** Answers for the issues of one home whose tracker keeps a markdown file for each. */
import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describeFailure, type Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import type { TrackerRules } from '../../../domain/trackerRules';
import type { ChangeReader, TreeChanges } from '../../../ports/changeReader';
import type { Clock } from '../../../ports/clock';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type { Log } from '../../../ports/log';
import type {
  EarlierReading,
  IssueText,
  IssueWriter,
  SourceReading,
  TrackerHome,
  TrackerSource,
} from '../../../ports/tracker';
import { decodeCheckpoint } from './checkpoint';
import { earlierBase, earlierFolders, earlierRecords } from './earlierRecords';
import type { MarkdownFormat } from './format';
import { LateChanges } from './lateChanges';
import { baseOf, lookAtAll, lookAtSome, type Base, type LookMeans, type LookResult } from './look';
import { fingerprintOf, mostFingerprintedFiles, watchTargets } from './markdownWatch';
import { checkpointOf, type Moment } from './moment';
import { RecordReader } from './recordReader';
import { issuesOf, problemsOf, RecordTable } from './recordTable';
import {
  commonFolder,
  findRootFolders,
  folderProblems,
  isFolder,
  whetherForbidden,
  type RootFolder,
} from './rootFolders';
import { scanFolders, type FolderLooks } from './scan';
import { Slices } from './slices';

export interface MarkdownMeans {
  readonly home: TrackerHome;
  readonly format: MarkdownFormat;
  readonly rules: TrackerRules;
  /** Tells which files changed; null where nothing is to be run: then all files are looked at each time. */
  readonly changes: ChangeReader | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly writer: IssueWriter | null;
  /** Called before each reading: the moment to look at the settings and to set another format or other rules. */
  readonly renew?: (source: MarkdownSource, signal: AbortSignal) => Promise<void>;
}

interface LastReading {
  readonly reading: SourceReading;
  /** The newest moment at which the reading said what it says. */
  moment: Moment;
}

const mostAtOnce = 500;
const noFolders: FolderLooks = new Map();

export class MarkdownSource implements TrackerSource {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly root: string;
  readonly aliases: readonly string[];
  readonly polled = false;
  readonly writer: IssueWriter | null;

  private format: MarkdownFormat;
  private currentRules: TrackerRules;
  private readonly reader: RecordReader;
  private table = new RecordTable();
  private base: Base | null = null;
  /** Null: nothing was listed yet. */
  private folders: FolderLooks | null = null;
  /** Version of the format the records were understood by. */
  private understoodBy: string;
  private last: LastReading | null = null;
  private wasThere = false;
  /** How often something moved while it was looked at. */
  private moves = 0;
  /** How often all was forgotten. */
  private epoch = 0;
  /** When the last good reading began, epoch milliseconds. */
  private beganAtMs: number | null = null;
  private readonly late: LateChanges;
  private turn: Promise<unknown> = Promise.resolve();
  private watched: { readonly key: string; readonly targets: readonly WatchTarget[] } | null = null;
  private readonly told = new Set<string>();

  constructor(private readonly means: MarkdownMeans) {
    const { home, format, rules, clock, writer } = means;
    this.id = `${format.kind}:${home.name}`;
    this.kind = format.kind;
    this.label = format.label;
    this.root = home.root;
    this.aliases = [home.name];
    this.writer = writer;
    this.format = format;
    this.currentRules = rules;
    this.understoodBy = format.version;
    this.reader = new RecordReader(home.root, clock);
    this.late = new LateChanges(home.root);
  }

  get rules(): TrackerRules {
    return this.currentRules;
  }

  setRules(rules: TrackerRules): void {
    this.currentRules = rules;
  }

  /** With another version, the next reading understands all records anew. */
  setFormat(format: MarkdownFormat): void {
    this.format = format;
  }

  get watch(): readonly WatchTarget[] {
    const targets = watchTargets(this.root, this.format, this.folders ?? noFolders);
    const key = JSON.stringify(targets);
    if (this.watched?.key !== key) this.watched = { key, targets };
    return this.watched.targets;
  }

  resume(earlier: EarlierReading): void {
    if (this.last !== null || this.table.records.length > 0) return;
    const checkpoint = earlier.checkpoint === null ? null : decodeCheckpoint(earlier.checkpoint, this.format);
    if (checkpoint === null) return;
    this.table.load(earlierRecords(earlier, checkpoint, this.format));
    this.base = earlierBase(earlier, checkpoint);
    this.folders = earlierFolders(checkpoint);
    this.understoodBy = this.format.version;
    this.wasThere = true;
  }

  forget(): void {
    this.epoch++;
    this.table = new RecordTable();
    this.base = null;
    this.folders = null;
    this.last = null;
  }

  async fingerprint(signal: AbortSignal, wholly = false): Promise<string> {
    signal.throwIfAborted();
    const slices = new Slices(this.means.clock, signal);
    const { folders, files } = await this.whatIsThere(slices);
    const paths = [...new Set([...this.format.settings, ...this.format.folders, ...[...folders.keys()].sort()])];
    if (files.length <= mostFingerprintedFiles) paths.push(...files);
    else if (wholly && this.beganAtMs !== null && (await this.late.look(files, this.beganAtMs, slices))) this.moves++;
    return `${this.moves} ${this.format.version} ${await fingerprintOf(this.root, paths, slices)}`;
  }

  read(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    // One after the other: each goes on from what the one before knows.
    const reading = this.turn.then(() => this.readNow(signal));
    this.turn = reading.catch(() => undefined);
    return reading;
  }

  async text(issue: Issue, signal: AbortSignal): Promise<Result<IssueText, Failure>> {
    signal.throwIfAborted();
    return Promise.resolve(this.reader.text(issue, this.format));
  }

  private async readNow(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    signal.throwIfAborted();
    await this.means.renew?.(this, signal);
    const { format, epoch, table, base, means } = this;
    const roots = findRootFolders(this.root, format.folders);
    const gone = this.whetherGone(roots);
    if (gone !== null) return err(gone);
    const beganAtMs = means.clock.nowMs();
    const tree = await this.askGit(base?.head ?? null, signal);
    const look: LookMeans = {
      root: this.root,
      format,
      roots,
      reader: this.reader,
      table,
      isStale: this.understoodBy !== format.version,
      folders: this.folders ?? noFolders,
      beganAtMs,
      slices: new Slices(means.clock, signal),
    };
    const result = await this.lookAround(look, base, tree);
    const forbidden = whetherForbidden(roots, result.folders);
    if (forbidden !== null) return err(forbidden);

    // Putting many records in their places takes a slice of its own.
    if (result.seen.size > mostAtOnce) await look.slices.yield();
    table.apply(result.seen);
    const moment: Moment = {
      format,
      base: tree === null ? null : baseOf(tree, result.again),
      records: table.records,
      folders: result.folders,
    };
    const last = this.remember(moment, roots);
    // Somebody wanted all forgotten while it was read.
    if (epoch !== this.epoch) return ok(last.reading);
    this.base = moment.base;
    this.folders = moment.folders;
    this.understoodBy = format.version;
    this.last = last;
    this.beganAtMs = beganAtMs;
    this.wasThere ||= roots.some(({ state }) => state !== 'missing');
    if (result.moved) this.moves++;
    return ok(last.reading);
  }

  /** At what changed where git can tell, else at all. */
  private async lookAround(look: LookMeans, base: Base | null, tree: TreeChanges | null): Promise<LookResult> {
    const committed = tree?.committed ?? null;
    if (base !== null && tree !== null && committed !== null && !look.isStale) {
      const some = await lookAtSome(look, base, tree, committed);
      if (some !== null) return some;
    }
    if (typeof base?.head === 'string' && tree !== null && committed === null) {
      this.means.log.info(`${this.id}: the commit of the last look is gone; all files are looked at`);
    }
    return lookAtAll(look);
  }

  private async askGit(since: string | null, signal: AbortSignal): Promise<TreeChanges | null> {
    const { changes, log } = this.means;
    if (changes === null) return null;
    const answer = await changes.changes({ root: this.root, paths: this.format.folders, since }, signal);
    if (answer.ok) return answer.value;
    const { kind } = answer.error;
    if (!this.told.has(kind)) {
      this.told.add(kind);
      const message = `${this.id}: git does not tell what changed, so all files are looked at: ${describeFailure(answer.error)}`;
      if (kind === 'notARepository') log.info(message);
      else log.warn(message);
    }
    return null;
  }

  /** The same reading as last time when it says the same, so that identity tells readers that nothing changed. */
  private remember(moment: Moment, roots: readonly RootFolder[]): LastReading {
    const { last } = this;
    const issues = issuesOf(moment.records);
    const problems = [...folderProblems(roots, moment.folders), ...problemsOf(moment.records)];
    if (
      last !== null &&
      isSameList(last.reading.issues, issues) &&
      (isSameList(last.reading.problems, problems) || isDeepStrictEqual(last.reading.problems, problems))
    ) {
      last.moment = moment;
      return last;
    }
    const via = commonFolder(this.format.folders);
    const next: LastReading = {
      moment,
      reading: {
        issues,
        problems,
        via,
        // Written when somebody wants it, for the newest moment at which all this was so.
        get checkpoint() {
          return checkpointOf(next.moment);
        },
      },
    };
    return next;
  }

  /** All folders are gone, and not only because git keeps none that is empty. */
  private whetherGone(roots: readonly RootFolder[]): Failure | null {
    if (!this.wasThere || roots.some(({ state }) => state !== 'missing')) return null;
    const common = commonFolder(this.format.folders);
    const isParent = !this.format.folders.includes(common) && common !== '.';
    if (isParent && isFolder(this.root, common)) return null;
    return { kind: 'notFound', path: common };
  }

  /**
   * Folders and record files as they are: what stands in a folder that moved since it was read is listed, so that a
   * record the next reading finds, or misses, is no move of its own. Of very many files as they are known.
   */
  private async whatIsThere(
    slices: Slices,
  ): Promise<{ readonly folders: FolderLooks; readonly files: readonly string[] }> {
    const known = this.folders;
    const records = this.table.records.map(({ path }) => path);
    if (known !== null && records.length > mostFingerprintedFiles) return { folders: known, files: records };
    const listed: string[] = [];
    const folders = await scanFolders(
      {
        root: this.root,
        folders: findRootFolders(this.root, this.format.folders)
          .filter(({ state }) => state !== 'outside')
          .map(({ path }) => path),
        known: known ?? noFolders,
        mustList: () => false,
        onFile: (path) => {
          if (this.format.isRecord(path)) listed.push(path);
        },
      },
      slices,
    );
    const stayed = records.filter((path) => {
      const folder = posix.dirname(path);
      return known?.get(folder) !== undefined && known.get(folder) === folders.get(folder);
    });
    return { folders, files: [...stayed, ...listed].sort() };
  }
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
