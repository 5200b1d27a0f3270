/** Answers for whether the others live: by their process, and by their sign of life, which no clock is believed about. */
import type { Clock } from '../../../ports/clock';
import { instanceRecordOf } from './instance';
import { isEnded, isOfThisPlace } from './runningProcess';
import { readSmallFile } from './smallFile';

/** Who gave no sign for so many of our own beats is gone: three of two seconds each. */
const mostSilentBeats = 3;

/** At first sight the clock decides, where it is likely: an age above a day is that of a clock that was set. */
const likelyAgesMs = { over: 6_000, under: 24 * 60 * 60_000 };

interface Sight {
  readonly changedAtMs: number;
  /** Beats of our own since the sign was seen to move. */
  readonly silentBeats: number;
}

/** Watches files by their modification time: those of instances, and claims that do not say whose they are. */
export class SignsOfLife {
  private sights: ReadonlyMap<string, Sight> = new Map();

  constructor(private readonly clock: Clock) {}

  /**
   * One beat of our own went by; only beats are counted, never what a clock says went by.
   * @param files absolute paths of what is watched from now on
   * @param onTime false: this process was suspended, or the machine was, or the clock was set; then the others may
   *   not have had the time for a sign, and this beat counts for nothing
   */
  beat(files: readonly string[], onTime: boolean): void {
    const next = new Map<string, Sight>();
    for (const file of files) {
      const changedAtMs = readSmallFile(file)?.changedAtMs;
      if (changedAtMs === undefined) continue;
      const known = this.sights.get(file);
      const isSilent = known?.changedAtMs === changedAtMs;
      next.set(file, { changedAtMs, silentBeats: isSilent ? known.silentBeats + (onTime ? 1 : 0) : 0 });
    }
    this.sights = next;
  }

  /** Whoever gives signs in `file` does so no longer. */
  isGone(file: string): boolean {
    const found = readSmallFile(file);
    if (found === null) return true;
    const record = instanceRecordOf(found.text);
    if (record !== null && isEnded(record)) return true;
    const sight = this.sights.get(file);
    if (sight !== undefined) return sight.changedAtMs === found.changedAtMs && sight.silentBeats >= mostSilentBeats;
    // The clock of another machine says nothing about ours.
    if (record !== null && !isOfThisPlace(record)) return false;
    const ageMs = this.clock.nowMs() - found.changedAtMs;
    return ageMs > likelyAgesMs.over && ageMs < likelyAgesMs.under;
  }
}
