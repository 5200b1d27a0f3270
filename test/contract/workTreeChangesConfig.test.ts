/** Answers for the user's configuration changing nothing about which files are said to have changed. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TreeChanges } from '../../src/ports/changeReader';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { ChangeProbe, headOf } from './changeProbe';

describe('a configuration', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let probe: ChangeProbe;
  let since: string;
  let expected: TreeChanges;

  beforeAll(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    probe = ChangeProbe.of(repository);
    const other = await sandbox.init('other');
    await other.commit('a.md', 'a\n');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await repository.commit(`issues/${name}.md`, `${name}\n`);
    since = await headOf(repository);
    await repository.git('submodule', '--quiet', 'add', '../other', 'issues/sub');
    await repository.git('mv', 'issues/a.md', 'issues/ä.md');
    await repository.commit('issues/b.md', 'b2\n');
    await repository.git('mv', 'issues/c.md', 'issues/C2.md');
    await repository.write('issues/d.md', 'd2\n');
    await repository.write('issues/A.MD', 'upper\n');
    await repository.write('issues/E.md', 'another\n');
    await repository.write('issues/new/ü.md', 'ü\n');
    await repository.write('issues/sub/a.md', 'a2\n');
    await repository.write('.git/info/exclude', '*.tmp\n');
    await repository.write('issues/x.tmp', 'x\n');
    await repository.git('update-index', '--assume-unchanged', 'issues/e.md');
    expected = {
      head: await headOf(repository),
      committed: [
        { kind: 'changed', path: 'issues/b.md' },
        { kind: 'renamed', from: 'issues/a.md', path: 'issues/ä.md' },
      ],
      dirty: ['issues/A.MD', 'issues/C2.md', 'issues/E.md', 'issues/c.md', 'issues/d.md', 'issues/new/ü.md'].toSorted(),
      unseen: ['issues/e.md', 'issues/sub/', 'issues/x.tmp'],
    };
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it.each([
    ['core.quotePath', 'true'],
    ['core.untrackedCache', 'true'],
    ['core.precomposeUnicode', 'true'],
    ['color.ui', 'always'],
    ['status.showUntrackedFiles', 'no'],
    ['status.relativePaths', 'false'],
    ['status.renames', 'copies'],
    ['status.submoduleSummary', 'true'],
    ['status.short', 'true'],
    ['status.branch', 'false'],
    ['diff.noprefix', 'true'],
    ['diff.renames', 'false'],
    ['diff.renames', 'copies'],
    ['diff.renameLimit', '1'],
    ['diff.relative', 'true'],
    ['diff.external', 'false'],
    ['diff.orderFile', 'nowhere'],
    ['diff.ignoreSubmodules', 'none'],
    ['diff.submodule', 'log'],
    ['submodule.recurse', 'true'],
    ['submodule.issues/sub.ignore', 'none'],
    ['submodule.active', '.'],
    ['log.showSignature', 'true'],
    ['advice.statusHints', 'true'],
    // Only where the file system tells upper from lower case, as here.
    ['core.ignoreCase', 'true'],
  ])('%s = %s changes nothing', async (name, value) => {
    await repository.git('config', name, value);
    expect(await probe.changes({ since })).toEqual(expected);
    const below = new ChangeProbe(join(repository.root, 'issues'));
    expect((await below.changes({ paths: ['.'], since })).dirty).toEqual(
      expected.dirty.map((path) => path.replace('issues/', '')).toSorted(),
    );
    await repository.git('config', '--unset', name);
  });

  it('that replaces commits changes nothing', async () => {
    await repository.git('replace', 'HEAD', since);
    expect(await probe.changes({ since })).toEqual(expected);
    await repository.git('replace', '--delete', 'HEAD');
  });

  it('that names a monitor which says that nothing changed changes nothing', async () => {
    const monitor = join(sandbox.folder, 'monitor');
    await writeFile(monitor, "#!/bin/sh\nprintf 'token\\0'\n");
    await chmod(monitor, 0o755);
    await repository.git('config', 'core.fsmonitor', monitor);
    await repository.git('config', 'core.fsmonitorHookVersion', '2');
    await repository.git('update-index', '--fsmonitor');
    await repository.git('status');
    await repository.write('issues/b.md', 'b3\n');
    expect((await repository.git('status', '--short')).includes('b.md')).toBe(false);
    expect((await probe.changes({ since })).dirty).toContain('issues/b.md');
  });
});
