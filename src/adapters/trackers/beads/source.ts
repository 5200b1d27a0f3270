/** Answers for the issues of one Beads repository: what `bd` says where it may be run, else what its export says. */
import { basename, join } from 'node:path';
import { describeFailure, type Failure } from '../../../domain/failure';
import type { Issue, RecordLocation } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import type { TrackerRules } from '../../../domain/trackerRules';
import type { Clock } from '../../../ports/clock';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type {
  EarlierReading,
  IssueMarker,
  IssueText,
  SourceReading,
  TrackerHome,
  TrackerSource,
} from '../../../ports/tracker';
import {
  beadsFolder,
  databaseNames,
  exportNames,
  findBeadsFiles,
  fingerprintFiles,
  pointerNames,
  readWhole,
  shown,
  type BeadsFiles,
} from './files';
import { JsonlReader, type LinesReading } from './jsonl';
import { BeadsMarker } from './marker';
import type { BeadsProgram } from './program';
import { textInExport, wholeText } from './text';

/** The program is not asked again sooner, whatever happens. */
const programIntervalMs = 5_000;
/** A program that is missing is looked for again after this, unless its files moved. */
const programMissingMs = 60_000;

/** Next to nothing: the reading is a first one, and the program is to be asked now. */
const soonMs = 1;

export interface BeadsMeans {
  readonly clock: Clock;
  /** Null where nothing is to be run. */
  readonly program: BeadsProgram | null;
  /** Whether files outside the repository may be read, where it points to them. */
  readonly trusted: boolean;
  /** Whether a first reading is that of the export, where there is one, and does not wait for the program. */
  readonly quickStart: boolean;
}

/** The last time the program was asked. */
interface ProgramAttempt {
  /** When it had ended. */
  readonly atMs: number;
  /** The files as they were once it had ended: what it wrote itself is no reason to ask again. */
  readonly fingerprint: string;
  readonly failure: Failure | null;
}

export class BeadsSource implements TrackerSource {
  readonly id: string;
  readonly kind = 'beads';
  readonly label = 'Beads';
  readonly root: string;
  readonly aliases: readonly string[];
  /** Beads' data is changed through `bd` alone. */
  readonly writer = null;
  readonly marker: IssueMarker;

  private exportReader = new JsonlReader();
  private programReader = new JsonlReader();
  private attempt: ProgramAttempt | null = null;
  private version: string | null = null;
  private last: SourceReading | null = null;
  private found: BeadsFiles | null = null;
  private watched: readonly WatchTarget[] = [];

  constructor(
    home: TrackerHome,
    readonly rules: TrackerRules,
    private readonly means: BeadsMeans,
  ) {
    this.id = `beads:${home.name}`;
    this.root = home.root;
    this.aliases = [home.name];
    this.marker = new BeadsMarker(means.program, () => {
      this.attempt = null;
    });
  }

  /** Follows the files as they were last found; the same array while it says the same. */
  get watch(): readonly WatchTarget[] {
    const own = join(this.root, beadsFolder);
    const { folder = own, exported = null, configured = null } = this.found ?? {};
    const database = this.means.program === null ? [] : databaseNames;
    const names = new Set<string>([...exportNames, ...pointerNames, ...database]);
    if (exported !== null) names.add(basename(exported));
    if (configured !== null) names.add(configured);
    const targets = [...new Set([own, folder])].map((each) => ({ folder: each, names: [...names] }));
    if (JSON.stringify(targets) !== JSON.stringify(this.watched)) this.watched = targets;
    return this.watched;
  }

  /**
   * False where what is watched tells all there is: the file of the database, or, where no program is asked or it
   * turned out to be missing, the export. An export that is still to come may have a name that nothing watches.
   */
  get polled(): boolean {
    const { program } = this.means;
    const askable = program !== null && this.attempt?.failure?.kind !== 'programMissing';
    return askable ? this.found?.databaseIsFile !== true : (this.found?.exported ?? null) === null;
  }

  resume({ issues }: EarlierReading): void {
    if (this.last !== null) return;
    this.exportReader.resume(issues);
    this.programReader.resume(issues);
  }

