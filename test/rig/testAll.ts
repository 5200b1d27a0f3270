/** Answers for `npm test`: every check and every suite, one after the other, and one line that sums them up. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { countsFromOutput, countsFromVitest, failuresFromOutput, failuresFromVitest, type Counts } from './counts';
import { cacheFolder, projectRoot } from './paths';

interface Step {
  readonly name: string;
  /** A script below node_modules or the project, and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Default: the exit code decides, as one test. */
  readonly count?: (output: string) => Counts | null;
  /** Names of what failed; default: the step itself. */
  readonly failures?: (output: string) => readonly string[];
}

interface Outcome extends Counts {
  readonly failures: readonly string[];
}

const stepTimeoutMs = 900_000;
const forced = process.argv.filter((argument) => argument === '--desktop' || argument === '--server');
const tsx = 'node_modules/tsx/dist/cli.mjs';
const tsc = 'node_modules/typescript/bin/tsc';

const build: Step = { name: 'build', command: ['esbuild.mjs'] };

/** Each keeps one processor busy and needs nothing of the others. */
const checks: readonly Step[] = [
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'boundaries', command: ['test/rig/boundaries.mjs'] },
  { name: 'types: host', command: [tsc, '-p', 'src'] },
  { name: 'types: panel', command: [tsc, '-p', 'webview'] },
  { name: 'types: tests', command: [tsc, '-p', 'test'] },
  { name: 'knip', command: ['node_modules/knip/bin/knip.js'] },
];

const selfCounting = { count: countsFromOutput, failures: failuresFromOutput };

/** Each needs the machine for itself. */
const suites: readonly Step[] = [
  vitest('unit and contract tests', 'vitest.config.mts'),
  { name: 'tests inside VS Code', command: [tsx, 'test/rig/runHost.ts', ...forced], ...selfCounting },
  vitest('tests in a browser', 'vitest.e2e.config.mts'),
  { name: 'chaos, short form', command: [tsx, 'test/chaos/run.ts', '--short'], ...selfCounting },
];

function vitest(name: string, config: string): Step {
  const report = path.join(cacheFolder('reports'), `${config}.json`);
  rmSync(report, { force: true });
  const options = ['--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const read = (): string | null => (existsSync(report) ? readFileSync(report, 'utf8') : null);
  return {
    name,
    command: ['node_modules/vitest/vitest.mjs', 'run', ...options],
    count: () => {
      const json = read();
      return json === null ? null : countsFromVitest(json);
    },
    failures: () => failuresFromVitest(read() ?? '{"testResults":[]}'),
  };
}

async function main(): Promise<void> {
  const results = [await runStep(build), ...(await atATime(availableParallelism(), checks))];
  for (const step of suites) results.push(await runStep(step));
  const passed = results.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = results.reduce((sum, counts) => sum + counts.failed, 0);
  // Once more, where it is found: what failed is in the middle of a long text.
  for (const name of results.flatMap(({ failures }) => failures)) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs all steps, `most` of them at a time, begun in their order. */
async function atATime(most: number, steps: readonly Step[]): Promise<readonly Outcome[]> {
  const waiting = [...steps];
  const lane = async (): Promise<readonly Outcome[]> => {
    const results: Outcome[] = [];
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await runStep(step));
    return results;
  };
  return (await Promise.all(Array.from({ length: most }, lane))).flat();
}

async function runStep(step: Step): Promise<Outcome> {
  console.log(`> ${step.name}`);
  const startedMs = performance.now();
  const { exitCode, output } = await run(step.command);
  const counts = countsOf(step, exitCode, output);
  if (counts.failed > 0) console.log(output.trimEnd());
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const outcome = step.count
    ? `${counts.passed} passed, ${counts.failed} failed`
    : counts.failed === 0
      ? 'passed'
      : 'failed';
  console.log(`  ${step.name}: ${outcome} (${seconds} s)`);
  if (counts.failed === 0) return { ...counts, failures: [] };
  const named = step.failures?.(output) ?? [];
  return { ...counts, failures: named.length > 0 ? named : [step.name] };
}

function countsOf(step: Step, exitCode: number, output: string): Counts {
  if (step.count === undefined) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = step.count(output) ?? { passed: 0, failed: 0 };
  // A suite that ran nothing, or that failed without saying where, has failed.
  const failedSilently = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return failedSilently ? { ...counts, failed: 1 } : counts;
}

function run([script, ...args]: Step['command']): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, script), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: stepTimeoutMs,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal !== null) output += `\nEnded by ${signal} (a step may take ${stepTimeoutMs / 60_000} minutes).\n`;
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

void main();
