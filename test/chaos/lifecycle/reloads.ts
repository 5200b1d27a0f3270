/** Answers for reloading the real window again and again, and for what stays of those that went. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { instancesFolder } from '../../../src/adapters/store/sourceFolder';
import { readClaims } from '../../../src/adapters/store/leader/claims';
import { sourceFolderPattern } from '../../../src/adapters/store/sourceFolderName';
import { waitUntilLive } from '../../bench/timedWindow';
import { waitFor } from '../../bench/waitFor';
import { openWorkbench } from '../../e2e/support/openWorkbench';
import { makeDemoWorkspace } from '../../rig/demoWorkspace';
import { buildForProduction } from '../../rig/extensionPackage';
import { extensionId } from '../../e2e/support/workbenchParts';

/** A host that lost its window is given so long by VS Code to be found again, and a leader that went is missed. */
const settleMs = 60_000;

export interface Reloaded {
  /** Null: nothing. */
  readonly wrong: string | null;
  readonly note: string;
}

/** @param isBuilt `dist/` is as it is to be */
export async function reloadWindow(
  scratch: string,
  count: number,
  isBuilt: boolean,
  signal: AbortSignal,
): Promise<Reloaded> {
  if (!isBuilt) await buildForProduction();
  const folder = path.join(scratch, 'shop');
  mkdirSync(scratch, { recursive: true });
  makeDemoWorkspace(folder);
  const session = await openWorkbench({ folder });
  try {
    await session.showPanel();
    await waitUntilLive(session);
    const cache = path.join(session.serverDataDir, 'data', 'User', 'globalStorage', extensionId, 'cache');
    const before = await leftOf(cache);
    for (let reload = 1; reload <= count && !signal.aborted; reload++) {
      await session.reload();
      await session.showPanel();
      await waitUntilLive(session);
    }
    const after = await leftOf(cache);
    const note = `${count} reloads, ${after.processes} extension host, ${after.instances} instance files`;
    const wrong = [
      after.processes > Math.max(1, before.processes)
        ? `${after.processes} processes, ${before.processes} before`
        : null,
      after.instances > 1 ? `${after.instances} instance files are left` : null,
      ...after.ledByTheDead.map((name) => `${name} has a leader that is gone`),
    ].filter((each) => each !== null);
    return { wrong: wrong.length === 0 ? null : `after ${count} reloads: ${wrong.join(', ')}`, note };
  } finally {
    await session.dispose();
  }
}

interface Left {
  /** Extension hosts, and what they started. */
  readonly processes: number;
  readonly instances: number;
  /** Folders of sources whose leader is gone and did not say so. */
  readonly ledByTheDead: readonly string[];
}

/** When all that ends by itself has ended. */
async function leftOf(cache: string): Promise<Left> {
  let now = leftNow(cache);
  const isQuiet = ({ processes, instances, ledByTheDead }: Left): boolean =>
    processes === 1 && instances <= 1 && ledByTheDead.length === 0;
  await waitFor(
    () => {
      now = leftNow(cache);
      return isQuiet(now);
    },
    'It did not settle.',
    settleMs,
  ).catch(() => undefined);
  return now;
}

function leftNow(cache: string): Left {
  const instances = namesIn(path.join(cache, instancesFolder)).filter((name) => name.endsWith('.json'));
  const alive = new Set(instances.map((name) => name.slice(0, -'.json'.length)));
  const sources = namesIn(cache).filter((name) => sourceFolderPattern.test(name));
  const ledByTheDead = sources.filter((name) => {
    const claims = readClaims(path.join(cache, name));
    const holder = claims.ok ? claims.value.holding?.holder : undefined;
    return holder?.kind === 'instance' && !alive.has(holder.id);
  });
  return { processes: hostProcesses(), instances: instances.length, ledByTheDead };
}

/** Extension hosts that descend from this process, and all that they started. */
function hostProcesses(): number {
  const parents = new Map(
    namesIn('/proc').flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), parentOf(name)]] : [])),
  );
  const ancestors = (pid: number): readonly number[] => {
    const above: number[] = [];
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) above.push(at);
    return above;
  };
  return [...parents.keys()].filter((pid) => {
    const line = ancestors(pid);
    return line.includes(process.pid) && line.some((each) => commandOf(each).includes('--type=extensionHost'));
  }).length;
}

function parentOf(pid: string): number {
  try {
    // The name before it is in brackets, and may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
