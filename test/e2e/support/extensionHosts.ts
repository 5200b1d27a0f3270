/** Answers for the extension hosts behind the windows of one workbench: which there are, and which of them leads. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { epochsOf } from '../../../src/adapters/store/sourceFolder';

/** Where the extension keeps what its windows share. */
export const cacheOf = (serverDataDir: string): string =>
  path.join(serverDataDir, 'data', 'User', 'globalStorage', 'context-scout.context-scout', 'cache');

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Process ids of the windows that stand for leading anything. */
export function standingHosts(cache: string): readonly number[] {
  return namesIn(path.join(cache, 'instances')).map(pidOf);
}

const pidOf = (instance: string): number => Number(instance.split('-')[1]);

/** What the cache says of one source. */
export class SourceCache {
  /** @param slug what the name of the source's folder begins with */
  constructor(
    private readonly cache: string,
    private readonly slug: string,
  ) {}

  /** Process id of the window that leads; null: none. */
  get leader(): number | null {
    const claim = this.newest('claim');
    const holder = claim === null ? '' : readFileSync(claim, 'utf8');
    return holder.startsWith('window-') ? pidOf(holder) : null;
  }

  get epoch(): number {
    return epochsOf('claim', namesIn(this.folder))[0] ?? 0;
  }

  /** When the issues that hold were written, epoch milliseconds; 0: never. */
  get writtenAtMs(): number {
    const file = this.newest('fetched');
    return file === null ? 0 : statSync(file).mtimeMs;
  }

  private get folder(): string {
    return path.join(this.cache, namesIn(this.cache).find((name) => name.startsWith(this.slug)) ?? this.slug);
  }

  private newest(kind: 'claim' | 'fetched'): string | null {
    const [epoch] = epochsOf(kind, namesIn(this.folder));
    if (epoch === undefined) return null;
    return path.join(this.folder, kind === 'claim' ? `leader.${epoch}` : `fetched.${epoch}.sqlite`);
  }
}

/** Sends a signal to an extension host of this very workbench. @throws when the process is none of its own */
export function signalHost(serverDataDir: string, pid: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  if (!isBelow(serverDataDir, pid)) throw new Error(`Process ${pid} is no extension host of this workbench.`);
  process.kill(pid, signal);
}

/** Whether the process descends from the server that was started with this folder. */
function isBelow(serverDataDir: string, pid: number): boolean {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const processes = new Map(
    rows.flatMap((row) => {
      const [, id, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
      return id === undefined ? [] : [[Number(id), { parent: Number(parent), command }] as const];
    }),
  );
  if (processes.get(pid)?.command.includes('extensionHost') !== true) return false;
  for (let at = processes.get(pid); at !== undefined; at = processes.get(at.parent)) {
    if (at.command.includes('server-main.js') && at.command.includes(serverDataDir)) return true;
  }
  return false;
}
