/** Answers for finding one packed ref among many thousands, as git does. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { findPackedRef } from '../../src/adapters/git/packedRefs';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;
const count = 50_000;

describe('packed refs', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let commonDir: string;
  let head: string;

  beforeAll(async () => {
    sandbox = await GitSandbox.create('packed');
    repository = await sandbox.init('repo');
    commonDir = join(repository.root, '.git');
    await repository.commit('a.txt', 'a\n');
    head = (await repository.git('rev-parse', 'HEAD')).trim();
    await repository.git('tag', '--annotate', '--message', 'x', 'refs-of-tags-are-peeled');
    await repository.git('pack-refs', '--all');
    const tag = (await repository.git('rev-parse', 'refs-of-tags-are-peeled')).trim();
    // Written as git writes it, which takes minutes for so many.
    const names = Array.from({ length: count }, (_, at) => `refs/heads/topic/${at}`);
    const tags = Array.from({ length: 2_000 }, (_, at) => `refs/tags/v${at}`);
    const lines = [
      ...[...names, 'refs/heads/main', 'refs/heads/ä', 'refs/heads/z'].map((name) => ({
        name,
        line: `${head} ${name}\n`,
      })),
      ...tags.map((name) => ({ name, line: `${tag} ${name}\n^${head}\n` })),
    ].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    const text = `# pack-refs with: peeled fully-peeled sorted \n${lines.map(({ line }) => line).join('')}`;
    await writeFile(join(commonDir, 'packed-refs'), text);
    await rm(join(commonDir, 'refs', 'heads', 'main'), { force: true });
  });

  afterAll(() => sandbox.dispose());

  const find = (ref: string): Promise<string | null> => findPackedRef(commonDir, ref, never);

  it('are found as git finds them, the first and the last included', async () => {
    const some = Array.from({ length: 200 }, (_, at) => `refs/heads/topic/${at * 250}`);
    const refs = [...some, 'refs/heads/main', 'refs/heads/ä', 'refs/heads/z', 'refs/tags/v0', 'refs/tags/v1999'];
    const told = await repository.git('for-each-ref', '--format=%(objectname) %(refname)', ...refs);
    const expected = new Map(
      told
        .trim()
        .split('\n')
        .map((line) => [line.slice(41), line.slice(0, 40)]),
    );
    expect(expected.size).toBe(refs.length);
    for (const ref of refs) expect([ref, await find(ref)]).toEqual([ref, expected.get(ref)]);
  });

  it('are null where there is none of that name', async () => {
    for (const ref of [
      'refs/heads/',
      'refs/heads/topic/50000',
      'refs/heads/topic/1x',
      'refs/a',
      'refs/zz',
      'topic/1',
    ]) {
      expect([ref, await find(ref)]).toEqual([ref, null]);
    }
  });

  it('cost a fingerprint a few milliseconds', async () => {
    const times: number[] = [];
    for (let round = 0; round < 20; round++) {
      const begunMs = performance.now();
      expect(await gitFingerprint(repository.root, never)).toContain(head);
      times.push(performance.now() - begunMs);
    }
    const median = times.sort((a, b) => a - b)[10] ?? Infinity;
    // Reading the whole file takes longer by far.
    expect(median).toBeLessThan(20);
  });

  it('are found in a file that is not sorted, one that is cut off, and none in one that is gone', async () => {
    const write = (text: string): Promise<void> => writeFile(join(commonDir, 'packed-refs'), text);
    await write(`# pack-refs with: peeled \n${head} refs/heads/b\n${head} refs/heads/a\n`);
    expect([await find('refs/heads/a'), await find('refs/heads/b')]).toEqual([head, head]);
    await write(`${head} refs/heads/b\n${head} refs/heads/a`);
    expect(await find('refs/heads/a')).toBe(head);
    await write('# pack-refs with: peeled fully-peeled sorted \n');
    expect(await find('refs/heads/a')).toBeNull();
    await write(`# pack-refs with: peeled fully-peeled sorted \n${'x'.repeat(100_000)}`);
    expect(await find('refs/heads/a')).toBeNull();
    await rm(join(commonDir, 'packed-refs'));
    expect(await find('refs/heads/a')).toBeNull();
  });
});
