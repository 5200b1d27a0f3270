/** Answers for what the project in a folder calls itself: package.json, Cargo.toml or pyproject.toml, in this order. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';

export interface ProjectName {
  readonly name: string;
  /** As written; null when the manifest has none. */
  readonly version: string | null;
}

/** The parser is read when there is something to parse: see `esbuild.mjs`. */
const toml = (text: string): unknown => parseToml(text);

/** Where a manifest keeps name and version, outermost key first. */
const manifests: readonly {
  readonly file: string;
  readonly parse: (text: string) => unknown;
  readonly tables: readonly (readonly string[])[];
}[] = [
  { file: 'package.json', parse: (text): unknown => JSON.parse(text), tables: [[]] },
  { file: 'Cargo.toml', parse: toml, tables: [['package'], ['workspace', 'package']] },
  { file: 'pyproject.toml', parse: toml, tables: [['project'], ['tool', 'poetry']] },
];

/** Larger files are no manifests. */
const maxBytes = 1024 * 1024;

/**
 * The first manifest that states a name; null when there is none. An unreadable manifest counts as none.
 * @throws the signal's reason when aborted.
 */
export async function readProjectManifest(root: string, signal: AbortSignal): Promise<ProjectName | null> {
  for (const { file, parse, tables } of manifests) {
    const text = await readFile(join(root, file), { encoding: 'utf8', signal }).catch(() => null);
    signal.throwIfAborted();
    if (text === null || text.length > maxBytes) continue;
    const found = tables.map((path) => nameIn(path.reduce(member, parsed(parse, text)))).find((name) => name !== null);
    if (found !== undefined) return found;
  }
  return null;
}

function parsed(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

function nameIn(table: unknown): ProjectName | null {
  const name = member(table, 'name');
  const version = member(table, 'version');
  if (typeof name !== 'string' || name === '') return null;
  return { name, version: typeof version === 'string' ? version : null };
}
