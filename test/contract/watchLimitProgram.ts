/** A program that watches more folders below the one named in its arguments than the system lets it, then fewer. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { Disposable } from '../../src/ports/disposable';

const folder = process.argv[2] ?? '';
const folders = Array.from({ length: 40 }, (_, at) => join(folder, String(at)));
const whys: string[] = [];

const watch = (path: string): Disposable =>
  nodeFileWatcher.watch(
    { folder: path, names: 'all' },
    () => undefined,
    (why) => whys.push(why),
  );

for (const path of folders) mkdirSync(path, { recursive: true });
const watches = folders.map(watch);
const refused = whys.length;
for (const each of watches) each.dispose();
const again = folders.slice(0, 4).map(watch);
process.stdout.write(JSON.stringify({ refused, refusedAgain: whys.length - refused, whys: [...new Set(whys)] }));
for (const each of again) each.dispose();
