/** Answers for how closely a person looks: at the window, and at the panel and the board in it. */
import type { window, WindowState } from 'vscode';
import { DisposableStore } from '../app/disposableStore';
import { Emitter } from '../app/emitter';
import type { Attention, AttentionLevel } from '../ports/attention';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';

/** Whatever can be hidden. */
interface Showing {
  readonly visible: boolean;
  readonly onDidChangeVisibility: (listener: () => void) => Disposable;
}

export class WindowAttention implements Attention, Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly changes: Emitter<AttentionLevel>;
  private readonly followed: Showing[] = [];
  private told: AttentionLevel;

  constructor(
    private readonly host: Pick<typeof window, 'state' | 'onDidChangeWindowState'>,
    log: Log,
  ) {
    this.changes = this.lifetime.add(
      new Emitter<AttentionLevel>((error) => {
        log.error('a listener failed', error);
      }),
    );
    this.told = this.level;
    this.lifetime.add(
      host.onDidChangeWindowState(() => {
        this.tell();
      }),
    );
  }

  /** From now on it counts whether this can be seen. */
  follow(shown: Showing): void {
    this.followed.push(shown);
    this.lifetime.add(
      shown.onDidChangeVisibility(() => {
        this.tell();
      }),
    );
    this.tell();
  }

  get level(): AttentionLevel {
    return attentionLevel(
      this.host.state,
      this.followed.some(({ visible }) => visible),
    );
  }

  onDidChange(listener: () => void): Disposable {
    return this.changes.event(listener);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private tell(): void {
    if (this.level === this.told) return;
    this.told = this.level;
    this.changes.fire(this.told);
  }
}

/** A window that nobody has touched for a while is not watched, though it has focus. */
export function attentionLevel(
  { focused, active }: Pick<WindowState, 'focused' | 'active'>,
  issuesVisible: boolean,
): AttentionLevel {
  if (!focused) return 'away';
  return issuesVisible && active ? 'watching' : 'near';
}
