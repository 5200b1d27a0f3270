/** What only a source on a server can, answering at once and as told. */
import type { RemoteStatus } from '../../src/domain/context';
import { err } from '../../src/domain/result';
import type { Disposable } from '../../src/ports/disposable';
import type { RemoteSource } from '../../src/ports/tracker';
import { remoteStatusOf } from './remoteStatus';

export class FakeRemote implements RemoteSource {
  readonly repository = 'dana/shop';
  readonly url = 'https://github.example/dana/shop';
  readonly resolveBatch = 50;
  /** How often it was probed. */
  probes = 0;
  /** Which issues it was told to follow, each time. */
  readonly followed: (readonly string[])[] = [];
  lacksFollowed = false;
  status: RemoteStatus = remoteStatusOf({ host: 'github.example', repository: this.repository });
  private readonly listeners = new Set<() => void>();

  /** Number of those who listen. */
  get listening(): number {
    return this.listeners.size;
  }

  tells(status: Partial<RemoteStatus>): void {
    this.status = { ...this.status, ...status };
    for (const listener of [...this.listeners]) listener();
  }

  onDidChangeStatus(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  resolve: RemoteSource['resolve'] = (queries) =>
    Promise.resolve(
      queries.map((query) => ({ ...query, result: err({ kind: 'busy' as const, host: this.status.host }) })),
    );

  follow(ids: readonly string[]): void {
    this.followed.push(ids);
  }

  probe(): void {
    this.probes++;
  }
}
