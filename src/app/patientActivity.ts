/** Answers for telling of a reading only when it takes long enough to be worth a word. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { ContextScout } from './contextScout';
import { DisposableStore } from './disposableStore';

/** A shorter reading is not worth a spinning icon. */
const patienceMs = 400;

export class PatientActivity implements Disposable {
  private readonly lifetime = new DisposableStore();
  private waiting: Disposable | null = null;
  private shown = false;

  /** @param onChange called when {@link isShown} changed */
  constructor(
    scout: Pick<ContextScout, 'onDidChangeActivity'>,
    private readonly clock: Clock,
    private readonly onChange: () => void,
  ) {
    this.lifetime.add(
      scout.onDidChangeActivity((busy) => {
        this.onActivity(busy);
      }),
    );
    this.lifetime.add({ dispose: () => this.waiting?.dispose() });
  }

  /** Whether a reading has been under way for a while. */
  get isShown(): boolean {
    return this.shown;
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private onActivity(busy: boolean): void {
    this.waiting?.dispose();
    this.waiting = null;
    if (!busy) this.show(false);
    else if (!this.shown) {
      this.waiting = this.clock.schedule(patienceMs, () => {
        this.show(true);
      });
    }
  }

  private show(shown: boolean): void {
    if (this.shown === shown) return;
    this.shown = shown;
    this.onChange();
  }
}
