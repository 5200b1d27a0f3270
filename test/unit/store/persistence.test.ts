import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../src/adapters/store/fileOperations';
import { readSnapshot, replaceFile, stampOf } from '../../../src/adapters/store/persistence';

describe('replaceFile', () => {
  let folder: string;
  let file: string;
  const bytes = (text: string): Uint8Array => Buffer.from(text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'context-scout-file-'));
    file = join(folder, 'deep', 'a.sqlite');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes the file and its folder, and answers with the stamp of what is there', () => {
    const stamp = replaceFile(nodeFiles, file, bytes('one'), null);
    expect(stamp).toBe(stampOf(nodeFiles, file));
    expect(readSnapshot(nodeFiles, file)).toMatchObject({ stamp });
    expect(readFileSync(file, 'utf8')).toBe('one');
  });

  it('gives each content a stamp of its own, also of the same size', () => {
    const one = replaceFile(nodeFiles, file, bytes('one'), null);
    const two = replaceFile(nodeFiles, file, bytes('two'), one);
    expect(two).not.toBe(one);
    expect(two).not.toBeNull();
  });

  it('leaves what another writer put there, and no temporary file', () => {
    const one = replaceFile(nodeFiles, file, bytes('one'), null);
    writeFileSync(file, 'of another writer');
    expect(replaceFile(nodeFiles, file, bytes('two'), one)).toBeNull();
    expect(replaceFile(nodeFiles, file, bytes('two'), null)).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe('of another writer');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.sqlite']);
  });

  it('does not bring back a file that was deleted meanwhile', () => {
    const one = replaceFile(nodeFiles, file, bytes('one'), null);
    rmSync(file);
    expect(replaceFile(nodeFiles, file, bytes('two'), one)).toBeNull();
    expect(readSnapshot(nodeFiles, file)).toBeNull();
  });

  it('can be read by its owner only', () => {
    replaceFile(nodeFiles, file, bytes('one'), null);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('has nothing where nothing is', () => {
    replaceFile(nodeFiles, file, bytes('one'), null);
    expect(stampOf(nodeFiles, join(folder, 'missing'))).toBeNull();
    expect(readSnapshot(nodeFiles, join(file, 'below-a-file'))).toBeNull();
  });
});
