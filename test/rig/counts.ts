/** Answers for reading how many tests a suite ran, from what it printed or wrote down. */
import path from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The last `N passed, N failed` among the lines; null when there is none. */
export function countsFromOutput(output: string): Counts | null {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed\r?$/gm)].at(-1) ?? [];
  return passed === undefined ? null : { passed: Number(passed), failed: Number(failed) };
}

/** The part of vitest's JSON report that is counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Counts of a vitest JSON report. A file that failed without a failing test (it did not load) counts as one failure. */
export function countsFromVitest(json: string): Counts {
  const report = JSON.parse(json) as VitestReport;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Names of what failed in a vitest JSON report, each with its file. */
export function failuresFromVitest(json: string): readonly string[] {
  return (JSON.parse(json) as VitestReport).testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0) return failed.map(({ fullName }) => `${path.basename(name)}: ${fullName}`);
    return status === 'failed' ? [`${path.basename(name)} could not be run`] : [];
  });
}

/** The names a suite printed itself: lines that begin with `failed: `. */
export function failuresFromOutput(output: string): readonly string[] {
  return [...output.matchAll(/^failed: (.+?)\r?$/gm)].map(([, name = '']) => name);
}
