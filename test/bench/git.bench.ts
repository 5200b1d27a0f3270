/** Answers for what a reading of git state costs, against the `git status` nobody can do without. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import { SimpleGitReader } from '../../src/adapters/git/simpleGit';
import type { GitReader } from '../../src/ports/gitReader';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { median, printFigures, type Figure } from './figure';
import { isolateGit } from './isolatedGit';

const execFileAsync = promisify(execFile);
const FILES_PER_FOLDER = 100;

interface GitBenchRow {
  readonly repository: string;
  readonly files: number;
  /** Medians. */
  readonly rawStatusMs: number;
  /** The first reading of a repository: a status and a log. */
  readonly firstMs: number;
  /** Every further one while HEAD stands still: a status alone. */
  readonly againMs: number;
  readonly filesMs: number;
}

/** Makes a small and a large repository and measures each `runs` times, all ways in turn. */
async function measureGit(runs: number): Promise<readonly GitBenchRow[]> {
  const rows: GitBenchRow[] = [];
  for (const [repository, files] of [
    ['small', 20],
    ['large', 50_000],
  ] as const) {
    await GitSandbox.use('bench', async (sandbox) => {
      const restore = isolateGit(sandbox);
      try {
        const made = await makeRepository(sandbox, files);
        rows.push({ repository, files, ...(await measure(made.root, runs)) });
      } finally {
        restore();
      }
    });
  }
  return rows;
}

async function makeRepository(sandbox: GitSandbox, files: number): Promise<GitRepository> {
  const repository = await sandbox.init('repo');
  for (let first = 0; first < files; first += FILES_PER_FOLDER) {
    const folder = join(repository.root, `folder-${first / FILES_PER_FOLDER}`);
    await mkdir(folder);
    const indexes = Array.from({ length: Math.min(FILES_PER_FOLDER, files - first) }, (_, i) => first + i);
    await Promise.all(indexes.map((index) => writeFile(join(folder, `file-${index}.txt`), `file ${index}\n`)));
  }
  await repository.git('add', '--all');
  for (let i = 0; i < 12; i++) await repository.commit('history.txt', `${i}\n`, `change ${i}`);
  await repository.write('folder-0/file-0.txt', 'edited\n');
  await repository.write('new.txt', 'new\n');
  return repository;
}

async function measure(root: string, runs: number): Promise<Omit<GitBenchRow, 'repository' | 'files'>> {
  const options = { gitPath: 'git', timeoutMs: 60_000 };
  const simpleGit = new SimpleGitReader(options);
  const files = new GitFilesReader();
  const times = { raw: [] as number[], first: [] as number[], again: [] as number[], files: [] as number[] };
  const status = ['--no-optional-locks', 'status', '--porcelain=v2', '--branch'];
  // One round to warm the machine's caches, which is no measurement.
  for (let run = 0; run <= runs; run++) {
    const round = {
      raw: await timed(() => execFileAsync('git', status, { cwd: root })),
      first: await timed(() => readOrThrow(new SimpleGitReader(options), root)),
      again: await timed(() => readOrThrow(simpleGit, root)),
      files: await timed(() => readOrThrow(files, root)),
    };
    if (run === 0) continue;
    times.raw.push(round.raw);
    times.first.push(round.first);
    times.again.push(round.again);
    times.files.push(round.files);
  }
  return {
    rawStatusMs: median(times.raw),
    firstMs: median(times.first),
    againMs: median(times.again),
    filesMs: median(times.files),
  };
}

async function readOrThrow(reader: GitReader, root: string): Promise<void> {
  const result = await reader.read(root, new AbortController().signal);
  if (!result.ok) throw new Error(`${reader.name} failed: ${result.error.kind}`);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Each figure beside the raw status of the same run. */
export async function benchGit(runs = 21): Promise<readonly Figure[]> {
  const rows = await measureGit(runs);
  return rows.flatMap(({ repository, files, rawStatusMs, firstMs, againMs, filesMs }) => {
    const figure = (name: string, value: number, target: string): Figure => ({
      figure: `git state, ${repository} repository (${files} files): ${name}`,
      value,
      unit: 'ms',
      yardstick: { name: 'git status', value: rawStatusMs },
      target,
    });
    return [
      figure('first reading', firstMs, '1.3x'),
      figure('again', againMs, '1.3x'),
      figure('files alone', filesMs, ''),
    ];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void benchGit().then(printFigures);
}
