/** Answers for names of every kind among the files that changed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { ChangeProbe, headOf } from './changeProbe';

const NAMES = [
  '-rf.md',
  '--output=x.md',
  ' leading and trailing ',
  '"quoted".md',
  '*.md',
  '[a].md',
  '?.md',
  ':(top)a.md',
  ':!a.md',
  'back\\slash.md',
  'line\nbreak.md',
  'tab\tand\rmore.md',
  '#hash',
  'ünï – 漢字 😀.md',
  'R100',
];

describe('names of changed files', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let probe: ChangeProbe;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    await repository.commit('start.md', 'start\n');
    probe = ChangeProbe.of(repository);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('gives every name as it is: dirty, committed, renamed, ignored and marked', async () => {
    const paths = NAMES.map((name) => `issues/${name}`).toSorted();
    for (const path of paths) await repository.write(path, `${path}\n`);
    expect((await probe.changes()).dirty).toEqual(paths);
    await repository.write('.git/info/exclude', 'issues/\n');
    expect((await probe.changes()).unseen).toEqual(['issues/']);
    await repository.write('.git/info/exclude', '');
    const since = await headOf(repository);
    await repository.git('add', '.');
    await repository.git('commit', '--quiet', '--message', 'names');
    const added = await headOf(repository);
    expect((await probe.changes({ since })).committed).toEqual(paths.map((path) => ({ kind: 'added', path })));
    await repository.git('mv', 'issues', 'moved');
    await repository.git('commit', '--quiet', '--message', 'moved');
    expect((await probe.changes({ paths: ['issues', 'moved'], since: added })).committed).toEqual(
      paths.map((from) => ({ kind: 'renamed', from, path: from.replace('issues/', 'moved/') })),
    );
    await repository.git('mv', 'moved', 'issues');
    await repository.git('update-index', '--assume-unchanged', '--', ...paths);
    expect((await probe.changes()).unseen).toEqual(paths);
  });

  it.each(NAMES)('takes the path %j for a folder of that name and nothing else', async (name) => {
    await repository.write(`${name}/sub/a.md`, 'a\n');
    await repository.write('other.md/sub/a.md', 'a\n');
    expect((await probe.changes({ paths: [`${name}/sub`] })).dirty).toEqual([`${name}/sub/a.md`]);
    const inside = new ChangeProbe(join(repository.root, name));
    expect((await inside.changes({ paths: ['sub'] })).dirty).toEqual(['sub/a.md']);
  });

  it('gives the folder of a name that is no UTF-8', async () => {
    const bytes = (text: string): Buffer => Buffer.from(join(repository.root, text), 'latin1');
    await mkdir(join(repository.root, 'issues', 'good'), { recursive: true });
    await mkdir(bytes('issues/b\xFFd'));
    await writeFile(bytes('issues/b\xFFd/a.md'), 'a\n');
    await writeFile(bytes('issues/good/b\xFFd.md'), 'a\n');
    await repository.write('issues/good/a.md', 'a\n');
    expect(await probe.changes()).toMatchObject({
      dirty: ['issues/good/a.md'],
      unseen: ['issues/', 'issues/good/'],
    });
    const since = await headOf(repository);
    await repository.git('add', '.');
    await repository.git('commit', '--quiet', '--message', 'names');
    expect(await probe.changes({ since })).toMatchObject({
      committed: [{ kind: 'added', path: 'issues/good/a.md' }],
      unseen: ['issues/', 'issues/good/'],
    });
  });
});
