import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import type { TrackerSource } from '../../src/ports/tracker';
import { FakeLog } from '../fakes/fakeLog';

const never = new AbortController().signal;
/** More than are compared one by one before a reading. */
const count = 1_100;

const recordOf = (at: number, title: string): string => `---\nid: r-${at}\ntitle: ${title}\nstatus: todo\n---\n`;

/** Until the clock of the file system went on: what is written then is not taken for older. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

describe('a source of very many files', () => {
  let root: string;
  let source: TrackerSource;

  const fileOf = (at: number): string => join(root, '.roadmap/issues/backlog', `r-${at}-same.md`);
  const write = (at: number, title: string): void => {
    writeFileSync(fileOf(at), recordOf(at, title));
  };
  const titles = async (): Promise<ReadonlySet<string>> => {
    const read = await source.read(never);
    if (!read.ok) throw new Error(read.error.kind);
    return new Set(read.value.issues.map(({ title }) => title));
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'late-'));
    mkdirSync(join(root, '.roadmap/issues/backlog'), { recursive: true });
    for (let at = 0; at < count; at++) write(at, 'one');
    const tracker = roadmapTracker({ changes: null, clock: systemClock, log: new FakeLog() });
    const [found] = await tracker.discover({ root, name: 'shop' }, never);
    if (found === undefined) throw new Error('the roadmap was not found');
    source = found;
    await rest();
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('tells afterwards that one of them changed in place while they were read', async () => {
    const before = await source.fingerprint(never);
    await titles();
    expect(await source.fingerprint(never, true)).toBe(before);
    write(700, 'two');
    expect(await source.fingerprint(never, true)).not.toBe(before);
  });

  it('has stood still again once that was read', async () => {
    await titles();
    write(700, 'two');
    await rest();
    const before = await source.fingerprint(never);
    expect(await titles()).toContain('two');
    expect(await source.fingerprint(never, true)).toBe(before);
    expect(await source.fingerprint(never, true)).toBe(before);
  });

  it('tells that one was replaced by another of the same name', async () => {
    const before = await source.fingerprint(never);
    await titles();
    writeFileSync(join(root, 'other.md'), recordOf(700, 'two'));
    renameSync(join(root, 'other.md'), fileOf(700));
    expect(await source.fingerprint(never, true)).not.toBe(before);
  });

  it('stands still with a file whose time is still to come', async () => {
    const tomorrow = Date.now() / 1_000 + 86_400;
    utimesSync(fileOf(3), tomorrow, tomorrow);
    await rest();
    await source.fingerprint(never);
    await titles();
    await source.fingerprint(never, true);
    const before = await source.fingerprint(never);
    await titles();
    expect(await source.fingerprint(never, true)).toBe(before);
    write(3, 'two');
    expect(await source.fingerprint(never, true)).not.toBe(before);
  });
});
