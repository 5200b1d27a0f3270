/** Answers for how the state VS Code tells is joined with what is on disk, on a git extension that follows a script. */
import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../src/domain/result';
import type { Failure } from '../../../src/domain/failure';
import type { GitState } from '../../../src/domain/git';
import type { ApiBranch, ApiChange, ApiRepository, GitApi } from '../../../src/vscode/git/gitApi';
import type { GitSettings } from '../../../src/vscode/git/stateFromApi';
import { VscodeGitReader } from '../../../src/vscode/git/vscodeGitReader';
import { cleanState } from '../../fakes/gitState';

const root = '/nowhere/repo';
const never = new AbortController().signal;
const head = cleanState.head ?? '';
const onDisk: GitState = { ...cleanState, staged: null, unstaged: null, untracked: null, conflicted: null };
const MODIFIED = 5;
const UNTRACKED = 7;

interface Script {
  HEAD?: ApiBranch;
  index?: number;
  workingTree?: number[];
  untracked?: number[];
  merge?: number;
}

class ScriptedRepository {
  statusRuns = 0;

  constructor(
    public now: Script,
    /** What VS Code finds when it looks again. */
    public afterStatus: Script = now,
  ) {}

  readonly api = {
    rootUri: { fsPath: root },
    state: this,
    status: (): Promise<void> => {
      this.statusRuns++;
      this.now = this.afterStatus;
      return Promise.resolve();
    },
    log: () => Promise.resolve([{ hash: head, message: 'fix: it\n', authorName: 'dk', commitDate: new Date(1000) }]),
  } as unknown as ApiRepository;

  get HEAD(): ApiBranch | undefined {
    return this.now.HEAD ?? { name: 'main', commit: head };
  }
  get indexChanges(): ApiChange[] {
    return changes(Array.from({ length: this.now.index ?? 0 }, () => 0));
  }
  get workingTreeChanges(): ApiChange[] {
    return changes(this.now.workingTree ?? []);
  }
  get untrackedChanges(): ApiChange[] {
    return changes(this.now.untracked ?? []);
  }
  get mergeChanges(): ApiChange[] {
    return changes(Array.from({ length: this.now.merge ?? 0 }, () => 18));
  }
}

function changes(statuses: readonly number[]): ApiChange[] {
  return statuses.map((status) => ({ status, uri: { fsPath: `${root}/file` } }) as unknown as ApiChange);
}

function readerOf(
  repository: ScriptedRepository | null,
  disk: () => Result<GitState, Failure> = () => ok(onDisk),
  settings: Partial<GitSettings> = {},
  index: () => number = () => 0,
): VscodeGitReader {
  const api = { repositories: repository === null ? [] : [repository.api] } as unknown as GitApi;
  const files = { name: 'files', read: () => Promise.resolve(disk()) };
  return new VscodeGitReader(
    () => api,
    files,
    () => ({ untrackedChanges: 'mixed', statusLimit: 100, ...settings }),
    () => Promise.resolve(`${JSON.stringify(disk())} ${index()}`),
  );
}

