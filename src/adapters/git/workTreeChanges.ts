/**
 * Answers for which files changed, by git: the commits with `git diff-tree`, side by side with `git status`, and with
 * `git ls-files` when the index moved. Only for trusted folders: attributes can name filters that a status runs.
 */
import { join, resolve } from 'node:path';
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { ChangeQuery, ChangeReader, PathChange, TreeChanges } from '../../ports/changeReader';
import { AttributeFiles, attributesAbove, configFiles, globalAttributesFile } from './attributes';
import { fileStamp } from './boundedFile';
import { diffCommand, indexCommand, PLACE_COMMAND, statusCommand, type AskOptions } from './changeCommands';
import {
  attributesAmong,
  parseDiff,
  parseIndex,
  parseStatusEntries,
  type StatusEntries,
  type UnwatchedEntries,
} from './changeParser';
import { readGitConfig } from './gitConfig';
import type { GitDirectory } from './gitDirectory';
import { GitProcess } from './gitProcess';
import { GitProgram } from './gitProgram';
import { readQueryPaths } from './queryPaths';
import { isObjectId } from './refs';
import { combineChanges } from './treeChanges';
import { findEnclosingRepository, ignoresCase, readMoment, type EnclosingRepository, type Moment } from './workTree';

const MAX_ATTEMPTS = 3;
const NO_ENTRIES: UnwatchedEntries = { unwatched: [], links: [], repositories: [], attributes: [] };

/** Where a root is in its work tree. */
interface Place {
  /** The way from the top of the work tree: empty, or ending in `/`. */
  readonly prefix: string;
  readonly ignoreCase: boolean;
  /** Path of the user's own attributes file, there or not; a relative one starts at the top of the work tree. */
  readonly attributes: string;
}

interface Known<T> {
  readonly key: string;
  readonly value: T;
}

/** What one attempt works with. */
interface Attempt {
  readonly query: ChangeQuery;
  readonly repository: EnclosingRepository;
  readonly git: GitProcess;
  readonly place: Place;
  readonly signal: AbortSignal;
}

export class GitChangeReader implements ChangeReader {
  private readonly program: GitProgram;
  private readonly places = new Map<string, Known<Place>>();
  /** What the index said last, by root and paths. */
  private readonly indexes = new Map<string, Known<UnwatchedEntries>>();

  private readonly attributeFiles = new AttributeFiles();

  /** @param locate the absolute path of the git program; null when there is none. */
  constructor(locate: () => Promise<string | null>) {
    this.program = new GitProgram(locate);
  }

