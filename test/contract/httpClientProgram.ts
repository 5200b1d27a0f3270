/** A program that asks a server. Arguments: its origin, and `dispose` (leaves requests waiting) or `wait`. */
import { systemClock } from '../../src/adapters/clock/systemClock';
import { httpClients } from '../../src/adapters/http/httpClients';
import type { HttpRequest, RequestPriority } from '../../src/ports/httpClient';
import { FakeLog } from '../fakes/fakeLog';

const [, , origin = '', mode = ''] = process.argv;
const log = new FakeLog();
const clients = httpClients({ clock: systemClock, log, random: { next: () => 0 }, userAgent: 'test' });
const client = clients.client(origin, null);

const request = (priority: RequestPriority): HttpRequest => ({
  method: 'GET',
  url: `${origin}/`,
  headers: {},
  body: null,
  priority,
  resource: 'core',
});

async function main(): Promise<void> {
  const { signal } = new AbortController();
  const first = await client.send(request('backlog'), signal);
  process.stdout.write(`answered ${first.ok ? first.value.status : first.error.kind}\n`);
  if (mode !== 'dispose') return;
  const waiting = Array.from({ length: 200 }, () => client.send(request('backlog'), signal));
  await client.send(request('user'), signal);
  clients.dispose();
  const kinds = new Set((await Promise.all(waiting)).map((result) => (result.ok ? 'ok' : result.error.kind)));
  process.stdout.write(`disposed ${[...kinds].join()}\n`);
}

void main();
