/** HTTP without pacing, for tests of what is asked and how answers are read. */
import type { Failure } from '../../../src/domain/failure';
import { nothingAsked } from '../../../src/domain/requests';
import { err, ok, type Result } from '../../../src/domain/result';
import type { Disposable } from '../../../src/ports/disposable';
import type { HttpClient, HttpClients, HttpRequest, HttpResponse } from '../../../src/ports/httpClient';

export class PlainHttpClient implements HttpClient {
  readonly status = nothingAsked;
  readonly statistics = {
    sent: 0,
    unchanged: 0,
    failed: 0,
    retried: 0,
    limited: 0,
    longestQueue: 0,
    waitedMs: { total: 0, longest: 0 },
    circuitOpened: 0,
    receivedBytes: 0,
  };
  readonly sent: HttpRequest[] = [];
  /** What every request fails with. */
  failure: Failure | null = null;
  probes = 0;

  constructor(
    readonly origin: string,
    readonly account: string | null,
  ) {}

  onDidChangeStatus(): Disposable {
    return { dispose: () => undefined };
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, Failure>> {
    signal.throwIfAborted();
    this.sent.push(request);
    if (this.failure !== null) return err(this.failure);
    const { method, url, headers, body } = request;
    const response = await fetch(url, { method, headers, body, signal });
    const text = await response.text();
    return ok({
      status: response.status,
      url: response.url,
      headers: Object.fromEntries(response.headers),
      body: text,
    });
  }

  probe(): void {
    this.probes++;
  }
}

export class PlainHttpClients implements HttpClients {
  readonly all: PlainHttpClient[] = [];
  readonly listeners = new Set<() => void>();

  client(origin: string, account: string | null): PlainHttpClient {
    const known = this.all.find((each) => each.origin === origin && each.account === account);
    if (known !== undefined) return known;
    const client = new PlainHttpClient(origin, account);
    this.all.push(client);
    return client;
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }
}
