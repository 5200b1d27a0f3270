/** Answers for asking somebody who may be slow, or never answer: asked once, remembered, and not waited for too long. */
import type { Clock } from '../../ports/clock';

/** Whoever is asked may be an extension that starts first, or a keyring that wants to be unlocked. */
const patienceMs = 4_000;
/** That there is nothing, or that it cannot be told, is asked again no sooner. */
const askAgainAfterMs = 60_000;

interface Asked<T> {
  readonly answer: Promise<T | null>;
  /** Null while something is there, or not answered yet. */
  againAtMs: number | null;
  /** It took too long once: nobody waits for it any more. */
  late: boolean;
}

export interface PatientOptions<T> {
  readonly clock: Clock;
  /** May throw. */
  readonly ask: (key: string) => Promise<T | null>;
  readonly onFailed: (key: string, error: unknown) => void;
  readonly onLate: (key: string) => void;
  /** An answer came that nobody waited for any more, and it is something. */
  readonly onArrived: (key: string) => void;
}

export class PatientAnswers<T> {
  private readonly asked = new Map<string, Asked<T>>();

  constructor(private readonly options: PatientOptions<T>) {}

  /** What is there; null: nothing, nothing yet, or it cannot be told. Never throws. */
  async find(key: string): Promise<T | null> {
    const asked = this.remembered(key);
    if (asked.late) return null;
    const answer = await this.inTime(asked.answer);
    if (answer !== 'late') return answer.value;
    this.noteLate(key, asked);
    return null;
  }

  /** Takes what is known from elsewhere. */
  set(key: string, value: T): void {
    this.asked.set(key, { answer: Promise.resolve(value), againAtMs: null, late: false });
  }

  /** It is asked for again. @returns whether it was ever asked for */
  forget(key: string): boolean {
    return this.asked.delete(key);
  }

  /** Several may have waited. */
  private noteLate(key: string, asked: Asked<T>): void {
    if (asked.late) return;
    asked.late = true;
    this.options.onLate(key);
  }

  private remembered(key: string): Asked<T> {
    const known = this.asked.get(key);
    if (known !== undefined && (known.againAtMs === null || this.options.clock.nowMs() < known.againAtMs)) return known;
    const asked: Asked<T> = { answer: this.ask(key), againAtMs: null, late: false };
    this.asked.set(key, asked);
    void this.settle(key, asked);
    return asked;
  }

  private async ask(key: string): Promise<T | null> {
    try {
      return await this.options.ask(key);
    } catch (error) {
      this.options.onFailed(key, error);
      return null;
    }
  }

  private async settle(key: string, asked: Asked<T>): Promise<void> {
    const value = await asked.answer;
    if (value === null) asked.againAtMs = this.options.clock.nowMs() + askAgainAfterMs;
    const isNews = asked.late && value !== null && this.asked.get(key) === asked;
    asked.late = false;
    if (isNews) this.options.onArrived(key);
  }

  private inTime(answer: Promise<T | null>): Promise<{ readonly value: T | null } | 'late'> {
    return new Promise((resolve) => {
      const timer = this.options.clock.schedule(patienceMs, () => {
        resolve('late');
      });
      void answer.then((value) => {
        timer.dispose();
        resolve({ value });
      });
    });
  }
}
