/** Answers for a cache folder with everything in it that a cache folder holds, to be damaged. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  claimName,
  fetchedName,
  inboxFolder,
  instancesFolder,
  keptNames,
  requestsFolder,
} from '../../../src/adapters/store/sourceFolder';
import { sourceFolderName } from '../../../src/adapters/store/sourceFolderName';
import { SqlIssueStore } from '../../../src/adapters/store/sqlIssueStore';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import type { KeptRecord } from '../../../src/ports/keptStore';
import type { StoredSource } from '../../../src/ports/issueStore';
import { FakeLog } from '../../fakes/fakeLog';
import { readingOf, sources } from '../engine/content';

const [first] = sources;
if (first === undefined) throw new Error('there is no source');
export const source: StoredSource = first;

/** Enough for a tree of pages. */
export const issues = 900;
export const revision = 640;
const epoch = 3;
/** An instance elsewhere, of which nobody hears any more. */
export const holder = 'run-1-abc';
const recordsEach = 60;
const keptAtMs = 1_700_000_000_000;

/** The moments of writing: the second has the first in its file, the third waits in the inbox. */
const writings = ['first', 'second', 'third'] as const;

export const keptRecords = (writing: (typeof writings)[number]): readonly KeptRecord[] =>
  Array.from({ length: recordsEach }, (_, at) => ({
    key: `${writing} ${at}`,
    value: `${writing} value of ${at} ${'x'.repeat(60)}`,
    atMs: keptAtMs + at,
  }));

export const allKept = (): readonly KeptRecord[] => writings.flatMap(keptRecords);

export interface CacheFiles {
  readonly fetched: string;
  readonly kept: string;
  /** As the file itself. */
  readonly keptCopy: string;
  /** As the file was before. */
  readonly keptBefore: string;
  readonly inbox: string;
  readonly claim: string;
  readonly instance: string;
  readonly request: string;
}

/** The files in a copy of the template. */
function filesIn(folder: string): CacheFiles {
  const own = path.join(folder, sourceFolderName(source));
  const inbox = path.join(own, inboxFolder);
  const [kept = '', copy = '', before = ''] = keptNames(epoch);
  const [waiting = 'none.json'] = readdirSync(inbox).filter((name) => name.endsWith('.json'));
  return {
    fetched: path.join(own, fetchedName(epoch)),
    kept: path.join(own, kept),
    keptCopy: path.join(own, copy),
    keptBefore: path.join(own, before),
    inbox: path.join(inbox, waiting),
    claim: path.join(own, claimName(epoch)),
    instance: path.join(folder, instancesFolder, 'run-1-abc.json'),
    request: path.join(own, requestsFolder, 'run-1-abc-1.json'),
  };
}

/** Written by a store that led, and by one that did not; whoever led is gone. */
export async function makeTemplate(folder: string, workerPath: string): Promise<void> {
  const log = new FakeLog();
  const open = (leads: boolean): SqlIssueStore =>
    new SqlIssueStore({
      folder,
      workerPath,
      clock: systemClock,
      log,
      leadership: { epochOf: () => (leads ? epoch : null), troubleOf: () => null },
    });
  const own = path.join(folder, sourceFolderName(source));
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, claimName(epoch)), 'released');
  for (const writing of writings) {
    const isLast = writing === writings.at(-1);
    const store = open(!isLast);
    if (!isLast) await store.save(source, readingOf(revision, 'template', issues));
    await store.keep(source, keptRecords(writing));
    await store.loadKept(source);
    await store.close();
  }
  for (const [name, text] of [
    [path.join(folder, instancesFolder, 'run-1-abc.json'), '{"pid":1,"place":"elsewhere","startMark":null}'],
    [path.join(own, requestsFolder, 'run-1-abc-1.json'), '{"priority":"user","atMs":1}'],
  ] as const) {
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, text);
  }
}

export function copyTemplate(from: string, to: string): CacheFiles {
  cpSync(from, to, { recursive: true });
  return filesIn(to);
}
