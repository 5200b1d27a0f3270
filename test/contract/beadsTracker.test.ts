import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beadsTracker } from '../../src/adapters/trackers/beads';
import { fakeBd, noBd } from '../fakes/bd/fakeBd';
import { FakeClock } from '../fakes/fakeClock';
import { describeTracker, type TrackerSubject } from './trackerContract';

const exported = '.beads/issues.jsonl';
const longAfterMs = 120_000;

function fileSubject(tracker: TrackerSubject['tracker'], settle: () => void): TrackerSubject {
  return {
    tracker,
    ids: ['x-0', 'x-1', 'x-2', 'x-3'],
    place: (records) =>
      records.map(({ id, title, text }) => ({
        path: exported,
        text:
          title === null
            ? `{"id":"${id}","title":"cut of\n`
            : `${JSON.stringify({ id, title, description: text, status: 'open', priority: 2 })}\n`,
      })),
    vital: [exported],
    settle,
    readsFileOnly: true,
  };
}

describeTracker('Beads without a runner', () =>
  fileSubject(beadsTracker({ clock: new FakeClock(), runner: null }), () => undefined),
);

describeTracker('Beads without bd on the PATH', () => {
  const clock = new FakeClock();
  return fileSubject(beadsTracker({ clock, runner: noBd }), () => {
    clock.advance(longAfterMs);
  });
});

// The stand-in replays the export of the repository it is asked about, as a database in step with its export does.
describeTracker('Beads with bd', (folder) => {
  const clock = new FakeClock();
  let recordings = '';
  const program = (): ReturnType<typeof fakeBd> => fakeBd(recordings, join(folder, 'calls'));
  const tracker = beadsTracker({ clock, runner: { run: (...call) => program().runner.run(...call) } });
  const file = fileSubject(tracker, () => {
    clock.advance(longAfterMs);
  });
  return {
    ...file,
    readsFileOnly: false,
    prepare: async (root) => {
      recordings = join(root, '.beads');
      await writeFile(join(recordings, 'version.txt'), 'bd version 1.0.0\n');
    },
  };
});
