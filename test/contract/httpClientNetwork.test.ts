import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpLimits } from '../../src/adapters/http/httpOptions';
import type { Failure } from '../../src/domain/failure';
import { answer, get, HttpSandbox, never, token, type ScriptedServer } from './httpSandbox';

let sandbox: HttpSandbox;
let rawServers: Server[];

beforeEach(() => {
  sandbox = new HttpSandbox();
  rawServers = [];
});

afterEach(async () => {
  await sandbox.end();
  for (const server of rawServers) server.close();
});

/** A server that does as told with each connection; answers its port. */
async function rawServer(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  rawServers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function failure(origin: string, limits: Partial<HttpLimits> = {}): Promise<Failure | null> {
  const result = await sandbox.client(origin, limits).send(get(origin, '/'), never);
  return result.ok ? null : result.error;
}

/** A server whose first path leads to `location`, and any other to an answer. */
const leading = (location: () => string, status = 302): Promise<ScriptedServer> =>
  sandbox.server((seen, response) => {
    if (seen.path === '/') answer(response, status, { location: location() });
    else answer(response, 200, {}, '"there"');
  });

describe('a server that cannot be reached', () => {
  it('is offline when nobody listens', async () => {
    const port = await rawServer(() => undefined);
    rawServers[0]?.close();
    expect(await failure(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'offline', detail: 'ECONNREFUSED' });
  });

  it('is offline when its name leads nowhere', async () => {
    expect(await failure('http://nowhere.invalid')).toMatchObject({ kind: 'offline', host: 'nowhere.invalid' });
  });

  it('is offline when it cuts the connection before it answers', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failure(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'offline' });
  });

  it('is offline when it cuts the connection in the middle of a body', async () => {
    const port = await rawServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"half":')),
    );
    expect(await failure(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'offline' });
  });

  it('is offline when an unknown kind of fetch fails with prose only', async () => {
    const { httpClients } = await import('../../src/adapters/http/httpClients');
    const { systemClock } = await import('../../src/adapters/clock/systemClock');
    const all = httpClients({
      clock: systemClock,
      log: sandbox.log,
      random: { next: () => 0 },
      userAgent: 'test',
      fetch: () => Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED')),
    });
    const result = await all.client('https://example.com', null).send(get('https://example.com', '/'), never);
    expect(result).toMatchObject({ error: { kind: 'offline', detail: 'no connection' } });
    all.dispose();
  });
});

describe('a server that answers badly', () => {
  it('is slow: the time for a whole answer is bounded', async () => {
    const port = await rawServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{')),
    );
    const beganMs = performance.now();
    expect(await failure(`http://127.0.0.1:${port}`, { timeoutMs: 150 })).toMatchObject({
      kind: 'timeout',
      afterMs: 150,
    });
    expect(performance.now() - beganMs).toBeLessThan(2000);
  });

  it('sends a body without end: it is cut at the limit', async () => {
    let sent = 0;
    const server = await sandbox.server((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 'x'), () => setImmediate(more));
      };
      more();
    });
    expect(await failure(server.origin, { maxBodyBytes: 1_000_000 })).toMatchObject({
      kind: 'tooLarge',
      limitBytes: 1_000_000,
    });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('sends a small body that unpacks to a huge one: it is cut at the limit', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(Buffer.alloc(30_000_000));
    const server = await sandbox.server((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    expect(await failure(server.origin)).toMatchObject({ kind: 'tooLarge', limitBytes: 20 * 1024 * 1024 });
  });

  it('says something that is not HTTP', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    expect(await failure(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'notTheServer' });
  });

  it('sends a body that is not packed as it says', async () => {
    const server = await sandbox.server((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all');
    });
    expect(await failure(server.origin)).toMatchObject({ kind: 'malformed' });
  });

  it('has a certificate nobody vouches for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'context-scout-tls-'));
    try {
      const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
      const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
      execFileSync('openssl', ['req', ...kind, ...files], { stdio: 'ignore', timeout: 20_000 });
      const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
      const server = await sandbox.server(undefined, { key: read('key.pem'), cert: read('cert.pem') });
      expect(await failure(server.origin)).toMatchObject({ kind: 'insecure', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      expect(server.seen).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('does not speak TLS where it should', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await failure(`https://127.0.0.1:${port}`)).toMatchObject({ kind: 'insecure' });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('on the same origin is followed (%i)', async (status) => {
    const server = await leading(() => '/there', status);
    expect(await sandbox.client(server.origin).send(get(server.origin, '/'), never)).toMatchObject({
      value: { status: 200, url: `${server.origin}/there`, body: '"there"' },
    });
    expect(server.seen[1]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it('takes a query along, with its body', async () => {
    const server = await sandbox.server((seen, response) => {
      if (seen.path === '/') answer(response, 308, { location: '/there' });
      else answer(response, 200, {}, `${seen.method} ${seen.body}`);
    });
    const request = get(server.origin, '/', { method: 'POST', body: '{"query":"a"}' });
    expect(await sandbox.client(server.origin).send(request, never)).toMatchObject({
      value: { body: 'POST {"query":"a"}' },
    });
  });

  it('that would turn a query into something else is not followed', async () => {
    const server = await leading(() => '/there');
    const request = get(server.origin, '/', { method: 'POST', body: '{}' });
    expect(await sandbox.client(server.origin).send(request, never)).toMatchObject({
      error: { kind: 'redirectedAway' },
    });
    expect(server.seen).toHaveLength(1);
  });

  it('to another origin is not followed: nobody else sees the token', async () => {
    const other = await sandbox.server();
    const server = await leading(() => `${other.origin}/there`);
    expect(await failure(server.origin)).toMatchObject({ kind: 'redirectedAway', to: new URL(other.origin).host });
    expect(other.seen).toEqual([]);
    expect(other.connections).toBe(0);
  });

  it('in a circle comes to an end', async () => {
    const server = await leading(() => '/');
    expect(await failure(server.origin)).toMatchObject({ kind: 'endless' });
    expect(server.seen).toHaveLength(6);
  });

  it('that leads nowhere is an ordinary answer', async () => {
    const server = await leading(() => 'http://[nonsense');
    expect(await sandbox.client(server.origin).send(get(server.origin, '/'), never)).toMatchObject({
      value: { status: 302 },
    });
  });
});

describe('the log and the failures', () => {
  it('carry neither token nor query, whatever fails', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 500);
    });
    const client = sandbox.client(server.origin);
    const results = [];
    for (let nth = 0; nth < 8; nth++) results.push(await client.send(get(server.origin, '/?secret=query'), never));
    const bad = get(server.origin, '/', { headers: { authorization: `Bearer ${token}\n` } });
    results.push(await client.send({ ...bad, priority: 'user' }, never));
    const said = JSON.stringify([sandbox.log.lines, results, client.status, client.statistics]);
    expect(said).not.toContain(token);
    expect(said).not.toContain('secret');
    expect(sandbox.log.lines).toHaveLength(1);
  });
});
