/** Answers for what the `bd` program says: its whole issue list as JSON Lines, or why it gave none. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { CommandRunner } from '../../../ports/commandRunner';

const timeoutMs = 15_000;
/** It may export, and run hooks of its own. */
const writingTimeoutMs = 60_000;

/** Ids in one `bd show`: few processes, and a command line far below any system's limit. */
const idsPerShow = 100;

/**
 * Reading leaves no traces: no daemon is started, no export is written (it is watched, so that would wake us), and
 * reads a person did not ask for are no usage to report. Versions that do not know a name ignore it.
 */
const environment: Readonly<Record<string, string>> = {
  BD_JSON_ENVELOPE: '1',
  BD_NO_DAEMON: 'true',
  BEADS_AUTO_START_DAEMON: 'false',
  BD_NO_AUTO_FLUSH: 'true',
  BD_EXPORT_AUTO: 'false',
  BD_METRICS_DISABLED: 'true',
};

/** What it does for a person it does as they know it, export included; only that no daemon stays behind. */
const writingEnvironment: Readonly<Record<string, string>> = { BEADS_AUTO_START_DAEMON: 'false' };

/** Writing is never ended half-way but by its time. */
const never = new AbortController().signal;

type Json = Readonly<Record<string, unknown>>;

export class BeadsProgram {
  /**
   * @param program name on the PATH, or absolute path
   * @param root folder whose issues are asked for
   */
  constructor(
    private readonly runner: CommandRunner,
    private readonly program: string,
    private readonly root: string,
  ) {}

  /** `bd 0.46.0`, or only the program's name when it does not say. */
  async version(signal: AbortSignal): Promise<string> {
    const result = await this.run(['version'], signal);
    const number = result.ok ? /\d+\.\d+[\w.-]*/.exec(result.value)?.[0] : undefined;
    return number === undefined ? 'bd' : `bd ${number}`;
  }

  /**
   * The record of one issue.
   * @throws the signal's reason when aborted.
   */
  async readIssue(id: string, signal: AbortSignal): Promise<Result<Json, Failure>> {
    const named = asArgument(id);
    const answer = named.length === 0 ? ok([]) : await this.runForRecords(['show', ...named, '--json'], signal);
    if (!answer.ok) return answer;
    const record = answer.value.find((each) => each.id === id);
    return record === undefined ? err({ kind: 'notFound', path: id }) : ok(record);
  }

  /** Sets the status of an issue; with an assignee, that one too. */
  async update(id: string, status: string, assignee: string | null): Promise<Result<void, Failure>> {
    if (asArgument(id).length === 0) {
      return err({ kind: 'unusable', what: id, advice: `it looks like an option of ${this.program}.` });
    }
    const named = assignee === null ? [] : [`--assignee=${assignee}`];
    const options = { cwd: this.root, env: writingEnvironment, timeoutMs: writingTimeoutMs, signal: never };
    const result = await this.runner.run(this.program, ['update', id, `--status=${status}`, ...named], options);
    return result.ok ? ok(undefined) : result;
  }

  /**
   * Every issue with its dependencies, one JSON object a line. `bd export` tells all; where it fails,
   * `bd list` names the issues and `bd show` their dependencies.
   * @throws the signal's reason when aborted.
   */
  async readIssues(signal: AbortSignal): Promise<Result<Buffer, Failure>> {
    const exported = await this.run(['export'], signal);
    if (exported.ok) {
      const lines = toLines(exported.value);
      if (lines !== null) return ok(lines);
    } else if (exported.error.kind !== 'programFailed') {
      return exported;
    }
    const listed = await this.listIssues(signal);
    // A first failure says more than that of the way round it.
    return listed.ok || exported.ok ? listed : exported;
  }

  private async listIssues(signal: AbortSignal): Promise<Result<Buffer, Failure>> {
    const listed = await this.runForRecords(['list', '--all', '--limit', '0', '--json'], signal);
    if (!listed.ok) return listed;
    const incomplete = listed.value.filter(hasHiddenDependencies).flatMap(({ id }) => asArgument(id));
    const dependencies = new Map<unknown, unknown>();
    for (let from = 0; from < incomplete.length; from += idsPerShow) {
      const details = await this.runForRecords(
        ['show', ...incomplete.slice(from, from + idsPerShow), '--json'],
        signal,
      );
      // Without its dependencies a blocked issue would pass for ready, so part of an answer is none.
      if (!details.ok) return details;
      for (const detail of details.value) dependencies.set(detail.id, detail.dependencies);
    }
    return ok(
      asLines(
        listed.value.map((issue) =>
          dependencies.has(issue.id) ? { ...issue, dependencies: dependencies.get(issue.id) } : issue,
        ),
      ),
    );
  }

  private async runForRecords(args: readonly string[], signal: AbortSignal): Promise<Result<readonly Json[], Failure>> {
    const result = await this.run(args, signal);
    if (!result.ok) return result;
    const records = parseRecords(result.value);
    if (records !== null) return ok(records.filter(isObject));
    return err({
      kind: 'malformed',
      what: `The answer of ${this.program} ${args[0] ?? ''}`,
      detail: 'it is not JSON.',
    });
  }

  private async run(args: readonly string[], signal: AbortSignal): Promise<Result<string, Failure>> {
    const result = await this.runner.run(this.program, args, { cwd: this.root, env: environment, timeoutMs, signal });
    return result.ok ? ok(result.value.stdout) : result;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasHiddenDependencies = (issue: Json): boolean =>
  !Array.isArray(issue.dependencies) && (typeof issue.dependency_count !== 'number' || issue.dependency_count > 0);

/** An id that looks like an option is never passed on. */
const asArgument = (id: unknown): readonly string[] => (typeof id === 'string' && /^[^-]/.test(id) ? [id] : []);

const asLines = (records: readonly unknown[]): Buffer =>
  Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'));

/** `bd export` prints JSON Lines; other versions may print a list or an envelope. Null when it is none of these. */
function toLines(output: string): Buffer | null {
  const first = output.trimStart();
  if (first === '') return Buffer.alloc(0);
  if (!first.startsWith('[') && !first.startsWith('{')) return null;
  const records = first.startsWith('[') || isEnvelopeStart(first) ? parseRecords(first) : null;
  return records === null ? Buffer.from(output) : asLines(records);
}

/** The first line of an envelope: whole, or the opening brace of an indented one. */
const isEnvelopeStart = (output: string): boolean => /^\{\s*"(?:schema_version|data)"\s*:/.test(output);

/** The records in a JSON list, bare or as `{schema_version, data}`; null for anything else. */
function parseRecords(output: string): readonly unknown[] | null {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return null;
  }
  if (isObject(value) && 'data' in value) value = value.data;
  // An empty list is written as null by some versions.
  if (value === null) return [];
  return Array.isArray(value) ? value : null;
}
