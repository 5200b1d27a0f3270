/** Answers for all clients of a process: one for each origin and account. */
import type { Disposable } from '../../ports/disposable';
import type { HttpClients } from '../../ports/httpClient';
import { defaultHttpLimits, type HttpOptions } from './httpOptions';
import { PacedClient } from './pacedClient';
import { StatusSignal } from './statusSignal';

/** Disposing ends all requests; those that wait, and later ones, fail (`closed`). */
export function httpClients(options: HttpOptions): HttpClients & Disposable {
  const clients = new Map<string, PacedClient>();
  const everyMs = options.limits?.statusEveryMs ?? defaultHttpLimits.statusEveryMs;
  const changes = new StatusSignal(options.clock, options.log, everyMs);
  let isDisposed = false;
  return {
    client: (origin, account) => {
      const key = JSON.stringify([new URL(origin).origin, account]);
      const known = clients.get(key);
      if (known !== undefined) return known;
      const client = new PacedClient(origin, account, options);
      clients.set(key, client);
      client.onDidChangeStatus(() => {
        changes.changed();
      });
      if (isDisposed) client.dispose();
      changes.changed();
      return client;
    },
    get all() {
      return [...clients.values()];
    },
    onDidChange: changes.event,
    dispose: () => {
      isDisposed = true;
      changes.dispose();
      for (const client of clients.values()) client.dispose();
    },
  };
}
