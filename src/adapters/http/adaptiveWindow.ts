/** Answers for how many requests may be under way at once: more while answers are good, half on trouble. */

/** Up to here the window doubles before any trouble was seen; beyond, it grows by one. */
const doublesUpTo = 8;

export class AdaptiveWindow {
  /** One until the first answer: the budget may be used up, the server down. */
  private current = 1;
  private threshold = doublesUpTo;
  private goodInARow = 0;
  private cuts = 0;

  constructor(private readonly most: number) {}

  get size(): number {
    return this.current;
  }

  /** Taken along by each request, so that those sent before a cut do not cut again. */
  get generation(): number {
    return this.cuts;
  }

  /** A whole window of good answers makes it grow. */
  good(): void {
    this.goodInARow++;
    if (this.goodInARow < this.current) return;
    this.goodInARow = 0;
    const grown = this.current < this.threshold ? this.current * 2 : this.current + 1;
    this.current = Math.min(grown, this.most);
  }

  /** A limit, a failing server, an answer that did not come in time. */
  trouble(generation: number): void {
    if (generation !== this.cuts) return;
    this.cuts++;
    this.goodInARow = 0;
    this.current = Math.max(1, Math.floor(this.current / 2));
    this.threshold = this.current;
  }
}
