/** A loopback server that answers as a test says, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body?: unknown;
  /** It is answered when this is fulfilled. */
  readonly after?: Promise<unknown>;
}

export class AnsweringServer {
  readonly seen: SeenRequest[] = [];
  answer: (request: SeenRequest) => Answer = () => ({});

  private constructor(
    private readonly server: Server,
    /** Without a slash at the end. */
    readonly origin: string,
  ) {}

  static async start(): Promise<AnsweringServer> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const started = new AnsweringServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    started.serve();
    return started;
  }

  private serve(): void {
    this.server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const asked = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
        this.seen.push(asked);
        const { status = 200, headers: more = {}, body = {}, after = Promise.resolve() } = this.answer(asked);
        void after.then(() => {
          response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...more });
          response.end(status === 304 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
        });
      });
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
