import { describe, expect, it } from 'vitest';
import { referenceStatus, resolveText, typedLimit } from '../../../src/vscode/referenceText';

const counts = { pending: 0, resolved: 0, errors: 0, cacheHits: 0, estimateMs: null };
const outcome = { resolved: 0, failed: 0, left: 0, stoppedBy: null, goesOnAtMs: null };
const nowMs = 1_000_000;

describe('how far the references are', () => {
  it('is told with an estimate while some are pending', () => {
    expect(referenceStatus({ pending: 1_200, resolved: 340, errors: 3, cacheHits: 300, estimateMs: 119_000 })).toBe(
      'Commit references: 1,200 references pending, 340 resolved (300 without a request), 3 in vain; about 2m to go.',
    );
  });

  it('is told when there are none', () => {
    expect(referenceStatus(counts)).toBe('No commit names an issue or a pull request yet.');
    expect(referenceStatus({ ...counts, resolved: 1 })).toBe(
      'Commit references: 0 references pending, 1 resolved, 0 in vain.',
    );
  });
});

describe('what a run came to', () => {
  it('is told with what stopped it, and when it goes on', () => {
    const text = resolveText(
      {
        resolved: 50,
        failed: 1,
        left: 9,
        stoppedBy: { kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' },
        goesOnAtMs: nowMs + 300_000,
      },
      nowMs,
    );
    expect(text).toMatch(
      /^50 references resolved, 1 in vain, 9 left\. github\.com cannot be reached .* It goes on in 5m\.$/,
    );
  });

  it('is short when all went well', () => {
    expect(resolveText({ ...outcome, resolved: 1 }, nowMs)).toBe('1 reference resolved.');
  });
});

describe('a typed number', () => {
  it.each([
    ['12', 12],
    [' 3 ', 3],
    ['0', null],
    ['-1', null],
    ['1e3', null],
    ['', null],
    ['1.5', null],
  ])('%j is %j', (text, limit) => {
    expect(typedLimit(text)).toBe(limit);
  });
});
