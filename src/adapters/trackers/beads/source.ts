/** Answers for the issues of one Beads repository: what `bd` says where it may be run, else what its export says. */
import { basename, join } from 'node:path';
import { describeFailure, type Failure } from '../../../domain/failure';
import type { RecordLocation } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import type { TrackerRules } from '../../../domain/trackerRules';
import type { Clock } from '../../../ports/clock';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type { SourceReading, TrackerHome, TrackerSource } from '../../../ports/tracker';
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
import type { BeadsProgram } from './program';

/** The program is not asked again sooner, whatever happens. */
const programIntervalMs = 5_000;
/** A program that is missing or failed is tried again after this, unless its files moved. */
const programRetryMs = 60_000;

export interface BeadsMeans {
  readonly clock: Clock;
  /** Null where nothing is to be run. */
  readonly program: BeadsProgram | null;
  /** Whether files outside the repository may be read, where it points to them. */
  readonly trusted: boolean;
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
  readonly watch: readonly WatchTarget[];

  private readonly exportReader = new JsonlReader();
  private readonly programReader = new JsonlReader();
  private attempt: ProgramAttempt | null = null;
  private version: string | null = null;
  private last: SourceReading | null = null;

  /**
   * @param files where its files were at discovery; looked up anew for each reading
   */
  constructor(
    home: TrackerHome,
    readonly rules: TrackerRules,
    files: BeadsFiles | null,
    private readonly means: BeadsMeans,
  ) {
    this.id = `beads:${home.name}`;
    this.root = home.root;
    this.aliases = [home.name];
    const own = join(home.root, beadsFolder);
    const exported = files?.exported ?? null;
    const names = new Set<string>([...exportNames, ...pointerNames, ...(means.program === null ? [] : databaseNames)]);
    if (exported !== null) names.add(basename(exported));
    const folders = new Set([own, files?.folder ?? own]);
    this.watch = [...folders].map((folder) => ({ folder, names: [...names] }));
  }

  /** True unless the program turned out to be missing: then the export, which is watched, tells all there is. */
  get polled(): boolean {
    return this.means.program !== null && this.attempt?.failure?.kind !== 'programMissing';
  }

  async fingerprint(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    return this.fingerprintOf(await this.findFiles());
  }

  async read(signal: AbortSignal): Promise<Result<SourceReading, Failure>> {
    signal.throwIfAborted();
    const files = await this.findFiles();
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
        : [{ path: null, line: null, message: `${describeFailure(failure).trim()} ${behind}` }, ...lines.problems];
    return ok(this.remember({ issues: lines.issues, problems, via: exported }));
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
      const waitMs = (attempt.failure !== null && !moved ? programRetryMs : programIntervalMs) - sinceMs;
      // A clock that was set back must not keep the program from being asked.
      if (waitMs > 0 && sinceMs >= 0) {
        if (attempt.failure !== null) return err(attempt.failure);
        if (last !== null) return ok(moved ? { ...last, readAgainInMs: waitMs } : last);
      }
    }
    const answer = await program.readIssues(signal);
    if (answer.ok) this.version ??= await program.version(signal);
    const after = await this.findFiles();
    this.attempt = {
      atMs: this.means.clock.nowMs(),
      fingerprint: await this.fingerprintOf(after),
      failure: answer.ok ? null : answer.error,
    };
    if (!answer.ok) return answer;
    const places = await this.placesOf(after, signal);
    const lines = await this.programReader.read(
      answer.value,
      {
        locate: (id) => places.get(id) ?? null,
        problem: (line, clause) => ({ path: null, line: null, message: `Record ${line} of bd's list ${clause}.` }),
      },
      signal,
    );
    return ok(this.remember({ ...lines, via: this.version ?? 'bd' }));
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

  private findFiles(): Promise<Result<BeadsFiles, Failure>> {
    return findBeadsFiles(this.root, this.means.trusted);
  }

  private fingerprintOf(files: Result<BeadsFiles, Failure>): Promise<string> {
    const own = join(this.root, beadsFolder);
    const folder = files.ok ? files.value.folder : own;
    const database = this.means.program === null ? [] : databaseNames.map((name) => join(folder, name));
    const exported = (files.ok ? files.value.exported : null) ?? join(folder, exportNames[0]);
    return fingerprintFiles([exported, ...pointerNames.map((name) => join(own, name)), ...database]);
  }
}
