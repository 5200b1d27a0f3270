/** Full disks and file systems that fail: a failure value, the file before stays, and all is well when there is room. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../../fakes/faultyFiles';
import type { Chance } from '../chance';
import { attemptAll, numbered, type ChaosSetting, type Scenario } from '../scenario';
import { surviveTrouble, type Trouble } from './diskSteps';

const attempts = {
  full: { tmpfs: 20, limit: 20, faults: 300 },
  short: { tmpfs: 1, limit: 1, faults: 12 },
} as const;
const lanes = 3;
const megabyte = 1024 * 1024;

export const disk: Scenario = {
  name: 'disk',
  claim: 'a full or failing disk is a failure value, and the file before it stays',
  limitSeconds: { full: 900, short: 180 },
  run: async (setting) => {
    const counts = setting.short ? attempts.short : attempts.full;
    const names = Object.entries(counts).flatMap(([kind, count]) => numbered(count).map((at) => `${kind} ${at}`));
    const mayMount = canMount(setting.scratch);
    if (!mayMount) setting.tally.note('nothing may be mounted here: no small tmpfs was tried');
    const possible = names.filter((name) => mayMount || !name.startsWith('tmpfs'));
    await attemptAll(setting, possible, lanes, (name, chance) => {
      const folder = path.join(setting.scratch, name.replace(' ', '-'));
      mkdirSync(folder);
      return name.startsWith('faults') ? survivesFaults(setting, folder, chance) : runs(setting, name, folder, chance);
    });
  },
};

const mountThen = (folder: string, size: string, then: string): readonly string[] => [
  'unshare',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  `mount -t tmpfs -o size=${size} tmpfs "$0" && ${then}`,
  folder,
];

function canMount(folder: string): boolean {
  const [command = '', ...args] = mountThen(folder, '64k', 'exit 0');
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A program of its own, on a real full disk or with a real limit on the size of files. */
async function runs({ programs }: ChaosSetting, name: string, folder: string, chance: Chance): Promise<string | null> {
  const kind = name.startsWith('tmpfs') ? 'tmpfs' : 'limit';
  const plan = {
    kind,
    folder: path.join(folder, 'cache'),
    workerPath: await programs.workerPath(),
    epoch: chance.between(1, 9),
    before: chance.between(1, 60),
    during: chance.between(200, 3_000),
    freeBytes: chance.between(0, megabyte),
  };
  // Blocks of 512 bytes: enough for what is small, not for what comes then.
  const blocks = chance.between(120, 260);
  const through =
    kind === 'tmpfs' ? mountThen(folder, '4m', 'exec "$@"') : ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];
  const url = new URL('diskProgram.ts', import.meta.url);
  const program = await programs.start(url, [JSON.stringify(plan)], { through });
  const said = await program.line('{"wrong"');
  const { code } = await program.ended;
  if (code !== 0) return `it ended with ${code}`;
  return (JSON.parse(said) as { readonly wrong: string | null }).wrong;
}

const codes = ['ENOSPC', 'EIO', 'EROFS', 'EACCES', 'EDQUOT', 'EMFILE'] as const;

function faultOf(chance: Chance): Fault {
  const operation = chance.pick(['open', 'read', 'write', 'fsync', 'rename', 'remove', 'mkdir', 'readdir'] as const);
  const isFull = operation === 'write' && chance.odds(0.5);
  return {
    operation,
    path: chance.pick(['', 'fetched', 'kept', 'inbox', '.tmp']),
    after: chance.between(0, 3),
    ...(chance.odds(0.5) && { times: chance.between(1, 4) }),
    effect: isFull ? { kind: 'full', bytes: chance.between(0, 20_000) } : { kind: 'fail', code: chance.pick(codes) },
  };
}

/** Operations of the file system that fail one after the other, in the thread that writes. */
async function survivesFaults({ programs }: ChaosSetting, folder: string, chance: Chance): Promise<string | null> {
  const bundle = await programs.bundle(new URL('../../fakes/faultyStoreWorker.ts', import.meta.url));
  const file = path.join(folder, 'faults.json');
  const workerPath = path.join(folder, 'faultyThread.js');
  writeFileSync(workerPath, `require(${JSON.stringify(bundle)}).start(${JSON.stringify(file)});`);
  const faults = Array.from({ length: chance.between(1, 3) }, () => faultOf(chance));
  const set = (now: readonly Fault[]): void => {
    writeFileSync(`${file}.next`, JSON.stringify(now));
    renameSync(`${file}.next`, file);
  };
  const trouble: Trouble = {
    begin: () => {
      set(faults);
    },
    end: () => {
      set([]);
    },
    ends: true,
    workerPath,
  };
  const plan = {
    folder: path.join(folder, 'cache'),
    workerPath: await programs.workerPath(),
    epoch: chance.between(1, 9),
    before: chance.between(1, 60),
    during: chance.between(1, 300),
  };
  const wrong = await surviveTrouble(plan, trouble);
  return wrong === null ? null : `${wrong}, after ${JSON.stringify(faults)}`;
}
