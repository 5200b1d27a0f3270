import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StartOutcome } from '../../src/app/workOutcome';
import { GitSandbox } from '../fakes/gitRepository';
import { issueOf } from '../fakes/issues';
import { shopIssue, WorkPlace } from './workPlace';

const cart = shopIssue('bd-7', 'Empty the cart');
const branch = 'bug/bd-7-empty-the-cart';
const hostile = shopIssue('bd-8', '$(touch x) --upload-pack=`touch x` ; rm -rf .');
const started = { kind: 'started', branch, made: true, tree: null, stashed: false, complaint: null };

describe('starting work', () => {
  let sandbox: GitSandbox;
  let place: WorkPlace;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('start ä');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    place = await WorkPlace.create(sandbox, [cart, hostile]);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  const start = (inTree = false, issue = cart): Promise<StartOutcome> => place.starting.start(issue, inTree);

  it('makes the branch at the main branch, and marks the issue on it', async () => {
    const before = await place.head();
    expect(await start()).toEqual({ ...started, marking: { kind: 'marked' } });
    expect(await place.branch()).toBe(branch);
    expect(await place.head()).toBe(before);
    expect(place.marks).toEqual([`bd-7 inProgress on ${branch}`]);
    expect(place.ask.asked).toEqual([]);
  });

  it('asks where to begin only where that is not the main branch', async () => {
    await place.tree.git('checkout', '--quiet', '-b', 'other');
    await place.tree.commit('other.txt', 'other\n');
    expect(await start()).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual(['base: origin/main, other']);
    place.ask.baseKind = 'main';
    await start();
    expect(await place.head()).toBe(await place.head('origin/main'));
    expect(await place.tree.git('config', '--get-regexp', '^branch')).not.toContain(branch);
  });

  it('begins where it is on a main branch that has more than the remote, and asks on one that lacks something', async () => {
    await place.tree.commit('more.txt', 'more\n');
    const ahead = await place.head();
    await start();
    expect(await place.head()).toBe(ahead);
    await place.tree.git('checkout', '--quiet', 'main');
    await place.tree.git('branch', '-D', branch);
    await place.origin.commit('new.txt', 'new\n');
    await place.tree.git('fetch', '--quiet');
    place.ask.baseKind = 'current';
    await start();
    expect(place.ask.asked).toEqual(['base: origin/main, main']);
  });

  it('begins on a detached HEAD where it is told to', async () => {
    await place.tree.commit('more.txt', 'more\n');
    await place.tree.git('checkout', '--quiet', '--detach');
    const here = await place.head();
    place.ask.baseKind = 'current';
    expect(await start()).toMatchObject({ kind: 'started' });
    expect(place.ask.asked).toEqual([`base: origin/main, ${here.slice(0, 8)}`]);
    expect(await place.head()).toBe(here);
  });

  it('switches to the branch there is, and stays on it', async () => {
    await place.tree.git('branch', branch);
    expect(await start()).toMatchObject({ kind: 'started', made: false });
    await place.tree.write('file.txt', 'dirty\n');
    expect(await start()).toMatchObject({ kind: 'started', made: false, branch });
    expect(place.ask.asked).toEqual([]);
  });

  it('follows the branch of a remote', async () => {
    await place.origin.git('branch', branch);
    await place.tree.git('fetch', '--quiet');
    expect(await start()).toMatchObject({ kind: 'started', made: false, branch });
    expect((await place.tree.git('rev-parse', '--abbrev-ref', '@{upstream}')).trim()).toBe(`origin/${branch}`);
  });

  it('offers branches of other names that are taken for the issue', async () => {
    await place.tree.git('branch', 'fix/bd-7-old-title');
    expect(await start()).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual([`branch: fix/bd-7-old-title, +${branch}`]);
    place.ask.chooseBranch = ([first]) => ({ existing: first ?? null });
    expect(await start()).toMatchObject({ branch: 'fix/bd-7-old-title', made: false });
    await place.tree.git('checkout', '--quiet', 'main');
    place.ask.chooseBranch = () => ({ existing: null });
    expect(await start()).toMatchObject({ branch, made: true });
  });

  it('says in which work tree the branch is checked out already', async () => {
    await place.tree.git('worktree', 'add', '--quiet', '-b', branch, '../elsewhere');
    const path = join(sandbox.folder, 'elsewhere');
    expect(await start()).toEqual({ kind: 'elsewhere', branch, path });
    expect(await place.branch()).toBe('main');
    expect(place.marks).toEqual([]);
  });

  it('runs nothing of a hostile title', async () => {
    const outcome = await start(false, hostile);
    expect(outcome).toMatchObject({ kind: 'started', branch: 'bug/bd-8-touch-x-upload-pack-touch-x-rm-rf' });
    expect(existsSync(join(place.tree.root, 'x'))).toBe(false);
    expect(existsSync(join(place.tree.root, 'file.txt'))).toBe(true);
  });

  it('refuses where there is nothing to branch in', async () => {
    const refusal = async (): Promise<unknown> => {
      const outcome = await start();
      return outcome.kind === 'refused' ? outcome.why.kind : outcome;
    };
    place.trusted = false;
    expect(await refusal()).toBe('untrusted');
    place.trusted = true;
    place.repositories = [place.of(await sandbox.init('empty'))];
    expect(await refusal()).toBe('unborn');
    place.repositories = [place.of(sandbox.at(sandbox.folder))];
    expect(await refusal()).toBe('notGit');
    place.repositories = [];
    expect(await refusal()).toBe('noRepository');
    expect(place.marks).toEqual([]);
  });

  it('asks in which repository where the issue is in none of them', async () => {
    const library = await sandbox.init('library');
    await library.commit('a.txt', 'a\n');
    place.repositories = [place.of(place.tree), place.of(library, 'library')];
    const outside = shopIssue('bd-7', 'Empty the cart', { source: 'linear', key: cart.key });
    expect(await start(false, outside)).toEqual({ kind: 'cancelled' });
    place.ask.repositoryName = 'library';
    await start(false, outside);
    expect(place.ask.asked[0]).toBe('repository: shop, library');
    expect([await place.branch(), await place.branch(library.root)]).toEqual(['main', branch]);
  });

  it('asks first about an issue that waits, that somebody else has begun, or that is done', async () => {
    const blocked = { ...cart, status: 'blocked', blockedBy: [{ reason: 'manual' }] } as const;
    expect(await start(false, blocked)).toEqual({ kind: 'cancelled' });
    const taken = { ...cart, started: true, issue: issueOf('bd-7', { assignees: ['@Kim'] }) };
    expect(await start(false, taken)).toEqual({ kind: 'cancelled' });
    expect(await start(false, { ...cart, status: 'done' })).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual(['anyway: blocked', 'anyway: taken', 'anyway: done']);
    expect(await place.branch()).toBe('main');
    place.me = ['kim'];
    expect(await start(false, taken)).toMatchObject({ kind: 'started' });
  });

  it('keeps the branch where the mark fails, and marks nothing where that is switched off', async () => {
    place.markFailure = { kind: 'notFound', path: 'x' };
    expect(await start()).toMatchObject({ ...started, marking: { kind: 'failed', failure: { kind: 'notFound' } } });
    expect(await place.branch()).toBe(branch);
    place.settings = { marksInProgress: false };
    expect(await start()).toMatchObject({ marking: { kind: 'off' } });
    place.settings = {};
    place.markable = false;
    expect(await start()).toMatchObject({ marking: { kind: 'remote', label: 'Roadmap' } });
    expect(place.marks).toHaveLength(1);
  });
});
