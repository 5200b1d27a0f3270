/** Answers for a process's own file, by which the others know that it lives: its modification time is the sign. */
import { rmSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import type { Random } from '../../../ports/random';
import { writeFailure } from '../fileFailure';
import { isAbsent, makeFolder } from '../persistence';
import { instancesFolder } from '../sourceFolder';
import { ownIdentity, type ProcessIdentity } from './runningProcess';
import { replaceSmallFile } from './smallFile';

/** A window of the editor, or a run of the command line. */
export type ProcessKind = 'window' | 'run';

export interface InstanceRecord extends ProcessIdentity {
  /** Where it runs, for people. */
  readonly hostname: string;
  readonly startedAtMs: number;
  readonly kind: ProcessKind;
}

/** An instance's id: nothing else may become part of a path. */
export const instanceId = /^(?:window|run)-\d{1,10}-[a-z0-9]{1,16}$/;

/** Absolute path of the file of the instance `id`. */
export const instanceFile = (folder: string, id: string): string => join(folder, instancesFolder, `${id}.json`);

/** What an instance's file says; null when it says nothing that one of us wrote. */
export function instanceRecordOf(text: string): InstanceRecord | null {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return null;
  }
  return isInstanceRecord(record) ? record : null;
}

/** The largest process number of any system; what is not positive would mean a group of processes. */
const largestPid = 2 ** 31 - 1;

function isInstanceRecord(value: unknown): value is InstanceRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, place, startMark } = value as Partial<Record<string, unknown>>;
  return (
    typeof pid === 'number' &&
    Number.isInteger(pid) &&
    pid > 0 &&
    pid <= largestPid &&
    typeof place === 'string' &&
    (startMark === null || typeof startMark === 'string')
  );
}

export class OwnInstance {
  /** Begins with what a person looks for: the kind of process, and its number. */
  readonly id: string;
  private readonly file: string;
  private readonly record: InstanceRecord;

  /** @param folder absolute path of the cache's folder. Nothing is written yet. */
  constructor(
    folder: string,
    kind: ProcessKind,
    private readonly clock: Clock,
    random: Random,
  ) {
    const chance = Math.floor(random.next() * 2 ** 48).toString(36);
    this.id = `${kind}-${process.pid}-${chance}`;
    this.file = instanceFile(folder, this.id);
    this.record = { ...ownIdentity(), hostname: hostname(), startedAtMs: clock.nowMs(), kind };
  }

  /** Gives a sign of life. Makes the file where there is none. */
  beat(): Result<void, Failure> {
    try {
      this.touch();
      return ok(undefined);
    } catch (error) {
      return isAbsent(error) ? this.write() : err(writeFailure(error, this.file));
    }
  }

  remove(): void {
    try {
      rmSync(this.file, { force: true });
    } catch {
      // It is seen to be no sign of life any more.
    }
  }

  private write(): Result<void, Failure> {
    try {
      makeFolder(dirname(this.file));
      replaceSmallFile(this.file, JSON.stringify(this.record));
      this.touch();
      return ok(undefined);
    } catch (error) {
      return err(writeFailure(error, this.file));
    }
  }

  private touch(): void {
    const nowSeconds = this.clock.nowMs() / 1000;
    utimesSync(this.file, nowSeconds, nowSeconds);
  }
}
