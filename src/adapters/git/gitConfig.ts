/** Answers for what a repository's own configuration text says, read plainly: included files are not followed. */
import { join } from 'node:path';
import { readSmallFile } from './boundedFile';
import type { GitDirectory } from './gitDirectory';

/** Values by key (`branch.main.remote`): section and name in lower case, the subsection as written; in file order. */
export type GitConfig = ReadonlyMap<string, readonly string[]>;

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** The repository's configuration and, where switched on, the work tree's own. Empty when unreadable. */
export async function readGitConfig(directory: GitDirectory): Promise<GitConfig> {
  const shared = await readSmallFile(join(directory.commonDir, 'config'), MAX_CONFIG_BYTES);
  const config = parseGitConfig(shared ?? '');
  if (!configFlag(config, 'extensions.worktreeconfig')) return config;
  const own = await readSmallFile(join(directory.gitDir, 'config.worktree'), MAX_CONFIG_BYTES);
  const merged = new Map(config);
  for (const [key, values] of parseGitConfig(own ?? '')) merged.set(key, [...(merged.get(key) ?? []), ...values]);
  return merged;
}

/** The last value of a key, which is the one that counts; null when it is not set. */
export function configValue(config: GitConfig, key: string): string | null {
  return config.get(key)?.at(-1) ?? null;
}

export function configFlag(config: GitConfig, key: string): boolean {
  return /^(true|yes|on|0*[1-9]\d*)$/i.test(configValue(config, key) ?? '');
}

/** Reads the format of https://git-scm.com/docs/git-config#_syntax ; lines it does not understand are passed over. */
export function parseGitConfig(text: string): GitConfig {
  const config = new Map<string, string[]>();
  let section = '';
  for (const raw of joinContinuedLines(text)) {
    let line = raw.trim();
    const header = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header) {
      const subsection = header[2]?.replace(/\\(.)/g, '$1');
      section = `${(header[1] ?? '').toLowerCase()}${subsection === undefined ? '' : `.${subsection}`}`;
      line = line.slice(header[0].length).trim();
    }
    const entry = /^([A-Za-z][A-Za-z0-9-]*)\s*(?:=(.*))?$/s.exec(stripWholeComment(line));
    if (!entry || section === '') continue;
    const key = `${section}.${(entry[1] ?? '').toLowerCase()}`;
    const value = entry[2] === undefined ? 'true' : unquote(entry[2].trim());
    config.set(key, [...(config.get(key) ?? []), value]);
  }
  return config;
}

function joinContinuedLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .replace(/\\\n/g, '')
    .split('\n');
}

function stripWholeComment(line: string): string {
  return /^[#;]/.test(line) || !line.includes('=') ? line.replace(/\s*[#;].*$/s, '') : line;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

function unquote(value: string): string {
  let text = '';
  let kept = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '\\') {
      i++;
      text += ESCAPES[value.charAt(i)] ?? value.charAt(i);
      kept = text.length;
    } else if (char === '"') {
      quoted = !quoted;
      kept = text.length;
    } else if (!quoted && (char === '#' || char === ';')) {
      break;
    } else {
      text += char;
      if (quoted || !/\s/.test(char)) kept = text.length;
    }
  }
  return text.slice(0, kept);
}
