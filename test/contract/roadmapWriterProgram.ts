/** A program that writes roadmap records in a process of its own: `<root> <mode> <round>`. See its tests. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { editFrontMatter } from '../../src/adapters/trackers/markdown/frontMatterEdit';
import { readRecord, replaceRecord } from '../../src/adapters/trackers/markdown/writeRecord';
import { withRecordLock } from '../../src/adapters/trackers/markdown/writeRecordLock';
import { RoadmapWriter } from '../../src/adapters/trackers/roadmap/writer';
import { describeFailure, type Failure } from '../../src/domain/failure';
import { ok, type Result } from '../../src/domain/result';
import type { IssueDraft } from '../../src/ports/tracker';
import { FakeClock } from '../fakes/fakeClock';
import { issueOf } from '../fakes/issues';

const [home = '', mode = '', count = '0'] = process.argv.slice(2);
const writer = new RoadmapWriter(home, { clock: new FakeClock(), newId: () => randomBytes(4).toString('hex') });
const draft: IssueDraft = {
  title: 'Written',
  type: null,
  priority: null,
  phase: 'v1',
  labels: [],
  assignee: null,
  body: 'body '.repeat(20_000),
};

async function createAndArchive(): Promise<void> {
  for (;;) {
    const created = await writer.create(draft);
    if (!created.ok) {
      console.log(describeFailure(created.error));
      continue;
    }
    const { id, location } = created.value;
    const archived = await writer.archive(issueOf(id, { location }));
    console.log(archived.ok ? id : describeFailure(archived.error));
  }
}

/** Adds one to a number in a record, as often as told: no step may get lost, whoever else does so. */
async function addUp(): Promise<void> {
  const place = { home, path: '.roadmap/issues/backlog/0a0b0c01-sum.md' };
  const step = async (): Promise<Result<void, Failure>> => {
    const before = await readRecord(place);
    if (!before.ok) return before;
    const sum = Number(/^sum: (\d+)/m.exec(before.value.toString())?.[1]) + 1;
    const after = editFrontMatter(before.value, new Map([['sum', sum]]), { what: 'sum', keyOrder: [] });
    return after.ok ? await replaceRecord(place, before.value, after.value) : after;
  };
  for (let done = 0; done < Number(count);) {
    const result = await withRecordLock(`${home}/.roadmap`, '.roadmap', step);
    if (result.ok) done++;
    // Whoever is refused lets the other one go on.
    else await wait(1);
  }
  console.log(JSON.stringify(ok(count)));
}

async function once(): Promise<void> {
  const created = await writer.create(draft);
  console.log(created.ok ? created.value.id : describeFailure(created.error));
  const path = '.roadmap/issues/backlog/0a0b0c01-a.md';
  const archived = await writer.archive(issueOf('0a0b0c01', { location: { path, line: 1 } }));
  console.log(archived.ok ? archived.value.id : describeFailure(archived.error));
}

switch (mode) {
  case 'forever':
    void createAndArchive();
    break;
  case 'addUp':
    void addUp();
    break;
  case 'once':
    void once();
    break;
}
