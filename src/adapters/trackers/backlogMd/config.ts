/** Answers for what a Backlog.md project's configuration says about its tasks. */
import type { RecordProblem } from '../../../domain/issue';
import { RecordFields } from '../markdown/fields';
import type { FrontMatter, Value } from '../markdown/frontMatter';
import { yamlFields } from '../markdown/yamlFields';

export interface BacklogConfig {
  /** In their order: the first is where a task begins, the last is done. At least one. */
  readonly statuses: readonly string[];
  /** The most urgent first. At least one. */
  readonly priorities: readonly string[];
  /** What ids and file names of tasks begin with, lower case; null when nothing says, which is `task` or an old project. */
  readonly taskPrefix: string | null;
}

export interface ConfigReading {
  readonly config: BacklogConfig;
  readonly problems: readonly RecordProblem[];
}

/** What the tool takes where nothing is said (https://github.com/MrLesk/Backlog.md/blob/main/src/constants/index.ts). */
export const defaultConfig: BacklogConfig = {
  statuses: ['To Do', 'In Progress', 'Done'],
  priorities: ['high', 'medium', 'low'],
  taskPrefix: null,
};

/** Prefixes of what is no task; the tool refuses them as well. */
const reservedPrefixes: readonly string[] = ['draft', 'doc', 'decision'];

/**
 * Reads `config.yml`. What cannot be understood is left at the default and is a problem that names its line; the keys
 * around it count, as the tool reads each by itself.
 * @param path of the file relative to the home, for problems
 */
export function parseConfig(text: string, path: string): ConfigReading {
  const problems: RecordProblem[] = [];
  const tell = (line: number, clause: string, instead: string): void => {
    problems.push({ path, line, message: `This line ${clause}. Until it is mended, ${instead}.` });
  };
  const fields = new RecordFields(readableFields(text, tell));
  const list = (key: string, otherwise: readonly string[]): readonly string[] => {
    const value = fields.value(key);
    if (value === null) return otherwise;
    const names = namesIn(value);
    if (names === null)
      tell(value.line, `has ${key} that are not a list of names`, `${otherwise.join(', ')} are taken`);
    return names === null || names.length === 0 ? otherwise : names;
  };
  const prefix = fields.text('task_prefix');
  const isPrefix = prefix !== null && /^[a-z]+$/i.test(prefix) && !reservedPrefixes.includes(prefix.toLowerCase());
  if (prefix !== null && !isPrefix) {
    tell(fields.lineOf('task_prefix'), 'has a task_prefix that is not made of letters or is reserved', 'none is taken');
  }
  return {
    config: {
      statuses: list('statuses', defaultConfig.statuses),
      priorities: list('priorities', defaultConfig.priorities),
      taskPrefix: isPrefix ? prefix.toLowerCase() : null,
    },
    problems,
  };
}

/** What the root's `backlog.config.yml` says of the folder; null when it is no configuration, as without a name. */
export function parseRootConfig(text: string): { readonly directory: string | null } | null {
  const fields = new RecordFields(readableFields(text, () => undefined));
  if ((fields.text('project_name') ?? fields.text('projectName')) === null) return null;
  return { directory: insideFolder(fields.text('backlog_directory') ?? fields.text('backlogDirectory')) };
}

/** A path below the home, with forward slashes; null for one that leads out, is absolute or names the home itself. */
function insideFolder(text: string | null): string | null {
  if (text === null || text.includes('\0') || /^(?:[a-z]:)?[\\/]/i.test(text)) return null;
  const parts: string[] = [];
  for (const part of text.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}

/** Null when it is no list of names. */
function namesIn(value: Value): readonly string[] | null {
  if (value.kind !== 'list' || value.items.some(({ kind }) => kind !== 'scalar')) return null;
  return value.items
    .flatMap((item) => (item.kind === 'scalar' ? [item.text.trim()] : []))
    .filter((name) => name !== '');
}

/** The fields of the whole text or, where that is no YAML, of those top-level keys that are by themselves. */
function readableFields(text: string, tell: (line: number, clause: string, instead: string) => void): FrontMatter {
  const whole = yamlFields(text, 1);
  if (whole.kind === 'fields') return whole.frontMatter;
  const fields = new Map<string, Value>();
  for (const { line, block } of topLevelBlocks(text)) {
    const part = yamlFields(block, line);
    if (part.kind === 'malformed') tell(part.line, part.why, 'the key it stands in is left out');
    else for (const [key, value] of part.frontMatter.fields) fields.set(key, value);
  }
  return { fields };
}

function topLevelBlocks(text: string): readonly { readonly line: number; readonly block: string }[] {
  const blocks: { line: number; block: string }[] = [];
  text.split(/\r\n?|\n/).forEach((lineText, index) => {
    const last = blocks.at(-1);
    if (last === undefined || /^[^\s#\]}-][^:]*:/.test(lineText)) blocks.push({ line: index + 1, block: lineText });
    else last.block += `\n${lineText}`;
  });
  return blocks;
}
