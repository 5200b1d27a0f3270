import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createRecord,
  makeFolder,
  moveRecord,
  readRecord,
  replaceRecord,
} from '../../../src/adapters/trackers/markdown/writeRecord';
import { withRecordLock } from '../../../src/adapters/trackers/markdown/writeRecordLock';
import { describeFailure, type Failure } from '../../../src/domain/failure';
import { ok, type Result } from '../../../src/domain/result';

let home: string;
const before = Buffer.from('before');
const after = Buffer.from('after');

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'write-record-'));
});
afterEach(() => rm(home, { recursive: true }));

const at = (path: string): { home: string; path: string } => ({ home, path });
const content = (path: string): Promise<string> => readFile(join(home, path), 'utf8');
const said = async (writing: Promise<Result<unknown, Failure>>): Promise<string> => {
  const result = await writing;
  return result.ok ? 'written' : describeFailure(result.error);
};

describe('replacing a record', () => {
  it('takes the place of the bytes that were read', async () => {
    await writeFile(join(home, 'a.md'), before);
    expect(await said(replaceRecord(at('a.md'), before, after))).toBe('written');
    expect(await content('a.md')).toBe('after');
    expect(await readdir(home)).toEqual(['a.md']);
  });

  it('is refused when they changed meanwhile, even in the last moment', async () => {
    await writeFile(join(home, 'a.md'), 'edited');
    expect(await said(replaceRecord(at('a.md'), before, after))).toBe(
      'a.md cannot be used: it changed meanwhile. Try again.',
    );
    expect(await content('a.md')).toBe('edited');
    expect(await readdir(home)).toEqual(['a.md']);
  });

  it('is refused when the record is gone, or a link or folder is in its place', async () => {
    expect(await said(replaceRecord(at('a.md'), before, after))).toBe('a.md was not found.');
    await writeFile(join(home, 'b.md'), before);
    await symlink('b.md', join(home, 'a.md'));
    expect(await said(replaceRecord(at('a.md'), before, after))).toContain('it is not a plain file');
    await mkdir(join(home, 'c.md'));
    expect(await said(readRecord(at('c.md')))).toContain('it is not a plain file');
    expect(await content('b.md')).toBe('before');
    expect((await readdir(home)).sort()).toEqual(['a.md', 'b.md', 'c.md']);
  });
});

describe('creating and moving a record', () => {
  it('makes the folders it needs', async () => {
    expect(await said(createRecord(at('x/y/a.md'), after))).toBe('written');
    expect(await said(moveRecord(at('x/y/a.md'), 'z/y/b.md'))).toBe('written');
    expect(await content('z/y/b.md')).toBe('after');
    expect(await readdir(join(home, 'x/y'))).toEqual([]);
  });

  it('never takes the place of something', async () => {
    await writeFile(join(home, 'a.md'), before);
    await writeFile(join(home, 'b.md'), 'other');
    await symlink('nowhere', join(home, 'c.md'));
    for (const taken of ['b.md', 'c.md']) {
      expect(await said(createRecord(at(taken), after))).toContain('already there');
      expect(await said(moveRecord(at('a.md'), taken))).toContain('already there');
    }
    expect([await content('a.md'), await content('b.md')]).toEqual(['before', 'other']);
    expect((await readdir(home)).sort()).toEqual(['a.md', 'b.md', 'c.md']);
  });

  it('never leaves the home', async () => {
    await mkdir(join(home, 'home/in'), { recursive: true });
    await mkdir(join(home, 'out'));
    await writeFile(join(home, 'home/a.md'), before);
    await symlink('../out', join(home, 'home/link'));
    await symlink('in', join(home, 'home/inner'));
    const inHome = (path: string): { home: string; path: string } => ({ home: join(home, 'home'), path });
    for (const path of ['link/a.md', 'link/deep/a.md', '../out/a.md', 'in/../../out/a.md', './b.md', '']) {
      expect(await said(createRecord(inHome(path), after))).toContain('it leads out of the folder');
      expect(await said(moveRecord(inHome('a.md'), path))).toContain('it leads out of the folder');
      expect(await said(replaceRecord(inHome(path), before, after))).toContain('it leads out of the folder');
    }
    expect(await said(makeFolder(inHome('link')))).toContain('it leads out of the folder');
    expect(await readdir(join(home, 'out'))).toEqual([]);
    expect(await said(createRecord(inHome('inner/a.md'), after))).toBe('written');
    expect(await readdir(join(home, 'home/in'))).toEqual(['a.md']);
  });
});

describe('a lock on a folder of records', () => {
  it('refuses whoever comes while it is held, and is gone afterwards, also after an error', async () => {
    const inside = await withRecordLock(home, 'records', async () => {
      expect(await readdir(home)).toEqual(['.context-scout.lock']);
      return ok(await said(withRecordLock(home, 'records', () => Promise.resolve(ok('twice')))));
    });
    expect(inside).toEqual(
      ok(
        'records cannot be used: another window is writing to it. Wait a moment and try again; if it stays so, delete records/.context-scout.lock.',
      ),
    );
    await expect(withRecordLock(home, 'records', () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(await readdir(home)).toEqual([]);
  });

  it('is not taken where nothing can be written', async () => {
    expect(await said(withRecordLock(join(home, 'gone'), 'gone', () => Promise.resolve(ok(null))))).toBe(
      'gone was not found.',
    );
  });
});
