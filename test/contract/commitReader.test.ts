import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitCommitReader } from '../../src/adapters/git/commitReader';
import type { CommitsAnswer, CommitsQuery } from '../../src/ports/repositoryReader';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;

describe('the commit reader', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  const reader = new GitCommitReader(() => Promise.resolve('git'));

  beforeEach(async () => {
    sandbox = await GitSandbox.create('commits of ä');
    repository = await sandbox.init('repo');
  });

  afterEach(() => sandbox.dispose());

  async function read(query: Partial<CommitsQuery> = {}, root = repository.root, by = reader): Promise<CommitsAnswer> {
    const result = await by.commits(root, { known: [], limit: 500, ...query }, never);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  /** `+` before what is on the default branch. */
  const told = ({ commits }: CommitsAnswer): readonly string[] =>
    commits.map(({ message, onDefaultBranch }) => `${onDefaultBranch ? '+' : '-'}${message}`);

  const empty = (message: string, ...options: string[]): Promise<string> =>
    repository.git('commit', '--quiet', '--allow-empty', ...options, '--message', message);

  it('tells whole messages of all branches, newest first, and which the default branch has', async () => {
    await empty('first');
    await repository.git('checkout', '--quiet', '-b', 'side');
    await empty('on the side\n\nFixes #12');
    await repository.git('checkout', '--quiet', 'main');
    await empty('second');
    const answer = await read();
    expect(told(answer)).toEqual(['+second', '-on the side\n\nFixes #12', '+first']);
    expect(answer.more).toBe(false);
    expect(answer.commits[0]).toMatchObject({
      hash: (await repository.git('rev-parse', 'main')).trim(),
      committedAtMs: Number(await repository.git('log', '-1', '--format=%ct')) * 1000,
    });
  });

  it('tells only what came since, and nothing when nothing did', async () => {
    await empty('first');
    const { tips } = await read();
    const same = await read({ known: tips });
    expect(same).toEqual({ commits: [], tips, more: false });
    await empty('second');
    await repository.git('checkout', '--quiet', '-b', 'side');
    await empty('third');
    expect(told(await read({ known: tips }))).toEqual(['-third', '+second']);
  });

  it('tells a known commit again when it comes onto the default branch', async () => {
    await empty('first');
    await repository.git('checkout', '--quiet', '-b', 'side');
    await empty('fixes #12');
    const { tips } = await read();
    await repository.git('checkout', '--quiet', 'main');
    await repository.git('merge', '--quiet', '--ff-only', 'side');
    const answer = await read({ known: tips });
    expect(told(answer)).toEqual(['+fixes #12']);
    expect((await read({ known: answer.tips })).commits).toEqual([]);
  });

  it('passes over known tips that are gone, and words that are no tips', async () => {
    await empty('first');
    const gone = 'ab'.repeat(20);
    expect(told(await read({ known: [gone, `default:${gone}`, '--all', 'default:--output=x', ''] }))).toEqual([
      '+first',
    ]);
    const { tips } = await read();
    await empty('rewritten', '--amend');
    await repository.git('reflog', 'expire', '--expire=now', '--all');
    await repository.git('gc', '--quiet', '--prune=now');
    expect(told(await read({ known: tips }))).toEqual(['+rewritten']);
  });

  it('tells at most as many as asked for, the newest, and that there are more', async () => {
    for (const message of ['first', 'second', 'third']) await empty(message);
    const answer = await read({ limit: 2 });
    expect(told(answer)).toEqual(['+third', '+second']);
    expect(answer.more).toBe(true);
    expect((await read({ limit: 3 })).more).toBe(false);
    expect((await read({ known: answer.tips })).commits).toEqual([]);
  });

  it('stops reading where messages grow beyond all measure', async () => {
    await empty('first');
    await repository.write('message', 'x'.repeat(600_000));
    await repository.git('commit', '--quiet', '--allow-empty', '--file', 'message');
    await empty('third');
    const answer = await read({}, repository.root, new GitCommitReader(() => Promise.resolve('git'), 100_000));
    expect(told(answer)).toEqual(['+third']);
    expect(answer.more).toBe(true);
    const [, long] = (await read()).commits;
    expect(long?.message).toHaveLength(64 * 1024);
  });

  it('reads messages in other encodings, with any character, and without one', async () => {
    await repository.git(
      '-c',
      'i18n.commitEncoding=ISO-8859-1',
      'commit',
      '--allow-empty',
      '--message',
      'caf\u00e9 #1',
    );
    await repository.git('commit', '--quiet', '--allow-empty', '--allow-empty-message', '--message', '');
    await empty('tab\tand "quotes" 日本 \u{1F600}');
    expect(told(await read())).toEqual([
      '+tab\tand "quotes" 日本 \u{1F600}',
      '+',
      expect.stringMatching(/^\+caf.+ #1$/),
    ]);
  });

  it('has nothing to tell of a repository without commits', async () => {
    expect(await read()).toEqual({ commits: [], tips: [], more: false });
  });

  it('tells what a detached HEAD has and no branch does', async () => {
    await empty('first');
    await repository.git('checkout', '--quiet', '--detach');
    await empty('loose');
    const answer = await read();
    expect(told(answer)).toEqual(['-loose', '+first']);
    expect((await read({ known: answer.tips })).commits).toEqual([]);
  });

  it('takes master for the default branch, and none of other names', async () => {
    await empty('first');
    await repository.git('branch', '--move', 'main', 'trunk');
    expect(told(await read())).toEqual(['-first']);
    await repository.git('branch', '--move', 'trunk', 'master');
    expect(told(await read())).toEqual(['+first']);
  });

  it('lets the remote say what the default branch is, and counts what was not pushed yet', async () => {
    await empty('first');
    await repository.git('branch', 'develop/next');
    await empty('only on main');
    await repository.git('checkout', '--quiet', 'develop/next');
    const clone = sandbox.at(join(sandbox.folder, 'clone'));
    await sandbox.run(sandbox.folder, ['clone', '--quiet', repository.root, clone.root]);
    await clone.git('commit', '--quiet', '--allow-empty', '--message', 'not pushed');
    expect(told(await read({}, clone.root))).toEqual(['+not pushed', '-only on main', '+first']);
  });

  it('prefers the default branch of the repository a fork was made of', async () => {
    await empty('first');
    const clone = sandbox.at(join(sandbox.folder, 'clone'));
    await sandbox.run(sandbox.folder, ['clone', '--quiet', repository.root, clone.root]);
    await repository.git('checkout', '--quiet', '-b', 'trunk');
    await empty('of the upstream');
    await clone.git('remote', 'add', 'upstream', repository.root);
    await clone.git('fetch', '--quiet', 'upstream');
    await clone.git('remote', 'set-head', 'upstream', 'trunk');
    expect(told(await read({}, clone.root))).toEqual(['+of the upstream', '+first']);
  });

  it('reads a shallow clone as far as it goes, and a work tree as its repository', async () => {
    await empty('first');
    await empty('second');
    const shallow = join(sandbox.folder, 'shallow');
    await sandbox.run(sandbox.folder, ['clone', '--quiet', '--depth=1', `file://${repository.root}`, shallow]);
    expect(told(await read({}, shallow))).toEqual(['+second']);
    const tree = sandbox.at(join(sandbox.folder, 'tree'));
    await repository.git('worktree', 'add', '--quiet', '-b', 'side', tree.root);
    await tree.git('commit', '--quiet', '--allow-empty', '--message', 'in the tree');
    expect(told(await read({}, tree.root))).toEqual(['-in the tree', '+second', '+first']);
  });

  it('reads branches of remotes, of which no local one knows', async () => {
    await empty('first');
    const clone = sandbox.at(join(sandbox.folder, 'clone'));
    await sandbox.run(sandbox.folder, ['clone', '--quiet', repository.root, clone.root]);
    const { tips } = await read({}, clone.root);
    await repository.git('checkout', '--quiet', '-b', 'theirs');
    await empty('of theirs');
    await clone.git('fetch', '--quiet');
    expect(told(await read({ known: tips }, clone.root))).toEqual(['-of theirs']);
  });

  it('is not misled by the configuration', async () => {
    await empty('first #1');
    for (const [name, value] of [
      ['log.showSignature', 'true'],
      ['format.pretty', 'oneline'],
      ['log.follow', 'true'],
      ['color.ui', 'always'],
      ['log.decorate', 'full'],
      ['core.quotePath', 'true'],
    ] as const) {
      await repository.git('config', name, value);
    }
    await repository.git('notes', 'add', '--message', 'a note #2');
    expect(told(await read())).toEqual(['+first #1']);
  });

  it('says so when there is no repository, no folder, or no git', async () => {
    const plain = join(sandbox.folder, 'home');
    const query = { known: [], limit: 1 };
    expect(await reader.commits(plain, query, never)).toEqual({
      ok: false,
      error: { kind: 'notARepository', path: plain },
    });
    await rm(repository.root, { recursive: true });
    expect(await reader.commits(repository.root, query, never)).toMatchObject({ ok: false });
    const without = new GitCommitReader(() => Promise.resolve(null));
    expect(await without.commits(plain, query, never)).toEqual({
      ok: false,
      error: { kind: 'programMissing', program: 'git' },
    });
  });

  it('throws the reason when aborted', async () => {
    await empty('first');
    const reason = new Error('no longer wanted');
    const controller = new AbortController();
    const reading = reader.commits(repository.root, { known: [], limit: 1 }, controller.signal);
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});
