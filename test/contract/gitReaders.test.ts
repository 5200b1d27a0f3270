/** Answers for the git readers that need no VS Code keeping the contract. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { FallbackGitReader } from '../../src/adapters/git/fallbackGit';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import { SimpleGitReader } from '../../src/adapters/git/simpleGit';
import { GitSandbox } from '../fakes/gitRepository';
import { FakeLog } from '../fakes/fakeLog';
import { gitReaderContract } from './gitReaderContract';

const simpleGit = { gitPath: 'git', timeoutMs: 20_000 };
const nothing = (): Promise<void> => Promise.resolve();
const before = { ...process.env };
let home: GitSandbox;

// The readers run git in the user's environment, so the environment is made a neutral one.
beforeAll(async () => {
  home = await GitSandbox.create();
  Object.assign(process.env, home.isolation);
});

afterAll(async () => {
  for (const name of Object.keys(home.isolation)) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
  await home.dispose();
});

gitReaderContract(
  { describe, it },
  {
    name: 'simple-git',
    unknown: [],
    readsBare: true,
    readsSha256: true,
    create: () => Promise.resolve(new SimpleGitReader(simpleGit)),
    open: nothing,
  },
);

gitReaderContract(
  { describe, it },
  {
    name: 'files',
    unknown: ['ahead', 'behind', 'staged', 'unstaged', 'untracked', 'conflicted', 'recentCommits'],
    readsBare: true,
    readsSha256: true,
    create: () => Promise.resolve(new GitFilesReader()),
    open: nothing,
  },
);

gitReaderContract(
  { describe, it },
  {
    name: 'fallback',
    unknown: [],
    readsBare: true,
    readsSha256: true,
    create: () => {
      const missing = new SimpleGitReader({ ...simpleGit, gitPath: '/nowhere/git' });
      return Promise.resolve(new FallbackGitReader([missing, new SimpleGitReader(simpleGit)], new FakeLog()));
    },
    open: nothing,
  },
);
