/** The command line as a real process on a real repository. */
import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { createGenerator } from 'ts-json-schema-generator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContextJson } from '../../../src/protocol/contextScout';
import { fakeBdPath, readCalls, smallRecordings } from '../../fakes/bd/fakeBd';

const project = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let repository: string;
let cli: string;
let validate: ValidateFunction<ContextJson>;

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts the command line with a PATH that has node and git but no bd, unless told. */
function start(words: readonly string[], { env = {}, cwd = folder }: Surroundings = {}): ReturnType<typeof spawn> {
  return spawn(process.execPath, [cli, ...words], { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
}

function outcome(child: ReturnType<typeof spawn>): Promise<Outcome> {
  return new Promise((done, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      done({ exitCode, stdout, stderr });
    });
  });
}

const run = (words: readonly string[], surroundings?: Surroundings): Promise<Outcome> =>
  outcome(start(words, surroundings));

async function json(words: readonly string[], surroundings?: Surroundings): Promise<ContextJson> {
  const { exitCode, stdout, stderr } = await run([...words, '--json'], surroundings);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const value: unknown = JSON.parse(stdout);
  if (!validate(value)) throw new Error(JSON.stringify(validate.errors, null, 2));
  return value;
}

const line = (id: string, facts: object = {}): string =>
  `${JSON.stringify({ id, title: `Title of ${id}`, status: 'open', priority: 2, created_at: '2026-03-01T08:00:00Z', ...facts })}\n`;

const dependsOn = (id: string, type = 'blocks'): object => ({ dependencies: [{ depends_on_id: id, type }] });

