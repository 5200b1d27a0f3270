/** The small files by which processes that share a cache know of each other. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { nodeFiles } from '../../../../src/adapters/store/fileOperations';
import { readInbox } from '../../../../src/adapters/store/inbox';
import { readClaims } from '../../../../src/adapters/store/leader/claims';
import { instanceRecordOf } from '../../../../src/adapters/store/leader/instance';
import { takeRequests } from '../../../../src/adapters/store/leader/requests';
import { claimName, inboxFolder, requestsFolder } from '../../../../src/adapters/store/sourceFolder';
import { StoreEngine } from '../../../../src/adapters/store/storeEngine';
import { bytesLike, jsonTextLike } from '../hostile';
import { expect, target, type FuzzTarget } from '../target';

const source = { id: 'github:shop', root: '/home/dev/shop' };
const nowMs = 1_700_000_000_000;
/** What touches the disk takes longer. */
const share = 0.1;

let made: string | null = null;

/** The folder of a source, with nothing in it. */
function freshFolder(): string {
  made ??= mkdtempSync(path.join(process.env.CHAOS_SCRATCH ?? os.tmpdir(), 'source-'));
  for (const name of readdirSync(made)) rmSync(path.join(made, name), { recursive: true });
  for (const name of [inboxFolder, requestsFolder]) mkdirSync(path.join(made, name));
  return made;
}

const inbox = {
  format: 1,
  source: source.id,
  root: source.root,
  records: [
    ['a', 'b', 1],
    ['c', null, 2],
  ],
};

export const processTargets: readonly FuzzTarget[] = [
  target('instance files', jsonTextLike({ pid: 7, place: 'x', startMark: '5', kind: 'run' }), (text) => {
    const record = instanceRecordOf(text);
    expect(record === null || (record.pid > 0 && typeof record.place === 'string'), 'no instance');
  }),
  target(
    'claims',
    fc.tuple(fc.nat(2 ** 31), bytesLike('window-12-abc', 'released')),
    ([epoch, bytes]) => {
      const folder = freshFolder();
      writeFileSync(path.join(folder, claimName(epoch)), bytes);
      const claims = readClaims(folder);
      expect(claims.ok && claims.value.newestEpoch === epoch, 'another epoch');
    },
    share,
  ),
  target(
    'requests',
    bytesLike('{"priority":"user","atMs":1700000000000}'),
    (bytes) => {
      const folder = freshFolder();
      writeFileSync(path.join(folder, requestsFolder, 'run-1-a-1.json'), bytes);
      const { wishes, garbage } = takeRequests(folder, nowMs);
      expect(wishes.length + garbage <= 1, 'more than was asked for');
      expect(takeRequests(folder, nowMs).wishes.length === 0, 'heard twice');
    },
    share,
  ),
  target(
    'inbox files',
    jsonTextLike(inbox),
    (text) => {
      const folder = freshFolder();
      // Named after its content as those are that we write: the content alone is strange.
      const proof = createHash('sha256').update(text).digest('hex').slice(0, 32);
      writeFileSync(path.join(folder, inboxFolder, `${nowMs}-${proof}.json`), text);
      // The database engine has no part in it.
      const engine = new StoreEngine(undefined as never, nodeFiles, () => undefined);
      const { records } = readInbox(engine, { folder, source, nowMs });
      for (const { key, value, atMs } of records.values()) {
        const isRecord = typeof key === 'string' && (value === null || typeof value === 'string');
        expect(isRecord && Number.isFinite(atMs), 'no record');
      }
    },
    share,
  ),
];