  forget(): void {
    this.exportReader = new JsonlReader();
    this.programReader = new JsonlReader();
    this.attempt = null;
    this.last = null;
  }

  /** Looks anew where the files are, for {@link watch}. */
  async locate(): Promise<void> {
    await this.findFiles();
  }

  async fingerprint(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    return this.fingerprintOf(await this.findFiles());
  }

  async read(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    signal.throwIfAborted();
    const files = await this.findFiles();
    const quick = await this.readQuickly(files, signal);
    if (quick !== null) return ok(quick);
    const asked = this.means.program === null ? null : await this.askProgram(this.means.program, files, signal);
    if (asked?.ok) return asked;
    const failure = asked === null || asked.error.kind === 'programMissing' ? null : asked.error;
    const read = await this.readExport(files, signal);
    if (!read.ok) return failure === null || !files.ok ? read : err(failure);
    const { exported, lines } = read.value;
    const behind = `${exported} is shown instead and may be older.`;
    const problems =
      failure === null
        ? lines.problems
        : [{ path: null, line: null, message: `${sentenceOf(failure)} ${behind}` }, ...lines.problems];
    return ok(this.remember({ issues: lines.issues, problems, via: exported, checkpoint: null }));
  }

  /** The program's word first, as its list is. */
  async text(issue: Issue, signal: AbortSignal): Promise<Result<IssueText, Failure>> {
    signal.throwIfAborted();
    const asked = await this.means.program?.readIssue(issue.id, signal);
    if (asked?.ok === true) return ok(wholeText(asked.value));
    const files = await this.findFiles();
    return files.ok ? textInExport(files.value.exported, this.root, issue, signal) : files;
  }

  /** The export for a start, while the program was not asked yet; null when there is nothing to show in its stead. */
  private async readQuickly(files: Result<BeadsFiles, Failure>, signal: AbortSignal): Promise<SourceReading | null> {
    const { program, quickStart } = this.means;
    if (!quickStart || program === null || this.attempt !== null || this.last !== null) return null;
    const read = await this.readExport(files, signal);
    if (!read.ok || read.value.lines.issues.length === 0) return null;
    const { exported, lines } = read.value;
    return { ...this.remember({ ...lines, via: exported, checkpoint: null }), readAgainInMs: soonMs };
  }

  /** The program's answer, the last one when it is too soon to ask again, or why there is none. */
  private async askProgram(
    program: BeadsProgram,
    files: Result<BeadsFiles, Failure>,
    signal: AbortSignal,
  ): Promise<Result<SourceReading, Failure>> {
    const { attempt, last } = this;
    if (attempt !== null) {
      const sinceMs = this.means.clock.nowMs() - attempt.atMs;
      const moved = (await this.fingerprintOf(files)) !== attempt.fingerprint;
      const missing = attempt.failure?.kind === 'programMissing';
      const waitMs = (missing && !moved ? programMissingMs : programIntervalMs) - sinceMs;
      // A clock that was set back must not keep the program from being asked.
      if (waitMs > 0 && sinceMs >= 0) {
        if (attempt.failure !== null) return err(attempt.failure);
        if (last !== null) return ok(moved ? { ...last, readAgainInMs: waitMs } : last);
      }
    }
    const answer = await this.answerOf(program, signal);
    const after = await this.findFiles();
    const atMs = this.means.clock.nowMs();
    const fingerprint = await this.fingerprintOf(after);
    const understood = answer.ok ? await this.understand(answer.value, after, signal) : answer;
    this.attempt = { atMs, fingerprint, failure: understood.ok ? null : understood.error };
    if (!understood.ok) return understood;
    return ok(this.remember({ ...understood.value, via: this.version ?? 'bd', checkpoint: null }));
  }

  /** The version is asked for beside the issues, until it is known, so that nobody waits for it. */
  private async answerOf(program: BeadsProgram, signal: AbortSignal): Promise<Result<Buffer, Failure>> {
    const enough = new AbortController();
    const version = Promise.resolve(this.version ?? program.version(AbortSignal.any([signal, enough.signal])));
    // It is not waited for when the issues are not to be had.
    version.catch(() => undefined);
    const answer = await program.readIssues(signal);
    if (answer.ok) this.version = await version;
    else enough.abort();
    return answer;
  }

