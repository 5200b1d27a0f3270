/** Answers for the marks by which it is told whether something is still as it was when its reading began. */
import { youthMs } from '../domain/stamp';
import type { Clock } from '../ports/clock';
import { settledOrAborted } from './settledOrAborted';

/** What something was like at one moment. */
export interface Mark {
  /** Moves when what is read says something else. */
  readonly says: string;
  /** Moves also when something was written and says the same, or went and came back. Empty where `says` does. */
  readonly written: string;
}

/** A mark, and whether it could be relied upon when it was taken. */
export interface JudgedMark {
  readonly mark: Mark | null;
  readonly isReliable: boolean;
}

/** A mark that becomes reliable within this is waited for: reading twice would take longer. */
const briefMs = 20;

export class ReadingMarks {
  /** Taken when the last good reading began. */
  private last: JudgedMark = { mark: null, isReliable: false };
  /** The latest mark that was seen, and since when. */
  private seen = { text: '', atMs: 0 };

  /** @param take null: nothing tells; `wholly`: it is compared with one from before the last reading */
  constructor(
    private readonly clock: Clock,
    private readonly ended: AbortSignal,
    private readonly take: (wholly: boolean) => Promise<Mark | null>,
  ) {}

  /** Takes the mark of a reading that begins now. @throws the signal's reason when aborted. */
  async beforeReading(): Promise<JudgedMark> {
    const mark = await this.take(false);
    const young = this.youthMs(mark);
    if (young === 0 || young > briefMs) return { mark, isReliable: young === 0 };
    await this.pause(young);
    const later = await this.take(false);
    return { mark: later, isReliable: this.youthMs(later) === 0 };
  }

  /** The reading that began with this mark went well. */
  adopt(mark: JudgedMark): void {
    this.last = mark;
  }

  /** Whether it may say something else than when the last reading began. */
  async saySomethingElse(): Promise<boolean> {
    const { mark, isReliable } = this.last;
    return mark === null || !isReliable || (await this.take(true))?.says !== mark.says;
  }

  async stoodStill(): Promise<boolean | 'unknown'> {
    const { mark, isReliable } = this.last;
    if (mark === null) return 'unknown';
    if (!isReliable) return false;
    const now = await this.take(true);
    return now?.says === mark.says && now.written === mark.written;
  }

  /** Settles when a mark that was taken now could be relied upon. @throws the signal's reason when aborted. */
  async untilReliable(): Promise<void> {
    const young = this.youthMs(await this.take(false));
    if (young > 0) await this.pause(young);
  }

  private youthMs(mark: Mark | null): number {
    if (mark === null) return 0;
    const nowMs = this.clock.nowMs();
    const text = `${mark.says} ${mark.written}`;
    // The clock may have been set back.
    if (this.seen.text !== text || this.seen.atMs > nowMs) this.seen = { text, atMs: nowMs };
    return youthMs(text, this.seen.atMs, nowMs);
  }

  private async pause(delayMs: number): Promise<void> {
    let over: () => void = () => undefined;
    const passed = new Promise<void>((resolve) => {
      over = resolve;
    });
    const timer = this.clock.schedule(delayMs, over, true);
    try {
      await settledOrAborted(passed, this.ended);
    } finally {
      timer.dispose();
    }
  }
}
