import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpClient } from '../../src/ports/httpClient';
import { answer, get, HttpSandbox, never, type ScriptedServer, until } from './httpSandbox';

let sandbox: HttpSandbox;

beforeEach(() => {
  sandbox = new HttpSandbox();
});

afterEach(() => sandbox.end());

const circuit = { failures: 5, probeAfterMs: [150, 400] };

async function failing(): Promise<{ server: ScriptedServer; client: HttpClient }> {
  const server = await sandbox.server((_, response) => {
    answer(response, 500);
  });
  const client = sandbox.client(server.origin, { circuit });
  for (let nth = 0; nth < 5; nth++) await client.send(get(server.origin, '/'), never);
  expect(client.status.circuit).toBe('open');
  return { server, client };
}

const heal = (server: ScriptedServer): void => {
  server.script = (_, response) => {
    answer(response);
  };
};

describe('a server that failed five times in a row', () => {
  it('is left alone: requests fail at once and nothing is sent', async () => {
    const { server, client } = await failing();
    const { probeAtMs } = client.status;
    expect(await client.send(get(server.origin, '/'), never)).toEqual({
      ok: false,
      error: { kind: 'circuitOpen', host: new URL(server.origin).host, retryAtMs: probeAtMs },
    });
    expect(server.seen).toHaveLength(5);
    expect(client.statistics).toMatchObject({ circuitOpened: 1, failed: 6 });
  });

  it('is probed by one request when its time has come, then left alone for longer', async () => {
    const { server, client } = await failing();
    const firstMs = client.status.probeAtMs ?? 0;
    await until(() => Date.now() >= firstMs, 'the time does not come');
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({ error: { kind: 'serverFailed' } });
    expect(server.seen).toHaveLength(6);
    expect((client.status.probeAtMs ?? 0) - Date.now()).toBeGreaterThan(300);
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({ error: { kind: 'circuitOpen' } });
    expect(client.statistics.circuitOpened).toBe(1);
  });

  it('is used again once a probe succeeds, which is told', async () => {
    const { server, client } = await failing();
    heal(server);
    client.probe();
    expect(await client.send(get(server.origin, '/'), never)).toMatchObject({ ok: true });
    expect(client.status).toMatchObject({ circuit: 'closed', probeAtMs: null });
    expect(sandbox.log.lines).toHaveLength(2);
  });

  it('is probed by what a person waits for', async () => {
    const { server, client } = await failing();
    heal(server);
    expect(await client.send(get(server.origin, '/', { priority: 'user' }), never)).toMatchObject({ ok: true });
    expect(client.status.circuit).toBe('closed');
  });

  it('stays alone when the probe is given up', async () => {
    const { server, client } = await failing();
    server.script = () => undefined;
    const abort = new AbortController();
    const sent = client.send(get(server.origin, '/', { priority: 'user' }), abort.signal);
    await until(() => client.status.circuit === 'halfOpen', 'no probe is under way');
    abort.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => client.status.circuit === 'open', 'the circuit is not open');
  });

  it('fails what waits for it', async () => {
    const server = await sandbox.server((_, response) => {
      answer(response, 500);
    });
    const client = sandbox.client(server.origin, { circuit });
    const results = await Promise.all(
      Array.from({ length: 300 }, () => client.send(get(server.origin, '/', { priority: 'backlog' }), never)),
    );
    const kinds = results.map((result) => (result.ok ? 'ok' : result.error.kind));
    expect(kinds.filter((kind) => kind === 'serverFailed')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'circuitOpen')).toHaveLength(295);
    expect(client.status.queued).toBe(0);
  });
});

describe('a server that is down', () => {
  it('is found when it comes back', async () => {
    const server = await sandbox.server();
    const { origin, port } = server;
    const client = sandbox.client(origin, { circuit });
    await server.stop();
    const kinds = [];
    for (let nth = 0; nth < 7; nth++) {
      const result = await client.send(get(origin, '/'), never);
      kinds.push(result.ok ? 'ok' : result.error.kind);
    }
    expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'offline'), 'circuitOpen', 'circuitOpen']);
    const back = await sandbox.server(undefined, null, port);
    client.probe();
    expect(await client.send(get(origin, '/'), never)).toMatchObject({ ok: true });
    expect(back.seen).toHaveLength(1);
  });
});

describe('what says nothing about the server', () => {
  it('does not open the circuit: refusals, limits, requests that are given up', async () => {
    const server = await sandbox.server((seen, response) => {
      if (seen.path !== '/hangs') answer(response, Number(seen.path.slice(1)), { 'retry-after': '0' });
    });
    const client = sandbox.client(server.origin, { circuit, unnamedPauseMs: 0 });
    for (const status of [401, 403, 404, 410, 422, 429, 401, 404]) {
      await client.send(get(server.origin, `/${status}`), never);
    }
    for (let nth = 0; nth < 6; nth++) {
      const abort = new AbortController();
      const hanging = client.send(get(server.origin, '/hangs'), abort.signal).catch(() => 'given up');
      await until(() => client.status.running === 1, 'it is not sent');
      abort.abort();
      expect(await hanging).toBe('given up');
    }
    expect(client.status.circuit).toBe('closed');
  });
});

describe('a process that uses a client', () => {
  let folder: string;
  let program: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'context-scout-http-'));
    program = join(folder, 'program.js');
    await build({
      entryPoints: [fileURLToPath(new URL('httpClientProgram.ts', import.meta.url))],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends by itself soon after the clients did', async () => {
    const server = await sandbox.server();
    const child = spawn(process.execPath, [program, server.origin, 'dispose'], { timeout: 20_000, stdio: 'pipe' });
    const closed = once(child, 'close') as Promise<[number | null]>;
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await until(() => said.includes('disposed'), 'it does not get there', 15_000);
    const beganMs = performance.now();
    const [code] = await closed;
    expect(code).toBe(0);
    expect(performance.now() - beganMs).toBeLessThan(2000);
  });

  it('stays while a request waits for the end of a pause', async () => {
    const server = await sandbox.server((_, response, nth) => {
      answer(response, nth === 1 ? 429 : 200, nth === 1 ? { 'retry-after': '1' } : {});
    });
    const child = spawn(process.execPath, [program, server.origin, 'wait'], { timeout: 20_000, stdio: 'pipe' });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(said).toContain('answered 200');
  });
});
