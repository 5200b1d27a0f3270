/** Answers for real repositories made by real git in a temporary folder, untouched by the machine's configuration. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);
const FIRST_COMMIT_SECONDS = 1_760_000_000;

const GLOBAL_CONFIG = `
[init]
  defaultBranch = main
[user]
  name = Tester
  email = tester@example.invalid
[protocol "file"]
  allow = always
[core]
  autocrlf = false
[commit]
  gpgSign = false
[advice]
  detachedHead = false
`;

/** A temporary folder with a home of its own, in which git runs. */
export class GitSandbox {
  private commands = 0;

  private constructor(
    /** Free of symbolic links. */
    readonly folder: string,
    /** Variables that keep git off the machine's configuration. */
    readonly isolation: Readonly<Record<string, string>>,
  ) {}

  /** @param name part of the folder's name: may hold spaces and any letters. */
  static async create(name = 'git'): Promise<GitSandbox> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), `${name}-`)));
    const home = join(folder, 'home');
    await mkdir(home);
    const config = join(home, '.gitconfig');
    await writeFile(config, GLOBAL_CONFIG);
    return new GitSandbox(folder, {
      HOME: home,
      XDG_CONFIG_HOME: home,
      GIT_CONFIG_GLOBAL: config,
      GIT_CONFIG_NOSYSTEM: '1',
    });
  }

  /** Calls `use` with a sandbox that is gone afterwards. */
  static async use(name: string, use: (sandbox: GitSandbox) => Promise<void>): Promise<void> {
    const sandbox = await GitSandbox.create(name);
    try {
      await use(sandbox);
    } finally {
      await sandbox.dispose();
    }
  }

  /** A new repository in the folder `name` of the sandbox. */
  async init(name: string, ...options: string[]): Promise<GitRepository> {
    const root = join(this.folder, name);
    await mkdir(root, { recursive: true });
    const repository = this.at(root);
    await repository.git('init', '--quiet', ...options);
    return repository;
  }

  at(root: string): GitRepository {
    return new GitRepository(root, this);
  }

  /** Runs git; every call is a minute later than the one before. */
  async run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const date = `${FIRST_COMMIT_SECONDS + 60 * this.commands++} +0000`;
    const { stdout } = await execFileAsync('git', [...args], {
      cwd,
      maxBuffer: 256 * 1024 * 1024,
      env: {
        PATH: process.env.PATH,
        LC_ALL: 'C',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        GIT_EDITOR: 'true',
        GIT_SEQUENCE_EDITOR: 'true',
        ...this.isolation,
        ...env,
      },
    });
    return stdout;
  }

  /** A symbolic link (on Windows a junction) of this name in the sandbox that leads to `target` in `folder`. */
  async link(target: string, folder: string, name: string): Promise<void> {
    await symlink(join(folder, target), join(this.folder, name), 'junction');
  }

  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** One work tree (or bare repository) of a sandbox. */
export class GitRepository {
  constructor(
    readonly root: string,
    readonly sandbox: GitSandbox,
  ) {}

  /** The output of `git ARGS`. @throws when git fails. */
  git(...args: string[]): Promise<string> {
    return this.sandbox.run(this.root, args);
  }

  /** Runs a git command that must fail, as a merge with conflicts does. */
  async gitFails(...args: string[]): Promise<void> {
    try {
      await this.git(...args);
    } catch {
      return;
    }
    throw new Error(`git ${args.join(' ')} was expected to fail`);
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.root, path), { recursive: true });
  }

  /** Writes one file and commits it. */
  async commit(path: string, text: string, message = `change ${path}`): Promise<void> {
    await this.write(path, text);
    await this.git('add', '--', path);
    await this.git('commit', '--quiet', '--message', message);
  }

  /** Two branches, `main` (checked out) and `side`, whose last commits change the same line of `file.txt`. */
  async diverge(): Promise<void> {
    await this.commit('file.txt', 'base\n', 'base');
    await this.git('checkout', '--quiet', '-b', 'side');
    await this.commit('file.txt', 'side\n', 'side');
    await this.git('checkout', '--quiet', 'main');
    await this.commit('file.txt', 'main\n', 'main');
  }
}
