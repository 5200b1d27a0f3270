/** Answers for a fresh extensions folder with what a measurement needs in it. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../rig/paths';
import { stageExtension } from '../rig/stagedExtension';

/** `yardstick` is the least an extension with a view can do; the other two measure. */
export type BenchExtension = 'yardstick' | 'stopwatch' | 'gauge';

export const ours = 'context-scout.context-scout';
export const empty = 'bench.yardstick';

/** Our extension, as it is packaged. Gives the folder it is in. */
export const installOurs = (extensionsDir: string): string => stageExtension(path.join(extensionsDir, `${ours}-0.1.0`));

/** The same, but nothing wakes it: whoever measures its activation activates it. */
export function installOursAsleep(extensionsDir: string): void {
  const file = path.join(installOurs(extensionsDir), 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...manifest, activationEvents: [] }));
}

export function installBenchExtensions(extensionsDir: string, names: readonly BenchExtension[]): void {
  for (const name of names) {
    cpSync(path.join(projectRoot, 'test', 'bench', name), path.join(extensionsDir, `bench.${name}-1.0.0`), {
      recursive: true,
    });
  }
}
