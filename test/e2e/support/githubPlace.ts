/** Answers for a repository on the loopback GitHub, with its clone on this disk, for a person to work on. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from '../../rig/guardedProcess';
import type { GitHubServer } from '../../fakes/github/gitHubServer';
import { fullNameOf, type FakeIssue, type FakeRepository } from '../../fakes/github/records';
import { seedRepository } from '../../fakes/github/seed';

export interface GitHubPlace {
  readonly repository: FakeRepository;
  /** Blocks {@link GitHubPlace.waiting}, and is free itself. */
  readonly blocker: FakeIssue;
  readonly waiting: FakeIssue;
  /** Free, and named by no commit. */
  readonly other: FakeIssue;
}

const namedIssues = 3;
const day = 86_400_000;

/** A private repository `acme/shop` with as many open issues, three of which tests call by name. */
export function seedPlace(server: GitHubServer, openIssues: number): GitHubPlace {
  const { state } = server;
  const pulls = Math.round(openIssues / 50);
  const repository = seedRepository(state, { issues: openIssues - namedIssues, pulls, closed: 0 });
  repository.private = true;
  const before = (days: number): { readonly createdAtMs: number; readonly updatedAtMs: number } => {
    const atMs = state.nowMs() - days * day;
    return { createdAtMs: atMs, updatedAtMs: atMs };
  };
  const blocker = state.addIssue(repository, { title: 'Reload the cache', type: 'Bug', labels: ['p1'], ...before(3) });
  const waiting = state.addIssue(repository, { title: 'Show fresh prices', type: 'Feature', ...before(3) });
  const other = state.addIssue(repository, { title: 'Round the total', type: 'Bug', ...before(2) });
  waiting.blockedBy.add(blocker);
  blocker.blocking.add(waiting);
  return { repository, blocker, waiting, other };
}

/** How many issues each section has to have. */
export function countSections({ issues, pulls }: FakeRepository): Record<'inProgress' | 'ready' | 'blocked', number> {
  const open = [...issues.values()].filter(({ state }) => state === 'open');
  const begun = new Set([...pulls.values()].flatMap((pull) => (pull.state === 'open' ? [...pull.closes] : [])));
  const blocked = open.filter(({ blockedBy }) => [...blockedBy].some(({ state }) => state === 'open'));
  const waiting = new Set(blocked);
  const inProgress = open.filter((issue) => begun.has(issue) && !waiting.has(issue)).length;
  return { inProgress, ready: open.length - blocked.length - inProgress, blocked: blocked.length };
}

/** Makes the clone in `folder`, as far as a person would see: one commit on main, and the remote at github.com. */
export function makeClone(folder: string, repository: FakeRepository): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  git(folder, 'config', 'user.name', 'dk');
  git(folder, 'config', 'user.email', 'dk@shop.example');
  git(folder, 'config', 'commit.gpgsign', 'false');
  git(folder, 'remote', 'add', 'origin', `https://github.com/${fullNameOf(repository)}.git`);
  writeFileSync(path.join(folder, 'README.md'), '# shop\n');
  commitAll(folder, 'chore: start the shop');
}

/** @returns the commit's hash */
export function commitAll(folder: string, message: string): string {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
  return git(folder, 'rev-parse', 'HEAD').trim();
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, env: cleanEnvironment(), encoding: 'utf8' });
}

/** A door that requests wait at until a test opens it. */
interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    open: () => {
      open();
    },
  };
}
