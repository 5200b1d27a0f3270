/** Answers for the guarantees that ARCHITECTURE.md states: each names a test, and that test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../../..');
const heading = '## Guarantees';

interface NamedTest {
  readonly file: string;
  readonly name: string;
}

interface Guarantee {
  readonly number: number;
  readonly tests: readonly NamedTest[];
}

/** The numbered items of the section; what follows an arrow are tests: `file` “name”. */
function guaranteesIn(markdown: string): readonly Guarantee[] {
  const section = markdown.split(`${heading}\n`)[1]?.split(/\n## /)[0] ?? '';
  return section.split(/\n(?=\d+\. )/).flatMap((item) => {
    const number = /^\s*(\d+)\. /.exec(item)?.[1];
    if (number === undefined) return [];
    const tests = [...item.matchAll(/`(test\/[^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name }));
    return [{ number: Number(number), tests }];
  });
}

const isThere = ({ file, name }: NamedTest): boolean => {
  const path = join(root, file);
  return existsSync(path) && readFileSync(path, 'utf8').includes(name);
};

describe('the guarantees of ARCHITECTURE.md', () => {
  const guarantees = guaranteesIn(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));

  it('are numbered in order', () => {
    expect(guarantees.length).toBeGreaterThan(0);
    expect(guarantees.map(({ number }) => number)).toEqual(guarantees.map((_, index) => index + 1));
  });

  it('name a test each, which exists', () => {
    expect(guarantees.filter(({ tests }) => tests.length === 0).map(({ number }) => number)).toEqual([]);
    expect(guarantees.flatMap(({ tests }) => tests).filter((test) => !isThere(test))).toEqual([]);
  });
});

describe('reading guarantees', () => {
  it('notices one without a test, and one whose test is gone', () => {
    const [bare, gone] = guaranteesIn(
      `${heading}\n\n1. **It holds.**\n2. **So does this.** → \`test/unit/nowhere.test.ts\` “says so”\n\n## Next\n`,
    );
    expect(bare?.tests).toEqual([]);
    expect(gone?.tests.map(isThere)).toEqual([false]);
  });
});
