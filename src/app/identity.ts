/** Answers for who the person at the window is: all names they may go by in a tracker. */
import type { ProjectContext } from '../domain/context';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import { nobody, type GitIdentity, type IdentityReader } from '../ports/identityReader';
import type { Log } from '../ports/log';
import { Emitter } from './emitter';

/** Names in Git change seldom; a change of the configuration is noticed after this long at the next snapshot. */
const readAgainAfterMs = 60_000;

export interface IdentityPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Reads without running anything where the folder is not trusted. */
  readonly reader: () => IdentityReader;
  /** Names the person says they go by. */
  readonly told: () => readonly string[];
}

export class Identity implements Disposable {
  private readonly abort = new AbortController();
  private readonly changes: Emitter<readonly string[]>;
  private readonly known = new Map<string, GitIdentity>();
  private context: ProjectContext | null = null;
  private readAtMs = -Infinity;
  private reading: Promise<void> | null = null;
  private latest: readonly string[] = [];

  constructor(private readonly ports: IdentityPorts) {
    this.changes = new Emitter((error) => {
      ports.log.error('a listener failed', error);
    });
    this.compose();
  }

  /** In lower case, each once. */
  get names(): readonly string[] {
    return this.latest;
  }

  /** Tells the names when they are others than before. */
  get onDidChange(): Emitter<readonly string[]>['event'] {
    return this.changes.event;
  }

  /** The person's name in the Git of the repository at `root`; null: unknown. */
  userOf(root: string): string | null {
    return this.known.get(root)?.name ?? null;
  }

  /** Takes in a snapshot: which repositories there are, and which accounts act. */
  follow(context: ProjectContext): void {
    this.context = context;
    const isNew = context.repositories.some(({ root }) => !this.known.has(root));
    const isOld = this.ports.clock.nowMs() - this.readAtMs >= readAgainAfterMs;
    if (isNew || isOld) void this.read();
    this.compose();
  }

  /** Reads anew: trust or settings changed. Settles when it is done. */
  async look(): Promise<void> {
    await this.reading;
    await this.read();
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    this.changes.dispose();
  }

  private read(): Promise<void> {
    this.reading ??= this.readAll().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async readAll(): Promise<void> {
    const { signal } = this.abort;
    this.readAtMs = this.ports.clock.nowMs();
    const roots = (this.context?.repositories ?? []).map(({ root }) => root);
    const reader = this.ports.reader();
    for (const root of roots) {
      try {
        this.known.set(root, await reader.identity(root, signal));
      } catch (error) {
        if (signal.aborted) return;
        this.ports.log.error(`who commits in ${root} could not be read`, error);
        this.known.set(root, nobody);
      }
    }
    this.compose();
  }

  private compose(): void {
    const roots = (this.context?.repositories ?? []).map(({ root }) => root);
    const inGit = roots.flatMap((root) => namesOf(this.known.get(root) ?? nobody));
    const accounts = (this.context?.sources ?? []).flatMap(({ remote }) => remote?.account?.name ?? []);
    const all = [...this.ports.told(), ...accounts, ...inGit].map(asName).filter((name) => name !== '');
    const names = [...new Set(all)];
    if (names.join('\n') === this.latest.join('\n')) return;
    this.latest = names;
    this.changes.fire(names);
  }
}

/** Trackers write people with and without the sign before their name. */
const asName = (name: string): string => name.trim().replace(/^@/, '').toLowerCase();

/** The part of an address before its sign is what many are called in trackers; of GitHub's own addresses the login is. */
function namesOf({ name, email }: GitIdentity): readonly string[] {
  const local = email?.split('@')[0] ?? '';
  return [name ?? '', email ?? '', /^\d+\+(.+)$/.exec(local)?.[1] ?? local];
}
