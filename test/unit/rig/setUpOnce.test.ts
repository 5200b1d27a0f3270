/** Answers for cached set-ups: complete or absent, whoever was interrupted and however many want them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setUpOnce } from '../../rig/setUpOnce';

/** Above every real process id. */
const deadProcess = 2 ** 30;

describe('setting up once', () => {
  let scratch = '';
  let folder = '';
  let made = 0;

  const make = (place: string): Promise<void> => {
    made += 1;
    writeFileSync(path.join(place, 'file'), String(made));
    return Promise.resolve();
  };

  beforeEach(() => {
    scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-setup-'));
    folder = path.join(scratch, 'cache', 'thing');
    made = 0;
  });

  afterEach(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  it('makes the folder on the first call only', async () => {
    await setUpOnce(folder, make);
    await setUpOnce(folder, make);
    expect(made).toBe(1);
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('1');
  });

  it('makes it once for several that want it at a time', async () => {
    await Promise.all([setUpOnce(folder, make), setUpOnce(folder, make), setUpOnce(folder, make)]);
    expect(made).toBe(1);
  });

  it('leaves nothing that looks finished when making it fails', async () => {
    await expect(setUpOnce(folder, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(existsSync(folder)).toBe(false);
    await setUpOnce(folder, make);
    expect(made).toBe(1);
  });

  it('starts over where an interrupted run left its lock and half of its files', async () => {
    mkdirSync(`${folder}.partial`, { recursive: true });
    writeFileSync(path.join(`${folder}.partial`, 'half'), '');
    writeFileSync(`${folder}.lock`, String(deadProcess));
    await setUpOnce(folder, make);
    expect(existsSync(path.join(folder, 'half'))).toBe(false);
    expect(existsSync(`${folder}.lock`)).toBe(false);
    expect(made).toBe(1);
  });
});
