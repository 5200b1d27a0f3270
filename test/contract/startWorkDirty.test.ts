import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StartOutcome } from '../../src/app/workOutcome';
import { GitSandbox } from '../fakes/gitRepository';
import { issueOf } from '../fakes/issues';
import { shopIssue, WorkPlace } from './workPlace';

const cart = shopIssue('bd-7', 'Empty the cart');
const branch = 'bug/bd-7-empty-the-cart';

describe('starting work in a work tree with changes', () => {
  let sandbox: GitSandbox;
  let place: WorkPlace;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('dirty ä');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    place = await WorkPlace.create(sandbox, [cart]);
    await place.tree.write('file.txt', 'dirty\n');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  const start = (inTree = false): Promise<StartOutcome> => place.starting.start(cart, inTree);
  const text = (path: string, root = place.tree.root): Promise<string> => readFile(join(root, path), 'utf8');

  it('changes nothing unless a choice is made', async () => {
    expect(await start()).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual(['changes: file.txt']);
    place.ask.changesAnswers = ['show'];
    expect(await start()).toEqual({ kind: 'show', root: place.tree.root });
    expect([await place.branch(), await place.status()]).toEqual(['main', ' M file.txt\n']);
    expect(place.marks).toEqual([]);
  });

  it('brings changes along', async () => {
    await place.tree.write('staged.txt', 'new\n');
    await place.tree.git('add', 'staged.txt');
    place.ask.changesAnswers = ['bring'];
    expect(await start()).toMatchObject({ kind: 'started', branch, stashed: false });
    expect(await place.status()).toBe(' M file.txt\nA  staged.txt\n');
  });

  it('asks again, with what Git says, where they cannot come along', async () => {
    await place.tree.git('stash', '--quiet');
    await place.tree.git('checkout', '--quiet', '-b', branch);
    await place.tree.commit('file.txt', 'of the branch\n');
    await place.tree.git('checkout', '--quiet', 'main');
    await place.tree.git('stash', 'pop', '--quiet');
    place.ask.changesAnswers = ['bring', 'stash'];
    expect(await start()).toMatchObject({ kind: 'started', branch, stashed: true });
    expect(place.ask.asked).toEqual(['changes: file.txt', 'changes: file.txt refused']);
    expect([await text('file.txt'), await place.status()]).toEqual(['of the branch\n', '']);
  });

  it('stashes what is tracked, under a name that says why, and leaves new files', async () => {
    await place.tree.write('new.txt', 'new\n');
    place.ask.changesAnswers = ['stash'];
    expect(await start()).toMatchObject({ kind: 'started', stashed: true });
    expect(await place.status()).toBe('?? new.txt\n');
    expect(await place.tree.git('stash', 'list')).toContain(`Context Scout: before ${branch}`);
  });

  it('takes the stash back where the switch fails', async () => {
    await place.tree.git('stash', '--quiet');
    await place.tree.git('checkout', '--quiet', '-b', branch);
    await place.tree.commit('new.txt', 'of the branch\n');
    await place.tree.git('checkout', '--quiet', 'main');
    await place.tree.git('stash', 'pop', '--quiet');
    await place.tree.write('new.txt', 'untracked, and in the way\n');
    place.ask.changesAnswers = ['stash'];
    const outcome = await start();
    expect(outcome).toMatchObject({ kind: 'failed', stashed: false, failure: { kind: 'programFailed' } });
    expect(outcome.kind === 'failed' && 'detail' in outcome.failure && outcome.failure.detail).toContain('new.txt');
    expect([await place.branch(), await text('file.txt')]).toEqual(['main', 'dirty\n']);
    expect(await place.tree.git('stash', 'list')).toBe('');
    expect(place.marks).toEqual([]);
  });

  it('works in a new work tree, which nothing here is changed for', async () => {
    place.ask.changesAnswers = ['tree'];
    const tree = `${sandbox.folder}/trees/bug-bd-7-empty-the-cart`;
    expect(await start()).toMatchObject({ kind: 'started', branch, tree, made: true });
    expect([await place.branch(tree), await text('file.txt', tree)]).toEqual([branch, 'base\n']);
    expect([await place.branch(), await text('file.txt')]).toEqual(['main', 'dirty\n']);
    expect(place.marks).toEqual([`bd-7 inProgress on ${branch}`]);
    expect(await start(true)).toMatchObject({ kind: 'elsewhere', path: tree });
  });

  it('says why no work tree can be added', async () => {
    await mkdir(`${sandbox.folder}/trees/bug-bd-7-empty-the-cart/full`, { recursive: true });
    const outcome = await start(true);
    expect(outcome.kind === 'failed' && 'detail' in outcome.failure && outcome.failure.detail).toContain(
      'already exists',
    );
  });

  it('does not ask about the record of the issue itself', async () => {
    const recorded = shopIssue('bd-7', 'Empty the cart', {
      issue: issueOf('bd-7', { title: 'Empty the cart', type: 'bug', location: { path: 'file.txt', line: 1 } }),
    });
    expect(await place.starting.start(recorded, false)).toMatchObject({ kind: 'started', branch });
    expect(place.ask.asked).toEqual([]);
    expect(await text('file.txt')).toBe('dirty\n');
  });

  it('offers a new work tree in the middle of a merge', async () => {
    await place.tree.git('checkout', '--quiet', '--', 'file.txt');
    await place.tree.git('checkout', '--quiet', '-b', 'side');
    await place.tree.commit('file.txt', 'side\n');
    await place.tree.git('checkout', '--quiet', 'main');
    await place.tree.commit('file.txt', 'main\n');
    await place.tree.gitFails('merge', 'side');
    expect(await start()).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual(['tree instead of merge']);
    place.ask.usesTree = true;
    expect(await start()).toMatchObject({ kind: 'started', branch });
    expect(await place.branch()).toBe('main');
  });

  it('tells what a failing hook said, and that the branch is there', async () => {
    await place.tree.git('checkout', '--quiet', '--', 'file.txt');
    const hook = join(place.tree.root, '.git', 'hooks', 'post-checkout');
    await place.tree.write('.git/hooks/post-checkout', '#!/bin/sh\necho "install first" >&2\nexit 3\n');
    await chmod(hook, 0o755);
    const outcome = await start();
    expect(outcome).toMatchObject({ kind: 'started', branch });
    expect(outcome.kind === 'started' && outcome.complaint).toContain('install first');
    expect(place.marks).toHaveLength(1);
    await place.tree.gitFails('checkout', '--quiet', 'main');
    await place.tree.git('branch', '-D', branch);
    const inTree = await start(true);
    expect(inTree).toMatchObject({ kind: 'started', branch, tree: expect.stringContaining('trees') as string });
    expect(inTree.kind === 'started' && inTree.complaint).toContain('install first');
  });
});