/** A folder for the PATH with a program of that name. */
async function programFolder(name: string, target: string): Promise<string> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  await symlink(target, join(bin, name));
  return bin;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  cli = join(folder, 'program/cli.js');
  await build({
    entryPoints: [join(project, 'src/cli.ts')],
    outfile: cli,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const schema: object = createGenerator({
    path: join(project, 'src/protocol/contextScout.d.ts'),
    tsconfig: join(project, 'src/tsconfig.json'),
    type: 'ContextJson',
    skipTypeCheck: true,
    // Stricter than what is shipped, so that a field nobody documented is noticed here.
    additionalProperties: false,
  }).createSchema('ContextJson');
  await writeFile(join(dirname(cli), 'context.schema.json'), JSON.stringify(schema));
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  validate = ajv.compile<ContextJson>(schema);

  repository = join(folder, 'täa shop');
  await mkdir(join(repository, '.beads'), { recursive: true });
  await writeFile(
    join(repository, '.beads/issues.jsonl'),
    line('x-1', { status: 'closed' }) +
      line('x-2', { status: 'in_progress', priority: 0, assignee: 'sam' }) +
      '{"id":"x-3","title":"cut o\n' +
      line('x-4', dependsOn('x-2')) +
      line('x-5', { ...dependsOn('external:pay:refunds'), priority: 1, external_ref: 'https://example.org/5' }) +
      line('x-6', { defer_until: '2999-01-01T00:00:00Z' }) +
      line('x-7', { priority: 'soon' }),
  );
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.org', ...words], { cwd: repository });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'feat: begin');
  git('switch', '--quiet', '--create', 'x-5-refunds');
  await writeFile(join(repository, 'new.txt'), 'new');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('context-scout context --json', () => {
  it('prints one object that its schema allows, with git, issues and problems', async () => {
    const context = await json(['context', repository]);
    expect(context).toMatchObject({
      schemaVersion: 1,
      revision: 1,
      consistency: 'strict',
      counts: { ready: 2, inProgress: 1, blocked: 1, deferred: 1, other: 0, done: 1 },
    });
    expect(context.repositories).toHaveLength(1);
    expect(context.repositories[0]).toMatchObject({ root: repository, currentIssue: 'beads:täa shop#x-5' });
    expect(context.repositories[0]?.git).toMatchObject({ branch: 'x-5-refunds', untracked: 1, unstaged: 0 });
    expect(context.sources).toMatchObject([{ id: 'beads:täa shop', kind: 'beads', freshness: 'fresh', error: null }]);
    expect(context.issues.map(({ id, status }) => `${id} ${status}`)).toEqual(
      expect.arrayContaining(['x-2 inProgress', 'x-4 blocked', 'x-5 ready', 'x-6 deferred', 'x-7 ready']),
    );
    expect(context.issues.find(({ id }) => id === 'x-4')).toMatchObject({
      path: '.beads/issues.jsonl',
      line: 4,
      blockedBy: [{ reason: 'edge', id: 'x-2' }],
    });
    expect(context.issues.find(({ id }) => id === 'x-5')).toMatchObject({
      current: true,
      url: 'https://example.org/5',
      dependencies: [{ kind: 'blocks', id: 'external:pay:refunds', key: null, state: 'unknown' }],
    });
    expect(context.problems.map(({ path, line: at }) => [path, at])).toEqual([
      ['.beads/issues.jsonl', 3],
      ['.beads/issues.jsonl', 7],
    ]);
  });

  it('lists done issues only when told to', async () => {
    const ids = async (...words: readonly string[]): Promise<readonly string[]> =>
      (await json(['context', repository, ...words])).issues.map(({ id }) => id);
    expect(await ids()).not.toContain('x-1');
    expect(await ids('--all')).toContain('x-1');
  });

  it('reads the working directory, and the repository around it', async () => {
    const context = await json(['context'], { cwd: join(repository, '.beads') });
    expect(context.repositories[0]?.root).toBe(repository);
    expect(context.issues).not.toEqual([]);
  });

  it('produces a context of a folder without git and of one without a tracker', async () => {
    const plain = join(folder, 'plain');
    await mkdir(plain);
    expect(await json(['context', plain])).toMatchObject({
      repositories: [{ root: plain, git: null }],
      sources: [],
      issues: [],
    });
  });

  it('has the failed source inside and still exits with 0', async () => {
    const broken = join(folder, 'broken');
    await mkdir(join(broken, '.beads/issues.jsonl'), { recursive: true });
    const context = await json(['context', broken]);
    expect(context.consistency).toBe('cached');
    expect(context.sources[0]).toMatchObject({ freshness: 'never', error: { kind: 'unusable' } });
  });

  it('asks bd where it is on the PATH', async () => {
    const bin = await programFolder('bd', fakeBdPath);
    const env = { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, FAKE_BD_RECORDINGS: smallRecordings };
    const context = await json(['context', repository], { env });
    expect(context.issues.map(({ id }) => id)).toContain('tea-3');
    expect(context.counts).toMatchObject({ ready: 1, inProgress: 1, blocked: 3, deferred: 1, done: 1 });
  });

  it('runs no program at all on an untrusted folder', async () => {
    const ran = join(folder, 'ran');
    const recorder = join(folder, 'recorder');
    await writeFile(recorder, `#!/bin/sh\necho "$0" >> '${ran}'\n`);
    await chmod(recorder, 0o755);
    const bin = await programFolder('bd', recorder);
    await symlink(recorder, join(bin, 'git'));
    const env = { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
    const context = await json(['context', repository, '--untrusted'], { env });
    await expect(readFile(ran)).rejects.toThrow('ENOENT');
    expect(context.repositories[0]?.git).toMatchObject({ branch: 'x-5-refunds', untracked: null });
    expect(context.counts.ready).toBe(2);
    // The same surroundings do tell when something is run.
    await json(['context', repository], { env });
    expect(await readFile(ran, 'utf8')).toMatch(/bd\n/);
  });
});

describe('context-scout ready, blocked and sync', () => {
  it('print tables', async () => {
    const ready = await run(['ready', repository]);
    expect(ready).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ready.stdout).toMatch(/^1 {2}x-5 {2}Title of x-5 +current branch; external:pay:refunds not found$/m);
    expect(ready.stdout).toContain('.beads/issues.jsonl:3: ');
    expect((await run(['blocked', repository])).stdout).toMatch(/^2 {2}x-4 {2}Title of x-4 +x-2 Title of x-2$/m);
    expect((await run(['sync', repository])).stdout).toMatch(/^beads:täa shop +6 +fresh +\.beads\/issues\.jsonl$/m);
    expect((await run(['context', repository])).stdout).toContain('x-5-refunds');
  });

  it('print no colour codes into a pipe', async () => {
    expect((await run(['ready', repository], { env: { FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b');
  });

  it('print the context with these issues only as JSON', async () => {
    const ready = await json(['ready', repository]);
    expect(ready.issues.map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(ready.counts.blocked).toBe(1);
    expect((await json(['blocked', repository])).issues.map(({ id }) => id)).toEqual(['x-4']);
  });
});

describe('context-scout', () => {
  it('prints the schema, its version and its help', async () => {
    const { stdout } = await run(['schema']);
    expect(JSON.parse(stdout)).toHaveProperty('definitions');
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(['--help'])).stdout).toContain('Usage:');
    expect(await run(['help', 'sync'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('exits with 2 and one line on standard error for wrong usage', async () => {
    for (const words of [[], ['lst'], ['context', '--wrong'], ['ready', 'a', 'b']]) {
      const { exitCode, stdout, stderr } = await run(words);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toMatch(/^context-scout: .+\n$/);
    }
  });

  it('exits with 1 and one sentence when there is no such folder', async () => {
    for (const place of [join(folder, 'nowhere'), cli]) {
      const { exitCode, stdout, stderr } = await run(['context', place, '--json']);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toMatch(/^context-scout: .+\.\n$/);
    }
  });

  it('ends quietly when nobody reads on', async () => {
    const large = join(folder, 'large');
    await mkdir(join(large, '.beads'), { recursive: true });
    const lines = Array.from({ length: 3_000 }, (_, index) => line(`l-${index}`));
    await writeFile(join(large, '.beads/issues.jsonl'), lines.join(''));
    const child = start(['context', large, '--json']);
    child.stdout?.destroy();
    expect(await outcome(child)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('ends at once, with what it runs, when interrupted', async () => {
    const bin = await programFolder('bd', fakeBdPath);
    const callsFile = join(folder, 'interrupted');
    const env = {
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      FAKE_BD_RECORDINGS: smallRecordings,
      FAKE_BD_MODE: 'hang',
      FAKE_BD_CALLS: callsFile,
    };
    const child = start(['context', repository, '--json'], { env });
    const ended = outcome(child);
    await expect.poll(() => readCalls(callsFile).length, { timeout: 10_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await ended).toEqual({ exitCode: 130, stdout: '', stderr: '' });
    const isAnyRunning = (): boolean => readCalls(callsFile).some(({ pid }) => isRunning(pid));
    await expect.poll(isAnyRunning, { timeout: 5_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
