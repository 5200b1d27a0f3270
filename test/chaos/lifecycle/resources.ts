/** Answers for what this process holds on to: files, threads, timers, watchers, children, listeners, memory. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Resources {
  /** Open files and watches, by kind. Connections to servers are apart: they end by themselves after a while. */
  readonly handles: Readonly<Record<string, number>>;
  /** As Node counts what keeps a process alive. */
  readonly active: Readonly<Record<string, number>>;
  readonly threads: number;
  readonly children: number;
  /** Of the process's own events. */
  readonly listeners: number;
}

export function resourcesNow(): Resources {
  return {
    handles: counted(handleKinds()),
    // What is told of the pipes to whoever started this is no leak of anybody.
    active: counted(process.getActiveResourcesInfo().filter((kind) => !/Pipe|TTY|TCPSocketWrap/.test(kind))),
    threads: namesIn('/proc/self/task').length,
    children: childrenOf(process.pid),
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}

/** What there is more of than before; null: nothing. */
export function growth(before: Resources, now: Resources): string | null {
  const grown = [
    ...more('open', before.handles, now.handles),
    ...more('active', before.active, now.active),
    ...more('', { ...before, handles: 0, active: 0 }, { ...now, handles: 0, active: 0 }),
  ];
  return grown.length === 0 ? null : grown.join(', ');
}

const more = (
  what: string,
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): readonly string[] =>
  Object.entries(now).flatMap(([kind, count]) => {
    const was = before[kind] ?? 0;
    return count > was ? [`${what} ${kind}: ${was} before, ${count} now`.trim()] : [];
  });

function counted(kinds: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function handleKinds(): readonly string[] {
  return namesIn('/proc/self/fd').flatMap((name) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${name}`);
      if (target.startsWith('socket:')) return [];
      return [target.startsWith('/proc/') ? [] : target.replace(/:?\[\d+\]$/, '')].flat();
    } catch {
      // It was the one that listed them.
      return [];
    }
  });
}

function childrenOf(pid: number): number {
  return namesIn(`/proc/${pid}/task`).reduce((sum, task) => {
    try {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
      return sum + (children === '' ? 0 : children.split(' ').length);
    } catch {
      return sum;
    }
  }, 0);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
