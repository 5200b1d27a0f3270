/** Answers for what every reader of git state promises, on real repositories; runs under vitest and under mocha. */
import assert from 'node:assert/strict';
import { readFile, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitOperation, GitState } from '../../src/domain/git';
import type { GitReader } from '../../src/ports/gitReader';
import { askPlumbing } from '../fakes/gitOracle';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { gitOperationCases } from './gitOperationCases';
import { gitLayoutCases } from './gitLayoutCases';

export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

/** One reader, with what it says of itself. */
export interface GitReaderSubject {
  readonly name: string;
  /** Fields the reader cannot know: they must be null, or empty for commits. */
  readonly unknown: readonly (keyof GitState)[];
  readonly readsBare: boolean;
  readonly readsSha256: boolean;
  /** @param sandbox the folder the repositories are in. */
  create(sandbox: GitSandbox): Promise<GitReader>;
  /** Makes the reader know the repository, where it has to be told. */
  open(root: string): Promise<void>;
}

/** What plumbing cannot tell, and the numbers the case is about, so that the oracle is checked too. */
type Expected = Partial<GitState> & { readonly state?: GitOperation };

interface CaseContext {
  readonly sandbox: GitSandbox;
  /** Reads the work tree and compares every field with git's plumbing and with `expected`. */
  readonly check: (repository: GitRepository, expected: Expected) => Promise<void>;
}

export interface GitCase {
  /** A present-tense fact. */
  readonly fact: string;
  readonly needs?: 'bare' | 'sha256';
  readonly run: (context: CaseContext) => Promise<void>;
}

export function gitReaderContract({ describe, it }: TestFramework, subject: GitReaderSubject): void {
  describe(`git reader: ${subject.name}`, () => {
    for (const { fact, needs, run } of [...gitOperationCases, ...gitLayoutCases]) {
      if ((needs === 'bare' && !subject.readsBare) || (needs === 'sha256' && !subject.readsSha256)) {
        it(`leaves to others: ${fact}`, () => refuses(subject, run));
      } else {
        it(fact, () => GitSandbox.use('git', async (sandbox) => run(await contextFor(subject, sandbox))));
      }
    }

    it('says notARepository of a folder outside any', () =>
      GitSandbox.use('git', async (sandbox) => {
        const reader = await subject.create(sandbox);
        const result = await reader.read(sandbox.folder, new AbortController().signal);
        assert.deepEqual(result, { ok: false, error: { kind: 'notARepository', path: sandbox.folder } });
      }));

    it('throws the reason of a signal that is aborted', () =>
      GitSandbox.use('git', async (sandbox) => {
        const repository = await sandbox.init('repo');
        const reader = await subject.create(sandbox);
        const reason = new Error('no longer wanted');
        await assert.rejects(reader.read(repository.root, AbortSignal.abort(reason)), (error) => error === reason);
      }));

    it('leaves the index as it is, where a plain status would refresh it', () =>
      GitSandbox.use('git', async (sandbox) => {
        const repository = await sandbox.init('repo');
        await repository.commit('a.txt', 'a\n');
        await subject.open(repository.root);
        const reader = await subject.create(sandbox);
        await utimes(join(repository.root, 'a.txt'), 1_000_000_000, 1_000_000_000);
        const before = await indexOf(repository);
        const result = await reader.read(repository.root, new AbortController().signal);
        assert.equal(result.ok, true);
        assert.deepEqual(await indexOf(repository), before);
        await repository.git('status');
        assert.notDeepEqual(await indexOf(repository), before);
      }));

    it('reads through a folder that is a symbolic link', () =>
      GitSandbox.use('git', async (sandbox) => {
        const repository = await sandbox.init('repo');
        await repository.commit('a.txt', 'a\n');
        const link = sandbox.at(join(sandbox.folder, 'link'));
        await symlink(repository.root, link.root, 'junction');
        await (await contextFor(subject, sandbox)).check(link, { branch: 'main' });
      }));
  });
}

async function contextFor(subject: GitReaderSubject, sandbox: GitSandbox): Promise<CaseContext> {
  const reader = await subject.create(sandbox);
  return {
    sandbox,
    async check(repository, expected) {
      const plumbing = { state: 'clean', returnsTo: null, ...(await askPlumbing(repository)) };
      for (const [field, value] of Object.entries(expected)) {
        if (field === 'state' || field === 'returnsTo') continue;
        assert.deepEqual(plumbing[field as keyof GitState], value, `plumbing disagrees with the case on ${field}`);
      }
      await subject.open(repository.root);
      const result = await reader.read(repository.root, new AbortController().signal);
      if (!result.ok) assert.fail(`could not read: ${JSON.stringify(result.error)}`);
      const unknown = subject.unknown.map((field) => [field, field === 'recentCommits' ? [] : null] as const);
      assert.deepEqual({ ...result.value }, { ...plumbing, ...expected, ...Object.fromEntries(unknown) });
    },
  };
}

/** A reader that cannot read such a repository must say so by a failure, never by wrong facts. */
function refuses(subject: GitReaderSubject, run: GitCase['run']): Promise<void> {
  return GitSandbox.use('git', async (sandbox) => {
    const reader = await subject.create(sandbox);
    let reads = 0;
    await run({
      sandbox,
      async check(repository) {
        await subject.open(repository.root);
        const result = await reader.read(repository.root, new AbortController().signal);
        if (!result.ok) reads++;
      },
    });
    assert.ok(reads > 0, 'the reader refused nothing');
  });
}

async function indexOf(repository: GitRepository): Promise<{ readonly content: Buffer; readonly mtimeMs: number }> {
  const path = join(repository.root, '.git', 'index');
  return { content: await readFile(path), mtimeMs: (await stat(path)).mtimeMs };
}
