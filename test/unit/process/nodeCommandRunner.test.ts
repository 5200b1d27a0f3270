/** Answers for running programs: found on the PATH only, bounded, and ended with all they started. */
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import { NodeCommandRunner } from '../../../src/adapters/process/nodeCommandRunner';
import { findProgram } from '../../../src/adapters/process/programPath';
import { FakeClock } from '../../fakes/fakeClock';
import { running } from '../../fakes/processes';

const never = new AbortController().signal;

describe('node command runner', () => {
  let folder: string;
  let bin: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'runner-')));
    bin = join(folder, 'bin');
    await mkdir(bin);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const path = (): Record<string, string> => ({ PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` });

  async function program(name: string, text: string, where = bin): Promise<void> {
    await writeFile(join(where, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(where, name), 0o755);
  }

  async function pids(): Promise<number[]> {
    const text = await readFile(join(folder, 'pids'), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).map(Number);
  }

  /** Starts a child that would outlive it, tells both process ids, and hangs. */
  const family = 'sleep 600 &\necho "$$\n$!" > pids\nwait';

  it('gives both outputs as UTF-8 and passes arguments untouched', async () => {
    await program('show', 'printf "%s|" "$@"; echo "$EXTRA" >&2');
    const runner = new NodeCommandRunner(systemClock);
    const args = ['a b', '$HOME', '"ä✓"', '; exit 3', ''];
    const env = { ...path(), EXTRA: 'größer' };
    const result = await runner.run('show', args, { cwd: folder, env, timeoutMs: 10_000, signal: never });
    expect(result).toEqual({ ok: true, value: { stdout: `${args.join('|')}|`, stderr: 'größer\n' } });
  });

  it('says programFailed with the exit code and what the program said', async () => {
    await program('broken', 'echo partly; echo "no database" >&2; exit 7');
    const runner = new NodeCommandRunner(systemClock);
    const result = await runner.run('broken', [], { cwd: folder, env: path(), timeoutMs: 10_000, signal: never });
    expect(result).toEqual({
      ok: false,
      error: { kind: 'programFailed', program: 'broken', exitCode: 7, detail: 'no database' },
    });
  });

  it('says programMissing, also when a program of that name lies in the folder it runs in', async () => {
    await program('tool', 'echo ran', folder);
    const runner = new NodeCommandRunner(systemClock);
    for (const PATH of [bin, `${bin}${delimiter}.`, `${delimiter}${bin}`]) {
      const result = await runner.run('tool', [], { cwd: folder, env: { PATH }, timeoutMs: 10_000, signal: never });
      expect(result).toEqual({ ok: false, error: { kind: 'programMissing', program: 'tool' } });
    }
    for (const name of ['./tool', '../tool']) expect(await findProgram(name, { PATH: folder })).toBeNull();
    expect(await findProgram('tool', { PATH: folder })).toBe(join(folder, 'tool'));
    expect(await findProgram(join(folder, 'tool'), {})).toBe(join(folder, 'tool'));
  });

  it('passes over what cannot be executed', async () => {
    await writeFile(join(bin, 'text'), 'text');
    await mkdir(join(bin, 'folder'));
    expect(await findProgram('text', { PATH: bin })).toBeNull();
    expect(await findProgram('folder', { PATH: bin })).toBeNull();
  });

  it('ends a program that takes too long, and what it started', async () => {
    await program('slow', family);
    const clock = new FakeClock();
    const run = new NodeCommandRunner(clock).run('slow', [], {
      cwd: folder,
      env: path(),
      timeoutMs: 5000,
      signal: never,
    });
    await expect.poll(pids, { timeout: 10_000 }).toHaveLength(2);
    clock.advance(5000);
    expect(await run).toEqual({ ok: false, error: { kind: 'timeout', what: 'slow', afterMs: 5000 } });
    await expect.poll(async () => running(await pids()), { timeout: 10_000 }).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('ends a program that is no longer wanted, and what it started, and throws the reason', async () => {
    await program('slow', family);
    const clock = new FakeClock();
    const controller = new AbortController();
    const run = new NodeCommandRunner(clock).run('slow', [], {
      cwd: folder,
      env: path(),
      timeoutMs: 5000,
      signal: controller.signal,
    });
    await expect.poll(pids, { timeout: 10_000 }).toHaveLength(2);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(run).rejects.toBe(reason);
    await expect.poll(async () => running(await pids()), { timeout: 10_000 }).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('starts nothing when it is not wanted to begin with', async () => {
    await program('mark', 'echo ran > pids');
    const reason = new Error('no longer wanted');
    const options = { cwd: folder, env: path(), timeoutMs: 5000, signal: AbortSignal.abort(reason) };
    await expect(new NodeCommandRunner(systemClock).run('mark', [], options)).rejects.toBe(reason);
    expect(await pids()).toEqual([]);
  });

  it('ends a program that prints without end', async () => {
    await program('chatter', 'while :; do echo chatter; done');
    const runner = new NodeCommandRunner(systemClock, 100_000);
    const result = await runner.run('chatter', [], { cwd: folder, env: path(), timeoutMs: 20_000, signal: never });
    expect(result).toMatchObject({ ok: false, error: { kind: 'programFailed', exitCode: null } });
  });

  it('says programFailed in a folder that does not exist', async () => {
    await program('ok', 'echo ok');
    const options = { cwd: join(folder, 'gone'), env: path(), timeoutMs: 5000, signal: never };
    const result = await new NodeCommandRunner(systemClock).run('ok', [], options);
    expect(result).toMatchObject({ ok: false, error: { kind: 'programFailed', program: 'ok' } });
  });
});
