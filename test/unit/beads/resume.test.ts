import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beadsTracker } from '../../../src/adapters/trackers/beads';
import type { SourceReading, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';

const never = new AbortController().signal;
const line = (id: string, title: string): string =>
  `${JSON.stringify({ id, title, status: 'open', labels: ['a'], dependencies: [{ depends_on_id: 'tea-9', type: 'blocks' }] })}\n`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'resume-'));
  await mkdir(join(root, '.beads'));
  await put(line('tea-1', 'One') + line('tea-2', 'Two'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = (text: string): Promise<void> => writeFile(join(root, '.beads/issues.jsonl'), text);

/** As a new run would find it. */
async function source(): Promise<TrackerSource> {
  const tracker = beadsTracker({ clock: new FakeClock(), runner: null });
  const [found] = await tracker.discover({ root, name: 'tea' }, never);
  if (found === undefined) throw new Error('no source');
  return found;
}

async function read(from: TrackerSource): Promise<SourceReading> {
  const result = await from.read(never);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('a Beads source that goes on from an earlier run', () => {
  it('hands out the very issues of the earlier run where they still say the same', async () => {
    const earlier = structuredClone(await read(await source()));
    await put(line('tea-1', 'One') + line('tea-2', 'Changed'));
    const from = await source();
    from.resume(earlier);
    const reading = await read(from);
    expect(reading.issues[0]).toBe(earlier.issues[0]);
    expect(reading.issues[1]).toMatchObject({ id: 'tea-2', title: 'Changed' });
    expect(await read(from)).toBe(reading);
  });

  it('says the new place of an issue that moved', async () => {
    const earlier = await read(await source());
    await put(line('tea-0', 'Before') + line('tea-1', 'One'));
    const from = await source();
    from.resume(earlier);
    expect((await read(from)).issues.map(({ id, location }) => [id, location?.line])).toEqual([
      ['tea-0', 1],
      ['tea-1', 2],
    ]);
  });

  it('makes every issue anew once it was told to forget', async () => {
    const from = await source();
    const before = await read(from);
    from.forget();
    const after = await read(from);
    expect(after.issues).toEqual(before.issues);
    expect(after.issues[0]).not.toBe(before.issues[0]);
  });
});
