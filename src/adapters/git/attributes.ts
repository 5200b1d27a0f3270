/**
 * Answers for whether git may take a file for unchanged although its content on disk is another: what is compared is
 * the content after the conversions that attributes name. Format: https://git-scm.com/docs/gitattributes
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileStamp, readSmallFile } from './boundedFile';
import { ATTRIBUTES_COMMAND } from './changeCommands';
import type { GitDirectory } from './gitDirectory';
import type { GitProcess } from './gitProcess';

const ATTRIBUTES_NAME = '.gitattributes';

const MAX_BYTES = 4 * 1024 * 1024;

/** A line, no comment, that gives a pattern one of the attributes by which an edit can be undone. */
const CONVERSION = /^[ \t\uFEFF]*[^#\s][^\n]*[ \t](?:filter|ident|working-tree-encoding)(?:[=\s]|$)/m;

/** A configuration that may name another attributes file, or a file that does. */
const NAMES_ATTRIBUTES = /attributesfile|\[\s*include/i;

/** Looks into attributes files, again only into those that moved. */
export class AttributeFiles {
  private readonly known = new Map<string, { readonly stamp: string; readonly converts: boolean }>();

  /**
   * True when one of the files names a conversion, whichever files it is for.
   * @param files absolute paths, there or not
   * @param tracked absolute paths of files in the index, which git reads there when they are not on disk
   */
  async convert(files: readonly string[], tracked: readonly string[]): Promise<boolean> {
    const found = await Promise.all([
      ...[...new Set(files)].map((file) => this.converts(file, false)),
      ...tracked.map((file) => this.converts(file, true)),
    ]);
    return found.includes(true);
  }

  private async converts(file: string, whenMissing: boolean): Promise<boolean> {
    const stamp = await fileStamp(file);
    if (stamp === null) return whenMissing;
    const known = this.known.get(file);
    if (known?.stamp === stamp) return known.converts;
    const text = await readSmallFile(file, MAX_BYTES);
    // What cannot be read here, git may be able to read.
    const converts = text === null || CONVERSION.test(text);
    this.known.set(file, { stamp, converts });
    return converts;
  }
}

/**
 * The attributes files in the folders from the top of the work tree down to each of the paths.
 * @param top absolute path of the top, ending in `/`
 * @param paths relative to the top
 */
export function attributesAbove(top: string, paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    const parts = path.split('/').filter((part) => part !== '');
    return ['', ...parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)];
  });
  return [...new Set(folders)].map((folder) => `${top}${folder}${ATTRIBUTES_NAME}`);
}

/** The files that git's configuration is in, as far as they can be known without asking it. */
export function configFiles({ gitDir, commonDir }: GitDirectory): readonly string[] {
  const { GIT_CONFIG_GLOBAL: global } = process.env;
  const own = global === undefined ? [join(home(), '.gitconfig'), join(xdgFolder(), 'config')] : [global];
  return [join(commonDir, 'config'), join(gitDir, 'config.worktree'), ...own, '/etc/gitconfig'];
}

/** The path of the user's own attributes file, there or not. Git is asked only where a configuration may name it. */
export async function globalAttributesFile(directory: GitDirectory, git: GitProcess): Promise<string> {
  const usual = join(xdgFolder(), 'attributes');
  const texts = await Promise.all(configFiles(directory).map((file) => readSmallFile(file, MAX_BYTES)));
  const numbered = process.env.GIT_CONFIG_COUNT !== undefined;
  if (!numbered && !texts.some((text) => text !== null && NAMES_ATTRIBUTES.test(text))) return usual;
  const output = await git.run(ATTRIBUTES_COMMAND);
  // It fails where the setting is not there.
  const named = output.ok ? output.value.replace(/\0$/, '') : '';
  return named === '' ? usual : named;
}

const home = (): string => process.env.HOME ?? homedir();

/** See the variable `XDG_CONFIG_HOME` in https://git-scm.com/docs/git-config#FILES */
function xdgFolder(): string {
  const { XDG_CONFIG_HOME: folder } = process.env;
  return join(folder === undefined || folder === '' ? join(home(), '.config') : folder, 'git');
}