  async changes(query: ChangeQuery, signal: AbortSignal): Promise<Result<TreeChanges, Failure>> {
    signal.throwIfAborted();
    const { root } = query;
    const options = await this.program.options(signal);
    if (!options.ok) return options;
    const repository = await findEnclosingRepository(root);
    signal.throwIfAborted();
    if (repository === null) return err({ kind: 'notARepository', path: root });
    const git = repository === 'gone' ? null : GitProcess.open(repository.folder, options.value, signal);
    if (repository === 'gone' || git === null) return err({ kind: 'notFound', path: root });
    const place = await this.findPlace(root, repository, git);
    if (!place.ok) return place;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const answer = await this.look({ query, repository, git, place: place.value, signal });
      signal.throwIfAborted();
      if (answer !== null) return answer;
    }
    return err({ kind: 'unusable', what: root, advice: 'Its repository kept changing while it was read.' });
  }

  private async findPlace(
    root: string,
    { folder, directory }: EnclosingRepository,
    git: GitProcess,
  ): Promise<Result<Place, Failure>> {
    // The work tree may be elsewhere by configuration, so it is asked for again when that changes.
    const config = await Promise.all(configFiles(directory).map(fileStamp));
    const key = JSON.stringify([folder, directory.gitDir, config]);
    const known = this.places.get(root);
    if (known?.key === key) return ok(known.value);
    const [output, ignoreCase, attributes] = await Promise.all([
      git.run(PLACE_COMMAND),
      ignoresCase(directory),
      globalAttributesFile(directory, git),
    ]);
    if (!output.ok) return output;
    const [inside, ...lines] = output.value.split('\n');
    if (inside !== 'true') return err({ kind: 'notARepository', path: root });
    // The name of a folder may hold line breaks; the last one is git's.
    const value = { prefix: lines.slice(0, -1).join('\n'), ignoreCase, attributes };
    this.places.set(root, { key, value });
    return ok(value);
  }

  /** Null when something moved meanwhile: the pieces might belong to different moments. */
  private async look(attempt: Attempt): Promise<Result<TreeChanges, Failure> | null> {
    const { query, repository, git, place, signal } = attempt;
    const [before, paths] = await Promise.all([
      readMoment(repository.directory, signal),
      readQueryPaths(repository.folder, query.paths),
    ]);
    const ask: AskOptions = { paths: paths.visible, ignoreCase: place.ignoreCase };
    const asked = [
      git.run(statusCommand(ask)),
      this.readIndex(attempt, ask, before),
      before.head === null ? Promise.resolve(null) : readCommitted(attempt, ask, before.head),
    ] as const;
    // Also when one of them throws, the others are waited for, so that no process outlives the reading.
    await Promise.allSettled(asked);
    const [status, index, early] = await Promise.all(asked);
    if (!status.ok) return status;
    if (!index.ok) return index;
    const entries = parseStatusEntries(status.value);
    if (before.head !== null && entries.head !== before.head) return null;
    const committed = early ?? (await readCommitted(attempt, ask, entries.head));
    if (!committed.ok) return committed;
    const converted = await this.converts(attempt, paths.visible, entries, index.value);
    const [changes, after] = await Promise.all([
      combineChanges({
        root: repository.folder,
        prefix: place.prefix,
        paths,
        status: entries,
        index: index.value,
        committed: committed.value,
        converted,
      }),
      readMoment(repository.directory, signal),
    ]);
    return after.key === before.key ? ok(changes) : null;
  }

  /** Looked up after the status: what a file names since it is found by it or by the next one. */
  private converts(
    { repository, place }: Attempt,
    visible: readonly string[],
    { untracked, ignored }: StatusEntries,
    { attributes }: UnwatchedEntries,
  ): Promise<boolean> {
    if (visible.length === 0) return Promise.resolve(false);
    const top = topOf(repository.folder, place);
    const own = [resolve(top, place.attributes), join(repository.directory.commonDir, 'info', 'attributes')];
    const above = visible.map((path) => `${place.prefix}${path}`);
    const below = attributesAmong([...untracked, ...ignored]).map((path) => top + path);
    return this.attributeFiles.convert(
      [...own, ...attributesAbove(top, above), ...below],
      attributes.map((path) => top + path),
    );
  }

  private async readIndex(
    { query, git }: Attempt,
    ask: AskOptions,
    moment: Moment,
  ): Promise<Result<UnwatchedEntries, Failure>> {
    if (moment.index === null) return ok(NO_ENTRIES);
    const name = JSON.stringify([query.root, query.paths]);
    const key = JSON.stringify([moment.index, ask.paths]);
    const known = this.indexes.get(name);
    if (known?.key === key) return ok(known.value);
    const output = await git.run(indexCommand(ask));
    if (!output.ok) return output;
    const value = parseIndex(output.value);
    this.indexes.set(name, { key, value });
    return ok(value);
  }
}

/** The top of the work tree, ending in `/`. */
function topOf(folder: string, { prefix }: Place): string {
  const up = prefix
    .split('/')
    .slice(1)
    .map(() => '..');
  const top = join(folder, ...up);
  return top.endsWith('/') ? top : `${top}/`;
}

async function readCommitted(
  { query, repository, git }: Attempt,
  ask: AskOptions,
  head: string | null,
): Promise<Result<readonly PathChange[] | null, Failure>> {
  const { since } = query;
  if (since === null || head === null || !isObjectId(since)) return ok(null);
  if (since === head) return ok([]);
  const output = await git.run(diffCommand(ask, since, head, await isPartialClone(repository.directory)));
  if (output.ok) return ok(parseDiff(output.value));
  // The commit, or a part of it, is gone: git can say no more about it.
  return output.error.kind === 'programFailed' ? ok(null) : output;
}

async function isPartialClone(directory: GitDirectory): Promise<boolean> {
  const keys = [...(await readGitConfig(directory)).keys()];
  return keys.some((key) => key === 'extensions.partialclone' || /^remote\..+\.promisor$/.test(key));
}
