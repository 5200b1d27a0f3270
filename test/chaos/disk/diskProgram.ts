/** A program on a disk of its own that becomes full, or with a limit on the size of its files: `<plan> <tmpfs | limit>`. */
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { surviveTrouble, type DiskPlan, type Trouble } from './diskSteps';

interface Given extends DiskPlan {
  readonly kind: 'tmpfs' | 'limit';
  /** Bytes that stay free on the full disk. */
  readonly freeBytes: number;
}

const plan = JSON.parse(process.argv[2] ?? '') as Given;
const filler = path.join(path.dirname(plan.folder), 'filler');
const block = Buffer.alloc(4096, 1);

function fill(): void {
  const handle = openSync(filler, 'w');
  try {
    const { bavail, bsize } = statfsSync(path.dirname(filler));
    for (let left = bavail * bsize - plan.freeBytes; left > 0; left -= block.length) writeSync(handle, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(handle);
  }
}

const fullDisk: Trouble = {
  begin: fill,
  end: () => {
    rmSync(filler, { force: true });
  },
  ends: true,
};
/** It was there from the beginning, and does not end. */
const limit: Trouble = { begin: () => undefined, end: () => undefined, ends: false };

void surviveTrouble(plan, plan.kind === 'tmpfs' ? fullDisk : limit).then((wrong) => {
  console.log(JSON.stringify({ wrong }));
});
