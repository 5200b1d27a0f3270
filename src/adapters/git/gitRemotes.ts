/**
 * Answers for the remotes of a repository. Configuration files are read as they are; git is run only where they are not
 * all there is: where they include others, or configuration is given as variables.
 */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { WatchTarget } from '../../ports/fileWatcher';
import type { GitRemote, RemoteReader } from '../../ports/repositoryReader';
import { readSmallFile } from './boundedFile';
import { parseGitConfig, readGitConfig, type GitConfig } from './gitConfig';
import { findGitDirectory } from './gitDirectory';
import { GitProcess } from './gitProcess';
import { GitProgram } from './gitProgram';
import { parseConfigOutput, remoteConfigCommand, remotesOf } from './remoteConfig';
import { readSshHostNames } from './sshHostNames';

type Environment = Readonly<Record<string, string | undefined>>;

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;
/** Hundreds of repositories must not start hundreds of processes. */
const PROCESSES = 4;
/** Where git's own configuration is, as it is usually installed. */
const SYSTEM_FILES = ['/etc/gitconfig', '/opt/homebrew/etc/gitconfig', '/usr/local/etc/gitconfig'];

export interface GitRemotesMeans {
  /** The absolute path of the git program; null when there is none, or none may be run. */
  readonly locate: () => Promise<string | null>;
  readonly environment: Environment;
}

export class GitRemotes implements RemoteReader {
  private readonly program: GitProgram;
  /** What git said of each root, as long as no file read here moves. */
  private readonly known = new Map<string, { readonly key: string; readonly config: GitConfig }>();
  private readonly turns: Promise<unknown>[] = [];
  private asked = 0;

  constructor(private readonly means: GitRemotesMeans) {
    this.program = new GitProgram(means.locate);
  }

  async remotes(root: string, signal: AbortSignal): Promise<readonly GitRemote[]> {
    signal.throwIfAborted();
    const directory = await findGitDirectory(root);
    if (directory === null) return [];
    const [user, own] = await Promise.all([this.readUserConfig(), readGitConfig(directory)]);
    signal.throwIfAborted();
    const files = merged([...user, own]);
    const config = this.isAll(files) ? files : await this.askGit(root, files, signal);
    const hostNameOf = await readSshHostNames(this.home);
    signal.throwIfAborted();
    return remotesOf(config, hostNameOf);
  }

  async watchTargets(root: string, signal: AbortSignal): Promise<readonly WatchTarget[]> {
    signal.throwIfAborted();
    const directory = await findGitDirectory(root);
    if (directory === null) return [];
    const { gitDir, commonDir } = directory;
    return gitDir === commonDir
      ? [{ folder: commonDir, names: ['config', 'config.worktree'] }]
      : [
          { folder: commonDir, names: ['config'] },
          { folder: gitDir, names: ['config.worktree'] },
        ];
  }

  private get home(): string {
    const { HOME } = this.means.environment;
    return HOME === undefined || HOME === '' ? homedir() : HOME;
  }

  /** In git's order: https://git-scm.com/docs/git-config#FILES */
  private async readUserConfig(): Promise<readonly GitConfig[]> {
    const texts = await Promise.all(this.userFiles().map((path) => readSmallFile(path, MAX_CONFIG_BYTES)));
    return texts.map((text) => parseGitConfig(text ?? ''));
  }

  private userFiles(): readonly string[] {
    const { GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM, XDG_CONFIG_HOME, ProgramFiles } =
      this.means.environment;
    const withoutSystem = /^(true|yes|on|0*[1-9]\d*)$/i.test(GIT_CONFIG_NOSYSTEM ?? '');
    const usual =
      process.platform === 'win32'
        ? [join(ProgramFiles ?? 'C:\\Program Files', 'Git', 'etc', 'gitconfig')]
        : SYSTEM_FILES;
    const system = withoutSystem ? [] : GIT_CONFIG_SYSTEM === undefined ? usual : [GIT_CONFIG_SYSTEM];
    const xdg = XDG_CONFIG_HOME === undefined || XDG_CONFIG_HOME === '' ? join(this.home, '.config') : XDG_CONFIG_HOME;
    const global =
      GIT_CONFIG_GLOBAL === undefined
        ? [join(xdg, 'git', 'config'), join(this.home, '.gitconfig')]
        : [GIT_CONFIG_GLOBAL];
    return [...system, ...global].filter((path) => path !== '');
  }

  /** Whether nothing beside these files has a say. */
  private isAll(files: GitConfig): boolean {
    const { GIT_CONFIG_COUNT } = this.means.environment;
    const numbered = GIT_CONFIG_COUNT !== undefined && GIT_CONFIG_COUNT !== '0';
    return !numbered && ![...files.keys()].some((key) => key === 'include.path' || key.startsWith('includeif.'));
  }

  /** What the files say, where git is missing or refuses. */
  private async askGit(root: string, files: GitConfig, signal: AbortSignal): Promise<GitConfig> {
    const key = createHash('sha256')
      .update(JSON.stringify([...files]))
      .digest('base64');
    const known = this.known.get(root);
    if (known?.key === key) return known.config;
    const config = await this.inTurn(() => this.runGit(root, signal));
    if (config === null) return files;
    this.known.set(root, { key, config });
    return config;
  }

  private async runGit(root: string, signal: AbortSignal): Promise<GitConfig | null> {
    const options = await this.program.options(signal);
    const git = options.ok ? GitProcess.open(root, options.value, signal) : null;
    if (git === null) return null;
    const output = await git.run(remoteConfigCommand);
    if (output.ok) return parseConfigOutput(output.value);
    // That nothing of the kind is configured.
    return output.error.kind === 'programFailed' && output.error.exitCode === 1 ? new Map() : null;
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.asked++ % PROCESSES;
    const result = (this.turns[turn] ?? Promise.resolve()).then(run);
    this.turns[turn] = result.catch(() => undefined);
    return result;
  }
}

function merged(configs: readonly GitConfig[]): GitConfig {
  const all = new Map<string, readonly string[]>();
  for (const config of configs) {
    for (const [key, values] of config) all.set(key, [...(all.get(key) ?? []), ...values]);
  }
  return all;
}
