/** Answers for the sums of a test run: what is counted, and that nothing broken is counted as fine. */
import { describe, expect, it } from 'vitest';
import { countsFromOutput, countsFromVitest, failuresFromOutput, failuresFromVitest } from '../../rig/counts';

describe('counts from output', () => {
  it('takes the last line that is a sum', () => {
    expect(countsFromOutput('1 passed, 2 failed\nmore\n30 passed, 0 failed\n')).toEqual({ passed: 30, failed: 0 });
  });

  it('knows none where no line is a sum', () => {
    expect(countsFromOutput('it says: 1 passed, 0 failed, mostly')).toBeNull();
  });
});

describe('counts from a vitest report', () => {
  const report = (status: string, tests: readonly string[]): string =>
    JSON.stringify({
      numPassedTests: tests.filter((test) => test === 'passed').length,
      numFailedTests: tests.filter((test) => test === 'failed').length,
      testResults: [{ status, assertionResults: tests.map((test) => ({ status: test })) }],
    });

  it('counts tests', () => {
    expect(countsFromVitest(report('failed', ['passed', 'failed', 'passed']))).toEqual({ passed: 2, failed: 1 });
  });

  it('counts a file that did not load as a failure', () => {
    expect(countsFromVitest(report('failed', []))).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a file whose tests were never reached as a failure', () => {
    expect(countsFromVitest(report('failed', ['skipped', 'skipped']))).toEqual({ passed: 0, failed: 1 });
  });
});

describe('names of what failed', () => {
  const test = (status: string, fullName: string) => ({ status, fullName });

  it('are those of tests, each with its file', () => {
    const assertionResults = [test('failed', 'a list keeps its place'), test('passed', 'a list is short')];
    const json = JSON.stringify({
      testResults: [{ name: '/somewhere/list.test.ts', status: 'failed', assertionResults }],
    });
    expect(failuresFromVitest(json)).toEqual(['list.test.ts: a list keeps its place']);
  });

  it('are those of files that could not be run', () => {
    const json = JSON.stringify({
      testResults: [{ name: '/somewhere/list.test.ts', status: 'failed', assertionResults: [] }],
    });
    expect(failuresFromVitest(json)).toEqual(['list.test.ts could not be run']);
  });

  it('are read from lines that say so', () => {
    expect(failuresFromOutput('failed: one\r\nnot failed: two\nfailed: three\n')).toEqual(['one', 'three']);
  });
});
