/** Answers for what a repository's state is, told by git's plumbing commands one by one. */
import type { Commit, GitState } from '../../src/domain/git';
import type { GitRepository } from './gitRepository';

/** All but the fields plumbing has no command for: the operation and the branch it returns to. */
export type OracleState = Omit<GitState, 'state' | 'returnsTo'>;

export async function askPlumbing(repository: GitRepository): Promise<OracleState> {
  const ask = async (...args: string[]): Promise<string | null> => {
    try {
      return await repository.sandbox.run(repository.root, args, { GIT_OPTIONAL_LOCKS: '0' });
    } catch {
      return null;
    }
  };
  const paths = async (...args: string[]): Promise<readonly string[] | null> =>
    (await ask(...args))?.split('\0').filter((path) => path !== '') ?? null;

  const ref = (await ask('symbolic-ref', '--quiet', 'HEAD'))?.trim() ?? null;
  const head = (await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'))?.trim() ?? null;
  const upstream = ref === null ? '' : ((await ask('for-each-ref', '--format=%(upstream:short)', ref)) ?? '').trim();
  const distance = /^(\d+)\s+(\d+)/.exec(
    (await ask('rev-list', '--left-right', '--count', 'HEAD...@{upstream}')) ?? '',
  );
  const unmerged = (await paths('ls-files', '--unmerged', '-z'))?.map((line) => line.slice(line.indexOf('\t') + 1));
  const edited = await paths('diff', '--name-only', '-z');
  const worktrees = ((await ask('worktree', 'list', '--porcelain')) ?? '')
    .split('\n\n')
    .filter((block) => block !== '');
  const hasWorkTree = (await ask('rev-parse', '--is-inside-work-tree'))?.trim() === 'true';
  const count = (list: readonly string[] | null): number | null => (hasWorkTree ? (list?.length ?? null) : null);
  return {
    branch: ref?.replace(/^refs\/heads\//, '') ?? null,
    head,
    detached: ref === null,
    unborn: head === null,
    upstream: upstream === '' ? null : upstream,
    ahead: distance ? Number(distance[1]) : null,
    behind: distance ? Number(distance[2]) : null,
    staged: count(await paths('diff', '--cached', '--name-only', '-z', '--find-renames', '--diff-filter=u')),
    // A file in conflict is in this list too, compared with one side.
    unstaged: count(edited?.filter((path) => unmerged?.includes(path) !== true) ?? null),
    untracked: count(await paths('ls-files', '--others', '--exclude-standard', '-z')),
    conflicted: count([...new Set(unmerged)]),
    stashes: ((await ask('stash', 'list', '--format=%H')) ?? '').split('\n').filter((line) => line !== '').length,
    worktrees: worktrees.filter((block) => !/^prunable/m.test(block)).length,
    recentCommits: await readCommits(ask),
  };
}

async function readCommits(ask: (...args: string[]) => Promise<string | null>): Promise<readonly Commit[]> {
  const hashes = ((await ask('rev-list', '--max-count=10', 'HEAD', '--')) ?? '')
    .split('\n')
    .filter((hash) => hash !== '');
  return Promise.all(
    hashes.map(async (hash) => {
      const [header = '', ...body] = ((await ask('cat-file', 'commit', hash)) ?? '').split('\n\n');
      return {
        hash,
        message: body.join('\n\n').replace(/\n+$/, ''),
        author: /^author (.*) <.*$/m.exec(header)?.[1] ?? '',
        committedAtMs: Number(/^committer .*> (\d+) /m.exec(header)?.[1]) * 1000,
      };
    }),
  );
}
