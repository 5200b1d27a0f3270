/** Answers for edits that git takes for none, because an attribute has it compare another content. */
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { ChangeProbe } from './changeProbe';

const FILTER = '*.md filter=same\n';

describe('an edit that a filter undoes', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let probe: ChangeProbe;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    await repository.git('config', 'filter.same.clean', 'sed -e s/done/todo/');
    await repository.commit('apps/shop/issues/deep/a.md', 'todo\n');
    probe = new ChangeProbe(join(repository.root, 'apps', 'shop'));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  /** Git itself must take the file for unchanged: otherwise nothing here would be about a filter. */
  async function edit(): Promise<void> {
    await repository.write('apps/shop/issues/deep/a.md', 'done\n');
    expect(await repository.git('status', '--porcelain', '--', '*.md')).toBe('');
  }

  it.each([
    '.gitattributes',
    'apps/.gitattributes',
    'apps/shop/.gitattributes',
    'apps/shop/issues/.gitattributes',
    'apps/shop/issues/deep/.gitattributes',
    '.git/info/attributes',
    '../home/git/attributes',
  ])('is in an unseen folder by %s, tracked or not, and until it is taken away', async (path) => {
    expect((await probe.changes()).unseen).toEqual([]);
    await repository.write(path, FILTER);
    await edit();
    expect((await probe.changes()).unseen).toEqual(['issues/']);
    if (path.endsWith('/.gitattributes')) {
      await repository.commit(path, FILTER);
      expect((await probe.changes()).unseen).toEqual(['issues/']);
      await repository.git('rm', '--quiet', path);
    } else await rm(join(repository.root, path));
    expect((await probe.changes()).unseen).toEqual([]);
  });

  it('is in an unseen folder by an ignored attributes file', async () => {
    await repository.write('.gitignore', '.gitattributes\n');
    await repository.write('apps/shop/issues/deep/.gitattributes', FILTER);
    await edit();
    expect((await probe.changes()).unseen).toContain('issues/');
  });

  it('is in an unseen folder by an attributes file that is in the index only', async () => {
    await repository.commit('apps/shop/issues/.gitattributes', FILTER);
    await repository.remove('apps/shop/issues/.gitattributes');
    await edit();
    expect((await probe.changes()).unseen).toEqual(['issues/']);
  });

  it('is in an unseen folder by an attributes file that a configuration names, also an included one', async () => {
    expect((await probe.changes()).unseen).toEqual([]);
    await writeFile(join(sandbox.folder, 'home', 'mine'), FILTER);
    await writeFile(join(sandbox.folder, 'home', 'more'), '[core]\n  attributesFile = ~/mine\n');
    await sandbox.run(sandbox.folder, ['config', '--global', 'include.path', '~/more']);
    await edit();
    expect((await probe.changes()).unseen).toEqual(['issues/']);
    await sandbox.run(sandbox.folder, ['config', '--global', '--unset', 'include.path']);
    expect((await probe.changes()).unseen).toEqual([]);
    await repository.write('attributes', FILTER);
    await repository.git('config', 'core.attributesFile', 'attributes');
    expect((await probe.changes()).unseen).toEqual(['issues/']);
  });

  it('is in an unseen linked work tree by the attributes all work trees share', async () => {
    await repository.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked');
    await repository.write('.git/info/attributes', FILTER);
    expect(await new ChangeProbe(join(sandbox.folder, 'linked', 'apps', 'shop')).changes()).toMatchObject({
      dirty: [],
      unseen: ['issues/'],
    });
  });

  it.each([
    '[attr]crypt filter=same diff=same',
    '"a b.md" text filter=same',
    '\uFEFF*.md ident',
    '*.md\tworking-tree-encoding=UTF-16LE\teol=lf\r',
    '# one\n\n  *.md filter',
  ])('may be behind the line %j', async (line) => {
    await repository.write('.gitattributes', `${line}\n`);
    expect((await probe.changes()).unseen).toEqual(['issues/']);
  });

  it.each([
    '# *.md filter=same',
    '  # ident ident',
    '*.md text eol=lf',
    'filter text',
    '*.md -filter',
    '*.md filtered',
  ])('is not behind the line %j', async (line) => {
    await repository.write('.gitattributes', `${line}\n`);
    expect((await probe.changes()).unseen).toEqual([]);
  });

  it('is not looked for beside the paths: other folders may have what they want', async () => {
    await repository.commit('apps/other/.gitattributes', FILTER);
    await repository.write('apps/shop/images/.gitattributes', FILTER);
    expect((await probe.changes()).unseen).toEqual([]);
  });

  it('leaves the paths that are there unseen, a file among them, and no others', async () => {
    await repository.write('.gitattributes', FILTER);
    const paths = ['issues/deep', 'issues/deep/a.md', 'issues/none', '.'];
    expect((await probe.changes({ paths })).unseen).toEqual(['./', 'issues/deep/', 'issues/deep/a.md']);
    expect((await probe.changes({ paths: [] })).unseen).toEqual([]);
  });

  it.each(['*.md text\n', FILTER])('needs no further process: with %j', async (attributes) => {
    await repository.commit('.gitattributes', attributes);
    const path = join(sandbox.folder, 'program');
    await writeFile(path, '#!/bin/sh\necho "$*" >> "$(dirname "$0")/asked"\nexec git "$@"\n');
    await chmod(path, 0o755);
    const reader = new GitChangeReader(() => Promise.resolve(path));
    const query = { root: probe.root, paths: ['issues'], since: null };
    for (const expected of [
      ['ls-files', 'rev-parse', 'status'],
      ['ls-files', 'rev-parse', 'status', 'status'],
    ]) {
      await reader.changes(query, new AbortController().signal);
      const asked = await readFile(join(sandbox.folder, 'asked'), 'utf8');
      const commands = asked
        .split('\n')
        .flatMap((line) => / (config|ls-files|rev-parse|status|check-attr) /.exec(line)?.[1] ?? line);
      expect(commands.filter(Boolean).toSorted()).toEqual(expected);
    }
  });
});
