import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchName } from '../../src/domain/branchName';
import { currentIssue } from '../../src/domain/currentIssue';

const run = promisify(execFile);

/** Ids as Beads, Backlog.md, Roadmap and GitHub give them. */
const ids = fc.oneof(
  fc.stringMatching(/^[a-z]{2,8}-[a-z0-9]{2,6}(\.[1-9]){0,2}$/),
  fc.stringMatching(/^(task|TASK|back)-[1-9][0-9]{0,3}(\.0?[1-9]){0,2}$/),
  fc.stringMatching(/^[0-9a-f]{8}$/),
  fc.stringMatching(/^[1-9][0-9]{0,5}$/),
);

const titles = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '$(touch x)',
    '--upload-pack=touch x',
    '-rf /',
    '../../etc',
    '🎉',
    'a.lock',
    '@{-1}',
    '\u202eevil',
    '',
  ),
  fc.array(fc.oneof(ids, fc.constantFrom('follow', 'up', 'on', 'issue', 'gh'))).map((words) => words.join(' ')),
);

const templates = fc.oneof(
  fc.constantFrom(
    '${type}/${key}-${slug}',
    '${user}/${key}',
    '${slug}-${key}',
    '${key}',
    '${slug}',
    'work',
    '${user}_${type}_${key}_${slug}',
    '-${key}',
    '${key}.lock',
  ),
  fc.string({ maxLength: 30 }),
);

const cases = fc.record({
  id: ids,
  others: fc.array(ids, { maxLength: 6 }),
  title: titles,
  type: fc.option(fc.oneof(fc.constantFrom('bug', 'Feature'), fc.string({ maxLength: 10 }))),
  user: fc.option(fc.string({ maxLength: 20 })),
  template: templates,
});

const madeOf = ({
  id,
  others,
  title,
  type,
  user,
  template,
}: typeof cases extends fc.Arbitrary<infer T> ? T : never) => {
  const all = [id, ...others.filter((other) => other.toLowerCase() !== id.toLowerCase())];
  const found = (branch: string): string | null =>
    currentIssue(branch, (named) =>
      all.filter((each) => each.toLowerCase() === named.toLowerCase()).map((key) => ({ key, status: 'ready' })),
    );
  const name = branchName(template, { key: id, title, type, user }, (branch) => found(branch) === id);
  return { name, found: found(name) };
};

describe('the branch of an issue', () => {
  it('is taken for one of that issue, whatever its title and the template are', () => {
    fc.assert(
      fc.property(cases, (each) => {
        expect(madeOf(each).found).toBe(each.id);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a name that Git takes as it is', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (each) => {
        const { name } = madeOf(each);
        const { stdout } = await run('git', ['check-ref-format', '--branch', name]);
        expect(stdout.trimEnd()).toBe(name);
        expect(Buffer.byteLength(name)).toBeLessThan(700);
      }),
      { numRuns: 300 },
    );
  });
});
