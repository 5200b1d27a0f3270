/** A program that watches the folder named in its arguments after it used up all file descriptors. */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { WatchTarget } from '../../src/ports/fileWatcher';

const folder = process.argv[2] ?? '';
const opened: number[] = [];
const broken: Record<string, number> = {};
let code: unknown = null;
let changes = 0;

try {
  for (;;) opened.push(openSync(folder, 'r'));
} catch (error) {
  code = (error as NodeJS.ErrnoException).code;
}
const targets: Record<string, WatchTarget> = {
  names: { folder, names: ['a'] },
  all: { folder, names: 'all' },
  below: { folder, names: 'below' },
  missing: { folder: join(folder, 'missing'), names: ['a'] },
};
for (const [name, target] of Object.entries(targets)) {
  broken[name] = 0;
  nodeFileWatcher.watch(
    target,
    () => changes++,
    () => (broken[name] = (broken[name] ?? 0) + 1),
  );
}
setImmediate(() => {
  for (const descriptor of opened) closeSync(descriptor);
  process.stdout.write(JSON.stringify({ code, broken, changes }));
});
