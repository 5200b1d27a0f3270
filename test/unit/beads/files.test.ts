import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, findBeadsFiles, readWhole, shown } from '../../../src/adapters/trackers/beads/files';

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beads-'));
  root = join(folder, 'shop');
  await mkdir(join(root, '.beads'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), '');
  }
}

async function found(mayLeave = false): Promise<string | null> {
  const files = await findBeadsFiles(root, mayLeave);
  if (!files.ok) return files.error.kind;
  return files.value.exported === null ? null : shown(root, files.value.exported);
}

describe('the files of a Beads repository', () => {
  it('are looked for under the present name first, then the older ones', async () => {
    await put('.beads/zebra.jsonl');
    expect(await found()).toBe('.beads/zebra.jsonl');
    await put('.beads/beads.jsonl');
    expect(await found()).toBe('.beads/beads.jsonl');
    await put('.beads/issues.jsonl');
    expect(await found()).toBe('.beads/issues.jsonl');
  });

  it('are not those that merges, deletions, audits and interrupted writes leave', async () => {
    await put('.beads/deletions.jsonl', '.beads/interactions.jsonl', '.beads/routes.jsonl', '.beads/issues.jsonl.new');
    await put(
      '.beads/beads.base.jsonl',
      '.beads/beads.left.jsonl',
      '.beads/issues.right.jsonl',
      '.beads/molecules.jsonl',
    );
    expect(await found()).toBeNull();
  });

  it('go by the name that metadata.json gives, when it is a file name that is there', async () => {
    await put('.beads/issues.jsonl', '.beads/tasks.jsonl', 'outside.jsonl');
    const configure = (name: unknown): Promise<void> =>
      writeFile(join(root, '.beads/metadata.json'), JSON.stringify({ database: 'dolt', jsonl_export: name }));
    await configure('tasks.jsonl');
    expect(await found()).toBe('.beads/tasks.jsonl');
    await configure('gone.jsonl');
    expect(await found()).toBe('.beads/issues.jsonl');
    await configure('../outside.jsonl');
    expect(await found()).toBe('.beads/issues.jsonl');
    await configure(5);
    expect(await found()).toBe('.beads/issues.jsonl');
  });

  it('are where a redirect points, one step', async () => {
    await put('other/.beads/issues.jsonl', '.beads/issues.jsonl');
    await writeFile(join(root, '.beads/redirect'), '# moved\n\n  other/.beads  \n');
    expect(await found()).toBe('other/.beads/issues.jsonl');
    await writeFile(join(root, '.beads/redirect'), 'nowhere/.beads\n');
    expect(await found()).toBe('.beads/issues.jsonl');
  });

  it('may lie outside the folder only where that is allowed', async () => {
    await put('../main/.beads/issues.jsonl');
    await writeFile(join(root, '.beads/redirect'), '../main/.beads\n');
    expect(await found(true)).toBe('../main/.beads/issues.jsonl');
    expect(await found(false)).toBe('unusable');
  });

  it('are not even looked for outside an untrusted folder, here or on another machine', async () => {
    await put('.beads/issues.jsonl');
    for (const target of ['../gone/.beads', join(folder, 'gone'), '//server/share', '\\\\server\\share']) {
      await writeFile(join(root, '.beads/redirect'), target);
      expect(await found(false), target).toBe('unusable');
      expect(await found(true), target).toBe('.beads/issues.jsonl');
    }
    await writeFile(join(root, '.beads/redirect'), join(root, '.beads'));
    expect(await found(false)).toBe('.beads/issues.jsonl');
  });

  it('are refused behind a symbolic link that leads out of an untrusted folder', async () => {
    await put('../private/issues.jsonl', '../private.jsonl');
    await symlink(join(folder, 'private.jsonl'), join(root, '.beads/issues.jsonl'));
    expect(await found(true)).toBe('.beads/issues.jsonl');
    expect(await found(false)).toBe('unusable');
    await rm(join(root, '.beads'), { recursive: true });
    await symlink(join(folder, 'private'), join(root, '.beads'));
    expect(await found(false)).toBe('unusable');
    await rm(join(folder, 'private/issues.jsonl'));
    expect(await found(true)).toBeNull();
    expect(await found(false)).toBe('unusable');
  });

  it('may be reached through a symbolic link that stays inside', async () => {
    await put('issues.jsonl');
    await symlink(join(root, 'issues.jsonl'), join(root, '.beads/issues.jsonl'));
    expect(await found(false)).toBe('.beads/issues.jsonl');
  });

  it('are not found when the folder is gone', async () => {
    await rm(join(root, '.beads'), { recursive: true });
    expect(await found()).toBe('notFound');
  });
});

describe('reading a file', () => {
  const never = new AbortController().signal;

  it('fails with a value for what is not there and for what is no file', async () => {
    expect(await readWhole(join(root, 'gone'), 'gone', never)).toEqual({
      ok: false,
      error: { kind: 'notFound', path: 'gone' },
    });
    const directory = await readWhole(root, 'shop', never);
    expect(directory).toMatchObject({ ok: false, error: { kind: 'unusable', what: 'shop' } });
  });

  it('takes a refusal of the system for one, and a strange error for no crash', () => {
    const error = (code: string): Error => Object.assign(new Error(code), { code });
    expect(failureOf(error('EACCES'), 'f')).toEqual({ kind: 'forbidden', path: 'f' });
    expect(failureOf(error('EPERM'), 'f')).toEqual({ kind: 'forbidden', path: 'f' });
    expect(failureOf(error('EIO'), 'f')).toMatchObject({ kind: 'unusable', what: 'f' });
  });
});