  /** The issues in an answer of the program. One without any is a failure, where it is not plain that there are none. */
  private async understand(
    answer: Buffer,
    files: Result<BeadsFiles, Failure>,
    signal: AbortSignal,
  ): Promise<Result<LinesReading, Failure>> {
    const places = await this.placesOf(files, signal);
    const lines = await this.programReader.read(
      answer,
      {
        locate: (id) => places.get(id) ?? null,
        problem: (line, clause) => ({ path: null, line: null, message: `Record ${line} of bd's list ${clause}.` }),
      },
      signal,
    );
    if (lines.issues.length > 0) return ok(lines);
    const detail =
      lines.problems.length > 0
        ? 'nothing in its answer is an issue.'
        : places.size > 0
          ? 'its answer holds no issue, but the export does.'
          : null;
    return detail === null ? ok(lines) : err({ kind: 'malformed', what: 'bd', detail });
  }

  /** Where the export has the issues, by id: the program does not say, and it is where a person can look. */
  private async placesOf(
    files: Result<BeadsFiles, Failure>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RecordLocation>> {
    const places = new Map<string, RecordLocation>();
    const read = await this.readExport(files, signal);
    if (!read.ok) return places;
    for (const { id, location } of read.value.lines.issues) {
      if (location !== null && !places.has(id)) places.set(id, location);
    }
    return places;
  }

  private async readExport(
    files: Result<BeadsFiles, Failure>,
    signal: AbortSignal,
  ): Promise<Result<{ readonly exported: string; readonly lines: LinesReading }, Failure>> {
    if (!files.ok) return files;
    if (files.value.exported === null) return err(this.noExport());
    const exported = shown(this.root, files.value.exported);
    const bytes = await readWhole(files.value.exported, exported, signal);
    if (!bytes.ok) return bytes;
    const lines = await this.exportReader.read(
      bytes.value,
      {
        locate: (_id, line) => ({ path: exported, line }),
        problem: (line, clause) => ({ path: exported, line, message: `This line ${clause}.` }),
      },
      signal,
    );
    return ok({ exported, lines });
  }

  private noExport(): Failure {
    // Once there was one, the plain truth is that it is gone.
    if (this.last !== null) return { kind: 'notFound', path: `${beadsFolder}/${exportNames[0]}` };
    const { program, trusted } = this.means;
    const orElse = program !== null ? ', or put bd on the PATH' : trusted ? '' : ', or trust the folder';
    const advice = `its issues are in a database only. Run \`bd export -o ${beadsFolder}/${exportNames[0]}\`${orElse}.`;
    return { kind: 'unusable', what: beadsFolder, advice };
  }

  /** The same reading as last time when it says the same, so that identity tells readers that nothing changed. */
  private remember(reading: SourceReading): SourceReading {
    const { last } = this;
    const same =
      last !== null &&
      last.via === reading.via &&
      last.issues.length === reading.issues.length &&
      last.issues.every((issue, index) => issue === reading.issues[index]) &&
      JSON.stringify(last.problems) === JSON.stringify(reading.problems);
    return (this.last = same ? last : reading);
  }

  private async findFiles(): Promise<Result<BeadsFiles, Failure>> {
    const files = await findBeadsFiles(this.root, this.means.trusted);
    if (files.ok) this.found = files.value;
    return files;
  }

  private fingerprintOf(files: Result<BeadsFiles, Failure>): Promise<string> {
    const own = join(this.root, beadsFolder);
    const folder = files.ok ? files.value.folder : own;
    const database = this.means.program === null ? [] : databaseNames.map((name) => join(folder, name));
    const exported = (files.ok ? files.value.exported : null) ?? join(folder, exportNames[0]);
    return fingerprintFiles([exported, ...pointerNames.map((name) => join(own, name)), ...database]);
  }
}

/** What failed, with a full stop, as another sentence follows; programs end their messages as they like. */
function sentenceOf(failure: Failure): string {
  const text = describeFailure(failure).trim().replace(/:$/, '');
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
