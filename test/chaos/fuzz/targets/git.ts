/** What git prints, and the files it keeps. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDiff, parseIndex, parseStatusEntries } from '../../../../src/adapters/git/changeParser';
import { parseCommits } from '../../../../src/adapters/git/commitLog';
import { parseGitConfig } from '../../../../src/adapters/git/gitConfig';
import { parseLog } from '../../../../src/adapters/git/logParser';
import { readHead, resolveRef } from '../../../../src/adapters/git/refs';
import { parseConfigOutput, remotesOf } from '../../../../src/adapters/git/remoteConfig';
import { parseStatus } from '../../../../src/adapters/git/statusParser';
import { bytesLike, textLike } from '../hostile';
import { expect, target, type FuzzTarget } from '../target';

const oid = 'a'.repeat(40);
const never = new AbortController().signal;

const status = [
  `# branch.oid ${oid}\0# branch.head main\0# branch.upstream origin/main\0# branch.ab +1 -2\0# stash 3\0`,
  `1 .M N... 100644 100644 100644 ${oid} ${oid} a b.md\0`,
  `2 R. N... 100644 100644 100644 ${oid} ${oid} R100 new.md\0old.md\0`,
  `u UU N... 100644 100644 100644 100644 ${oid} ${oid} ${oid} c.md\0? new\0? folder/\0! ignored/\0`,
].join('');
const log = `${oid}\0Ada\x001760000000\0Fix #12\n\nCloses #13\n\0`.repeat(2);
const config = `[core]\n\tbare = false ; no\n[remote "origin"]\n\turl = "https://github.com/acme/shop.git"\n[branch "a\\"b"]\n\tmerge = refs/heads/main \\\n more\n`;
const packed = `# pack-refs with: peeled fully-peeled sorted \n${oid} refs/heads/main\n^${oid}\n${oid} refs/tags/v1\n`;

const isCount = (value: number | null): boolean => value === null || (Number.isInteger(value) && value >= 0);

/** Made when it is first needed, in the temporary folder of the run. */
let made: string | null = null;
function gitFolder(): string {
  if (made === null) {
    made = mkdtempSync(join(process.env.CHAOS_SCRATCH ?? os.tmpdir(), 'git-'));
    mkdirSync(join(made, 'refs', 'heads'), { recursive: true });
  }
  return made;
}

export const gitTargets: readonly FuzzTarget[] = [
  target('git status', textLike(status), (output) => {
    const { ahead, behind, stashes, staged, unstaged, untracked, conflicted } = parseStatus(output);
    expect([ahead, behind, stashes, staged, unstaged, untracked, conflicted].every(isCount), 'a count is none');
  }),
  target('git status entries', textLike(status), (output) => {
    const { dirty, untracked, ignored, repositories, links } = parseStatusEntries(output);
    expect(
      [dirty, untracked, ignored, repositories, links].flat().every((each) => typeof each === 'string'),
      'no path',
    );
  }),
  target(
    'git diff',
    textLike(`:100644 100644 ${oid} ${oid} M\0a.md\0:100644 100644 ${oid} ${oid} R90\0b\0c\0`),
    (output) => {
      expect(
        parseDiff(output).every(({ path }) => typeof path === 'string'),
        'no path',
      );
    },
  ),
  target('git index', textLike(`H 100644 ${oid} 0\ta.md\0s 120000 ${oid} 0\tl\0H 160000 ${oid} 0\tsub\0`), (output) => {
    const { unwatched, links, repositories, attributes } = parseIndex(output);
    expect(
      [unwatched, links, repositories, attributes].flat().every((each) => typeof each === 'string'),
      'no path',
    );
  }),
  target('git log', textLike(log), (output) => {
    for (const { committedAtMs } of parseLog(output)) {
      expect(!Number.isNaN(new Date(committedAtMs).getTime()), `a commit is of no moment: ${committedAtMs}`);
    }
  }),
  target('git log of references', textLike(log), (output) => {
    for (const { committedAtMs } of parseCommits(output)) {
      expect(!Number.isNaN(new Date(committedAtMs).getTime()), `a commit is of no moment: ${committedAtMs}`);
    }
  }),
  target('git config', textLike(config), (text) => {
    for (const [key, values] of parseGitConfig(text)) expect(key.includes('.') && values.length > 0, 'no key');
  }),
  target(
    'git remotes',
    textLike(
      'remote.origin.url\nhttps://u:p@github.com/acme/shop.git\0url.git@x:.insteadof\nhttps://\0branch.main.remote\no\0',
    ),
    (output) => {
      const remotes = remotesOf(parseConfigOutput(output), (host) => host);
      expect(
        remotes.every(({ name, url }) => name !== '' && typeof url === 'string'),
        'no remote',
      );
    },
  ),
  target(
    'HEAD, refs and packed-refs',
    fc.tuple(
      bytesLike('ref: refs/heads/main\n', `${oid}\n`),
      bytesLike(`${oid}\n`, 'ref: refs/heads/b\n'),
      bytesLike(packed),
    ),
    async ([head, loose, packs]) => {
      const folder = gitFolder();
      const directory = { gitDir: folder, commonDir: folder };
      writeFileSync(join(folder, 'HEAD'), head);
      writeFileSync(join(folder, 'refs', 'heads', 'main'), loose);
      writeFileSync(join(folder, 'packed-refs'), packs);
      const read = await readHead(directory);
      const refs = ['refs/heads/main', 'refs/tags/v1', ...(read.kind === 'branch' ? [read.ref] : [])];
      for (const ref of refs) {
        const found = await resolveRef(directory, ref, never);
        expect(found === null || /^[0-9a-f]{40,64}$/.test(found), `a ref leads to ${String(found)}`);
      }
    },
    0.1,
  ),
];
