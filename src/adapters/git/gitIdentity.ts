/** Answers for who commits in a repository: by the configuration files, and by git, which follows every include. */
import { join } from 'node:path';
import { nobody, type GitIdentity, type IdentityReader } from '../../ports/identityReader';
import { readSmallFile } from './boundedFile';
import { configValue, parseGitConfig, readGitConfig, type GitConfig } from './gitConfig';
import { findGitDirectory } from './gitDirectory';
import { GitProcess } from './gitProcess';
import { GitProgram } from './gitProgram';
import { parseConfigOutput } from './remoteConfig';

const maxConfigBytes = 4 * 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** What the files say. */
interface FilesSay {
  readonly identity: GitIdentity;
  /** False where something is missing, or other files are included: those may say otherwise. */
  readonly isAll: boolean;
}

/**
 * For trusted folders: runs git where the configuration files alone do not tell, and again only when they say something
 * else.
 */
export class GitProcessIdentity implements IdentityReader {
  private readonly program: GitProgram;
  private readonly known = new Map<string, { readonly files: string; readonly identity: GitIdentity }>();

  /**
   * @param locate the absolute path of the git program; null when there is none.
   * @param environment tells where the person's own configuration is
   */
  constructor(
    locate: () => Promise<string | null>,
    private readonly environment: Environment,
  ) {
    this.program = new GitProgram(locate);
  }

  async identity(root: string, signal: AbortSignal): Promise<GitIdentity> {
    const said = await readFiles(root, this.environment, signal);
    if (said.isAll) return said.identity;
    const files = JSON.stringify(said);
    const known = this.known.get(root);
    if (known?.files === files) return known.identity;
    const identity = (await this.ask(root, signal)) ?? said.identity;
    this.known.set(root, { files, identity });
    return identity;
  }

  private async ask(root: string, signal: AbortSignal): Promise<GitIdentity | null> {
    const options = await this.program.options(signal);
    const git = options.ok ? GitProcess.open(root, options.value, signal) : null;
    const output = await git?.run(['config', '--null', '--get-regexp', '^user\\.(name|email)$']);
    return output?.ok === true ? identityIn(parseConfigOutput(output.value)) : null;
  }
}

/** Runs nothing. */
export class GitFilesIdentity implements IdentityReader {
  /** @param environment tells where the person's own configuration is */
  constructor(private readonly environment: Environment) {}

  async identity(root: string, signal: AbortSignal): Promise<GitIdentity> {
    return (await readFiles(root, this.environment, signal)).identity;
  }
}

async function readFiles(root: string, environment: Environment, signal: AbortSignal): Promise<FilesSay> {
  const directory = await findGitDirectory(root);
  const configs: GitConfig[] = [];
  for (const path of globalFiles(environment)) {
    configs.push(parseGitConfig((await readSmallFile(path, maxConfigBytes)) ?? ''));
  }
  if (directory !== null) configs.push(await readGitConfig(directory));
  signal.throwIfAborted();
  let identity = nobody;
  for (const config of configs) {
    const { name, email } = identityIn(config);
    identity = { name: name ?? identity.name, email: email ?? identity.email };
  }
  const includes = configs.some((config) => [...config.keys()].some((key) => /^include(?:if)?\./.test(key)));
  return { identity, isAll: !includes && identity.name !== null && identity.email !== null };
}

/** The later one counts: https://git-scm.com/docs/git-config#FILES */
function globalFiles(environment: Environment): readonly string[] {
  const { GIT_CONFIG_GLOBAL: told, HOME, USERPROFILE, XDG_CONFIG_HOME } = environment;
  if (told !== undefined) return told === '' ? [] : [told];
  const home = HOME ?? USERPROFILE;
  if (home === undefined) return [];
  return [join(XDG_CONFIG_HOME ?? join(home, '.config'), 'git', 'config'), join(home, '.gitconfig')];
}

function identityIn(config: GitConfig): GitIdentity {
  return { name: said(config, 'user.name'), email: said(config, 'user.email') };
}

function said(config: GitConfig, key: string): string | null {
  const value = configValue(config, key)?.trim();
  return value === undefined || value === '' ? null : value;
}
