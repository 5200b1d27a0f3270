/**
 * A program that stands for sources: `<folder> <source>…`. It says what it is told, a line of JSON each, and does what
 * it is told: `join|leave <source>`, `request <source> <priority>`, `use` (says what it cost), `close`, `exit`, `idle` (listens no longer).
 */
import { createInterface } from 'node:readline';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { FileLeadership } from '../../src/adapters/store/leader/fileLeadership';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { RequestPriority } from '../../src/ports/httpClient';
import type { StoredSource } from '../../src/ports/issueStore';

/** What the program says. */
export interface Said {
  readonly what: 'leads' | 'follows' | 'wrote' | 'asked' | 'joined' | 'used' | 'trouble';
  readonly source: string;
  readonly epoch: number | null;
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** Milliseconds of processor time since the program was started. */
  readonly usedMs: number;
}

/** The source that is called `name` on the command line. */
export const sourceCalled = (name: string): StoredSource => ({ id: `github:acme/${name}`, root: `/home/dev/${name}` });

const [folder = '', ...names] = process.argv.slice(2);
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const leadership = new FileLeadership({
  folder,
  kind: 'run',
  clock: systemClock,
  random: systemRandom,
  log: silent,
  fileWatcher: nodeFileWatcher,
});

function say(what: Said['what'], about: StoredSource): void {
  const { user, system } = process.cpuUsage();
  const epoch = leadership.epochOf(about);
  const said: Said = {
    what,
    source: about.root.slice('/home/dev/'.length),
    epoch,
    atMs: Date.now(),
    usedMs: (user + system) / 1000,
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

async function join(name: string): Promise<void> {
  await leadership.join(sourceCalled(name));
  say(leadership.troubleOf(sourceCalled(name)) === null ? 'joined' : 'trouble', sourceCalled(name));
}

leadership.onDidChange((about) => {
  say(leadership.leads(about) ? 'leads' : 'follows', about);
});
leadership.onDidWrite((about) => {
  say('wrote', about);
});
leadership.onDidRequest((about) => {
  say('asked', about);
});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [word = '', name = '', priority = ''] = line.split(' ');
  switch (word) {
    case 'join':
      void join(name);
      break;
    case 'leave':
      void leadership.leave(sourceCalled(name));
      break;
    case 'request':
      void leadership.request(sourceCalled(name), priority as RequestPriority);
      break;
    case 'use':
      say('used', sourceCalled(name));
      break;
    case 'close':
      void leadership.close();
      stopListening();
      break;
    case 'idle':
      stopListening();
      break;
    case 'exit':
      process.exit(0);
  }
});

/** What is left must not keep it alive. */
function stopListening(): void {
  lines.close();
  process.stdin.destroy();
}

for (const name of names) void join(name);