describe('git state from the git extension', () => {
  it('counts what the lists hold and takes the rest from the files', async () => {
    const repository = new ScriptedRepository({ index: 2, workingTree: [MODIFIED, UNTRACKED, UNTRACKED], merge: 1 });
    const result = await readerOf(repository, () => ok({ ...onDisk, stashes: 3, worktrees: 2 })).read(root, never);
    expect(result).toEqual(
      ok({
        ...cleanState,
        staged: 2,
        unstaged: 1,
        untracked: 2,
        conflicted: 1,
        stashes: 3,
        worktrees: 2,
        recentCommits: [{ hash: head, message: 'fix: it', author: 'dk', committedAtMs: 1000 }],
      }),
    );
  });

  it('lets VS Code look at the first reading, and not again while nothing moves', async () => {
    const repository = new ScriptedRepository({}, { index: 1 });
    const reader = readerOf(repository);
    for (let i = 0; i < 3; i++) {
      expect(await reader.read(root, never)).toMatchObject({ ok: true, value: { staged: 1 } });
    }
    expect(repository.statusRuns).toBe(1);
  });

  it('leaves it to others when the log does not begin at HEAD', async () => {
    const sha256 = 'c'.repeat(64);
    const repository = new ScriptedRepository({ HEAD: { name: 'main', commit: sha256 } });
    expect(await readerOf(repository, () => ok({ ...onDisk, head: sha256 })).read(root, never)).toMatchObject({
      ok: false,
    });
  });

  it('counts untracked files that are listed apart', async () => {
    const repository = new ScriptedRepository({ workingTree: [MODIFIED], untracked: [UNTRACKED, UNTRACKED] });
    const result = await readerOf(repository, undefined, { untrackedChanges: 'separate' }).read(root, never);
    expect(result).toMatchObject({ ok: true, value: { unstaged: 1, untracked: 2 } });
  });

  it('does not know untracked files that are hidden', async () => {
    const repository = new ScriptedRepository({ workingTree: [MODIFIED] });
    const result = await readerOf(repository, undefined, { untrackedChanges: 'hidden' }).read(root, never);
    expect(result).toMatchObject({ ok: true, value: { unstaged: 1, untracked: null } });
  });

  it('leaves it to others when the lists were cut at the limit', async () => {
    const repository = new ScriptedRepository({ workingTree: [MODIFIED, MODIFIED] });
    expect(await readerOf(repository, undefined, { statusLimit: 2 }).read(root, never)).toMatchObject({ ok: false });
    expect(await readerOf(repository, undefined, { statusLimit: 0 }).read(root, never)).toMatchObject({ ok: true });
  });

  it('lets VS Code look again when HEAD moved on disk', async () => {
    const before = '0'.repeat(40);
    const repository = new ScriptedRepository({ HEAD: { name: 'main', commit: before } });
    let disk: GitState = { ...onDisk, head: before };
    const reader = readerOf(repository, () => ok(disk));
    await reader.read(root, never);
    repository.afterStatus = { index: 1 };
    disk = onDisk;
    expect(await reader.read(root, never)).toMatchObject({ ok: true, value: { head, staged: 1 } });
    expect(repository.statusRuns).toBe(2);
  });

  it('lets VS Code look again when another branch is checked out at the same commit', async () => {
    const repository = new ScriptedRepository({ HEAD: { name: 'other', commit: head } }, {});
    expect(await readerOf(repository).read(root, never)).toMatchObject({ ok: true, value: { branch: 'main' } });
    expect(repository.statusRuns).toBe(1);
  });

  it('leaves it to others, asking once, when VS Code does not catch up', async () => {
    const repository = new ScriptedRepository({ HEAD: { name: 'main', commit: '0'.repeat(40) } });
    const reader = readerOf(repository);
    for (let i = 0; i < 3; i++) expect(await reader.read(root, never)).toMatchObject({ ok: false });
    expect(repository.statusRuns).toBe(1);
  });

  it('lets VS Code look again, once, when an operation begins', async () => {
    const repository = new ScriptedRepository({});
    let disk = onDisk;
    const reader = readerOf(repository, () => ok(disk));
    await reader.read(root, never);
    repository.afterStatus = { merge: 1 };
    disk = { ...onDisk, state: 'merge' };
    for (let i = 0; i < 3; i++) {
      expect(await reader.read(root, never)).toMatchObject({ ok: true, value: { state: 'merge', conflicted: 1 } });
    }
    expect(repository.statusRuns).toBe(2);
  });

  it('lets VS Code look again, once, when the index was written', async () => {
    const repository = new ScriptedRepository({}, { index: 1 });
    let index = 1;
    const reader = readerOf(repository, undefined, {}, () => index);
    await reader.read(root, never);
    index = 2;
    await reader.read(root, never);
    await reader.read(root, never);
    expect(repository.statusRuns).toBe(2);
  });

  it('knows no distance from an upstream that is gone', async () => {
    const upstream = { remote: 'origin', name: 'main' };
    const gone = new ScriptedRepository({ HEAD: { name: 'main', commit: head, upstream, ahead: 0, behind: 0 } });
    const value = { upstream: 'origin/main', ahead: null, behind: null };
    expect(await readerOf(gone).read(root, never)).toMatchObject({ ok: true, value });
  });

  it('spells an upstream as git does', async () => {
    const upstream = { remote: '.', name: 'next', commit: head };
    const local = new ScriptedRepository({ HEAD: { name: 'main', commit: head, upstream, ahead: 1, behind: 0 } });
    expect(await readerOf(local).read(root, never)).toMatchObject({
      ok: true,
      value: { upstream: 'next', ahead: 1, behind: 0 },
    });
    const elsewhere = readerOf(local, () => ok({ ...onDisk, upstream: 'elsewhere/next' }));
    expect(await elsewhere.read(root, never)).toMatchObject({ ok: true, value: { upstream: 'elsewhere/next' } });
  });

  it('believes VS Code where the files do not tell the refs', async () => {
    const reader = readerOf(new ScriptedRepository({}), () =>
      ok({ ...onDisk, branch: null, head: null, stashes: null }),
    );
    expect(await reader.read(root, never)).toMatchObject({
      ok: true,
      value: { branch: 'main', head, detached: false, unborn: false },
    });
  });

  it('leaves a repository to others that the extension has not opened, or while there is no extension', async () => {
    expect(await readerOf(null).read(root, never)).toMatchObject({ ok: false, error: { kind: 'programFailed' } });
    const files = { name: 'files', read: () => Promise.resolve(ok(onDisk)) };
    const without = new VscodeGitReader(
      () => null,
      files,
      () => ({ untrackedChanges: 'mixed', statusLimit: 0 }),
      () => Promise.resolve(null),
    );
    expect(await without.read(root, never)).toMatchObject({ ok: false, error: { kind: 'programFailed' } });
  });

  it('passes on that there is no repository', async () => {
    const failure: Failure = { kind: 'notARepository', path: root };
    expect(await readerOf(new ScriptedRepository({}), () => err(failure)).read(root, never)).toEqual(err(failure));
  });

  it('throws the reason when it is no longer wanted meanwhile', async () => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const reader = readerOf(new ScriptedRepository({}), () => {
      controller.abort(reason);
      return ok(onDisk);
    });
    await expect(reader.read(root, controller.signal)).rejects.toBe(reason);
  });
});
