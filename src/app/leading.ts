/** Answers for standing for sources where this process may, and for which of them it leads. */
import type { Failure } from '../domain/failure';
import { describeFailure } from '../domain/failure';
import type { Result } from '../domain/result';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { RequestPriority } from '../ports/httpClient';
import type { StoredSource } from '../ports/issueStore';
import type { Leadership } from '../ports/leadership';
import type { Log } from '../ports/log';
import { sourceKey } from './sourceKey';

export interface LeadingPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Says which sources this process asks its servers for and remembers; the others it follows in the store. */
  readonly leadership: Leadership;
  /** Whether this process may stand for leading at all: a window on an untrusted folder never does. */
  readonly mayLead: () => boolean;
}

/** A file system that hangs holds nobody up for longer: until more is known, somebody else leads. */
const longestJoinMs = 3_000;

interface Standing {
  readonly source: StoredSource;
  readonly isKnown: Promise<void>;
}

export class Leading {
  private readonly standing = new Map<string, Standing>();
  private readonly leaving = new Map<string, Promise<void>>();

  constructor(private readonly ports: LeadingPorts) {}

  /** Stands for `source`, where that is allowed. Settles with whether this process leads it, as far as that is known. */
  async stand({ id, root }: StoredSource): Promise<boolean> {
    const source = { id, root };
    if (!this.ports.mayLead()) return false;
    const key = sourceKey(source);
    let entry = this.standing.get(key);
    if (entry === undefined) {
      entry = { source, isKnown: this.join(source) };
      this.standing.set(key, entry);
    }
    if (!this.leads(source)) await this.inTime(entry.isKnown);
    return this.leads(source);
  }

  leads({ id, root }: StoredSource): boolean {
    return this.ports.mayLead() && this.ports.leadership.leads({ id, root });
  }

  /** Asks whoever leads for a reading. The answer says whether the wish was heard by the file system. */
  async request({ id, root }: StoredSource, priority: RequestPriority): Promise<boolean> {
    const { leadership, log } = this.ports;
    const asked: Result<void, Failure> = await leadership.request({ id, root }, priority);
    if (!asked.ok) log.debug(`${id}: who leads could not be asked. ${describeFailure(asked.error)}`);
    return asked.ok;
  }

  /** Calls back after whoever leads `source` wrote, or is another one. */
  onDidMove(source: StoredSource, listener: () => void): Disposable {
    const key = sourceKey(source);
    const onEither = (moved: StoredSource): void => {
      if (sourceKey(moved) === key) listener();
    };
    const wrote = this.ports.leadership.onDidWrite(onEither);
    const changed = this.ports.leadership.onDidChange(onEither);
    return {
      dispose: () => {
        wrote.dispose();
        changed.dispose();
      },
    };
  }

  /** Stands for none but these any longer. */
  keepOnly(sources: readonly StoredSource[]): void {
    const present = new Set(sources.map(sourceKey));
    for (const [key, { source }] of this.standing) {
      if (present.has(key)) continue;
      this.standing.delete(key);
      this.leaving.set(key, this.leave(key, source));
    }
  }

  private async join(source: StoredSource): Promise<void> {
    await this.leaving.get(sourceKey(source));
    await this.ports.leadership.join(source);
  }

  private async leave(key: string, source: StoredSource): Promise<void> {
    try {
      await this.ports.leadership.leave(source);
    } catch (error) {
      this.ports.log.error(`${source.id}: leaving failed`, error);
    } finally {
      this.leaving.delete(key);
    }
  }

  /** Settles when it is known, or after {@link longestJoinMs}. */
  private inTime(isKnown: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.ports.clock.schedule(longestJoinMs, resolve, true);
      const end = (): void => {
        timer.dispose();
        resolve();
      };
      isKnown.then(end, (error: unknown) => {
        this.ports.log.error('standing for a source failed', error);
        end();
      });
    });
  }
}
