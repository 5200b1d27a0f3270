/** Answers for Beads as a tracker: a repository with a `.beads` folder is one source. */
import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import type { CommandRunner } from '../../../ports/commandRunner';
import type { Tracker } from '../../../ports/tracker';
import { beadsFolder, isFolder } from './files';
import { BeadsProgram } from './program';
import { beadsRules } from './rules';
import { BeadsSource } from './source';

export interface BeadsOptions {
  readonly clock: Clock;
  /** Null where nothing is to be run: then the export alone is read. */
  readonly runner: CommandRunner | null;
  /** Whether a redirect or a symbolic link may lead out of the repository; unless told, where a runner is given. */
  readonly trusted?: boolean;
  /** The Beads program, a name on the PATH or an absolute path; `bd` unless told. */
  readonly program?: string;
  /** Names (lower case) of custom statuses that count as done; a sensible list unless told. */
  readonly finishedNames?: readonly string[];
  /** Whether a first reading shows an export at once and leaves the program to the next one; no unless told. */
  readonly quickStart?: boolean;
}

/** Sources are kept between discoveries, and with them what is known of each line. */
export function beadsTracker(options: BeadsOptions): Tracker {
  const { clock, runner, program = 'bd', trusted = runner !== null, finishedNames, quickStart = false } = options;
  const rules = beadsRules(finishedNames);
  const sources = new Map<string, BeadsSource>();
  return {
    kind: 'beads',
    signs: [beadsFolder],
    starter: () => null,
    async discover(home, signal) {
      signal.throwIfAborted();
      const key = JSON.stringify([home.root, home.name]);
      if (!(await isFolder(join(home.root, beadsFolder)))) {
        sources.delete(key);
        return [];
      }
      let source = sources.get(key);
      if (source === undefined) {
        const asked = runner === null ? null : new BeadsProgram(runner, program, home.root);
        source = new BeadsSource(home, rules, { clock, program: asked, trusted, quickStart });
        sources.set(key, source);
      }
      await source.locate();
      return [source];
    },
  };
}
