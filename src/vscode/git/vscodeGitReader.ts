/**
 * Answers for a repository's state by VS Code's own git extension, which keeps it up to date anyway, and by the
 * repository's files for what the extension does not tell. It starts no process itself.
 */
import { realpath } from 'node:fs/promises';
import type { Failure } from '../../domain/failure';
import type { Commit, GitState } from '../../domain/git';
import { err, ok, type Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import type { ApiRepository, GitApi } from './gitApi';
import { countChanges, spellUpstream, type GitSettings } from './stateFromApi';

const RECENT_COMMITS = 10;

export class VscodeGitReader implements GitReader {
  readonly name = 'vscode';
  /** What was on disk at the last look, by root: VS Code is asked to look again once for each change, never in a loop. */
  private readonly seen = new Map<string, { readonly disk: string; readonly fingerprint: string | null }>();

  /**
   * @param api the extension's API once initialised, else null.
   * @param files reads the same repositories without running anything.
   * @param settings the `git.*` settings that hold in the folder.
   * @param fingerprint a cheap value that moves when HEAD, the index or an operation does; null when unknown.
   */
  constructor(
    private readonly api: () => GitApi | null,
    private readonly files: GitReader,
    private readonly settings: (root: string) => GitSettings,
    private readonly fingerprint: (root: string, signal: AbortSignal) => Promise<string | null>,
  ) {}

  /** A failure when the extension is not there, or does not have this repository: another reader must tell then. */
  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    const fingerprint = await this.fingerprint(root, signal);
    const onDisk = await this.files.read(root, signal);
    if (!onDisk.ok) return onDisk;
    const api = this.api();
    if (api === null) return refused('the git extension is disabled or has not started');
    const repository = await findRepository(api, root);
    signal.throwIfAborted();
    if (repository === null) return refused('the git extension has not opened this folder');
    try {
      if (this.mayBeBehind(root, repository, onDisk.value, fingerprint)) await repository.status();
      signal.throwIfAborted();
      if (!agreesOnHead(repository, onDisk.value)) return refused('the git extension has not caught up with HEAD');
      return await this.combine(root, repository, onDisk.value, signal);
    } catch (error) {
      signal.throwIfAborted();
      return refused(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * True at the first look (a repository just opened tells HEAD before it has counted), when HEAD is not where VS Code
   * thinks, and when the index was written or an operation began or ended since the last look: it may not have counted
   * again yet.
   */
  private mayBeBehind(root: string, repository: ApiRepository, onDisk: GitState, fingerprint: string | null): boolean {
    const before = this.seen.get(root);
    const disk = `${onDisk.head ?? ''} ${onDisk.branch ?? ''} ${onDisk.state}`;
    this.seen.set(root, { disk, fingerprint });
    if (before === undefined) return true;
    if (before.fingerprint !== fingerprint) return true;
    return before.disk !== disk && !agreesOnHead(repository, onDisk);
  }

  private async combine(
    root: string,
    repository: ApiRepository,
    onDisk: GitState,
    signal: AbortSignal,
  ): Promise<Result<GitState, Failure>> {
    const { HEAD } = repository.state;
    const counts = countChanges(repository.state, this.settings(root));
    if (counts === null) return refused('there are more changes than git.statusLimit lets VS Code list');
    const head = HEAD?.commit ?? null;
    const commits = head === null ? [] : await readCommits(repository);
    signal.throwIfAborted();
    // VS Code cuts off names longer than SHA-1.
    if (head !== null && commits[0]?.hash !== head) return refused('the git extension tells another commit than HEAD');
    const refsReadable = knowsRefs(onDisk);
    return ok({
      ...onDisk,
      ...counts,
      ...spellUpstream(HEAD, onDisk),
      head,
      branch: refsReadable ? onDisk.branch : (HEAD?.name ?? null),
      detached: refsReadable ? onDisk.detached : HEAD?.name === undefined,
      unborn: head === null,
      recentCommits: commits,
    });
  }
}

async function findRepository(api: GitApi, root: string): Promise<ApiRepository | null> {
  const exact = api.repositories.find((repository) => repository.rootUri.fsPath === root);
  if (exact !== undefined) return exact;
  const wanted = await realPath(root);
  for (const repository of api.repositories) {
    if ((await realPath(repository.rootUri.fsPath)) === wanted) return repository;
  }
  return null;
}

/** A root that is gone, or not on this machine's disk, is compared as it is spelled. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

function agreesOnHead(repository: ApiRepository, onDisk: GitState): boolean {
  if (!knowsRefs(onDisk)) return true;
  const { HEAD } = repository.state;
  return (HEAD?.commit ?? null) === onDisk.head && (onDisk.detached || HEAD?.name === onDisk.branch);
}

/** False where the files do not tell the refs (reftable); then VS Code alone is believed. */
function knowsRefs(onDisk: GitState): boolean {
  return onDisk.branch !== null || onDisk.detached;
}

async function readCommits(repository: ApiRepository): Promise<readonly Commit[]> {
  const commits = await repository.log({ maxEntries: RECENT_COMMITS });
  return commits.map((commit) => ({
    hash: commit.hash,
    message: commit.message.replace(/\n+$/, ''),
    author: commit.authorName ?? '',
    committedAtMs: commit.commitDate?.getTime() ?? 0,
  }));
}

function refused(detail: string): Result<never, Failure> {
  return err({ kind: 'programFailed', program: 'VS Code git', exitCode: null, detail });
}
