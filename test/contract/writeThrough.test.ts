/** Answers for showing what was written by ourselves at once, and for reading it once. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import type { IssueDraft } from '../../src/ports/tracker';
import { FakeLog } from '../fakes/fakeLog';
import { WatchedScout } from './watchedScout';

const draft = (title: string): IssueDraft => ({
  title,
  type: null,
  priority: null,
  phase: 'v1',
  labels: [],
  assignee: null,
  body: '',
});

describe('our own writing', () => {
  let root: string;
  let scout: WatchedScout;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'write-through-'));
    await mkdir(join(root, '.roadmap', 'issues', 'v1'), { recursive: true });
    const text = '---\nid: 0a0b0c01\ntitle: First\nstatus: done\nmilestone: v1\n---\n';
    await writeFile(join(root, '.roadmap', 'issues', 'v1', '0a0b0c01-first.md'), text);
    scout = new WatchedScout(root, [roadmapTracker({ clock: systemClock, log: new FakeLog(), changes: null })]);
    await scout.start();
  });

  afterEach(async () => {
    scout.dispose();
    await rm(root, { recursive: true, force: true });
  });

  it('is shown when it settles, and costs one reading', async () => {
    for (const title of ['Second', 'Third', 'Fourth']) {
      const counts = await scout.during(async () => {
        const [target] = scout.inner.writing.targets();
        if (target === undefined) throw new Error('nowhere to write to');
        const written = await scout.inner.writing.create(target, draft(title));
        expect(written.ok).toBe(true);
        expect(scout.inner.context?.issues.map(({ issue }) => issue.title)).toContain(title);
      });
      expect(counts.source).toBe(1);
    }
  });

  it('does not hide what another program writes at the same time', async () => {
    const [target] = scout.inner.writing.targets();
    if (target === undefined) throw new Error('nowhere to write to');
    const text = '---\nid: 0a0b0c09\ntitle: Another\nstatus: todo\nmilestone: v1\n---\n';
    const another = writeFile(join(root, '.roadmap', 'issues', 'v1', '0a0b0c09-another.md'), text);
    await Promise.all([another, scout.inner.writing.create(target, draft('Ours'))]);
    await expect
      .poll(() => scout.inner.context?.issues.map(({ issue }) => issue.title).sort(), { timeout: 10_000, interval: 5 })
      .toEqual(['Another', 'First', 'Ours']);
  });
});
