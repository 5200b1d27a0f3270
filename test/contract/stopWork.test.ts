import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StopOutcome } from '../../src/app/workOutcome';
import { GitSandbox } from '../fakes/gitRepository';
import { shopIssue, WorkPlace } from './workPlace';

const cart = shopIssue('bd-7', 'Empty the cart', { status: 'inProgress', started: true });
const branch = 'bug/bd-7-empty-the-cart';

describe('stopping work', () => {
  let sandbox: GitSandbox;
  let place: WorkPlace;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('stop ä');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    place = await WorkPlace.create(sandbox, [cart]);
    await place.tree.git('checkout', '--quiet', '-b', 'before');
    await place.tree.git('checkout', '--quiet', '-b', branch);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  const stop = (issue = cart): Promise<StopOutcome> => place.stopping.stop(issue);

  it('offers the branch before and the main one, and changes nothing unless a choice is made', async () => {
    expect(await stop()).toEqual({ kind: 'cancelled' });
    expect(place.ask.asked).toEqual(['stop: before+open, main+open, stay+open, before, main']);
    expect(await place.branch()).toBe(branch);
    expect(place.marks).toEqual([]);
  });

  it('goes back first, and opens the issue there; the branch stays', async () => {
    place.ask.chooseStop = ([first]) => first ?? null;
    expect(await stop()).toEqual({
      ...{ kind: 'stopped', switched: true, branch: 'before', stashed: false, complaint: null },
      marking: { kind: 'marked' },
    });
    expect(place.marks).toEqual(['bd-7 open on before']);
    expect(await place.tree.git('branch', '--list', branch)).toContain(branch);
  });

  it('can leave it in progress, or stay', async () => {
    place.ask.chooseStop = (choices) => choices.find(({ to }) => to === null) ?? null;
    expect(await stop()).toMatchObject({ kind: 'stopped', switched: false, branch, marking: { kind: 'marked' } });
    place.ask.chooseStop = (choices) => choices.find(({ to, reopens }) => to === 'main' && !reopens) ?? null;
    expect(await stop()).toMatchObject({ kind: 'stopped', branch: 'main', marking: { kind: 'off' } });
    expect(place.marks).toHaveLength(1);
  });

  it('takes the same care of changes', async () => {
    await place.tree.write('file.txt', 'dirty\n');
    place.ask.chooseStop = ([first]) => first ?? null;
    expect(await stop()).toEqual({ kind: 'cancelled' });
    place.ask.changesAnswers = ['stash'];
    expect(await stop()).toMatchObject({ kind: 'stopped', stashed: true, branch: 'before' });
    expect(place.ask.asked).toContain('changes: file.txt no tree');
    expect(await place.tree.git('stash', 'list')).toContain(branch);
  });

  it('leaves branches alone that are not of the issue, or that another work tree has', async () => {
    await place.tree.git('worktree', 'add', '--quiet', '../other', 'before');
    await stop();
    await place.tree.git('checkout', '--quiet', 'main');
    await stop();
    expect(place.ask.asked).toEqual(['stop: main+open, stay+open, main', 'stop: stay+open']);
  });

  it('says that there is nothing to stop', async () => {
    await place.tree.git('checkout', '--quiet', 'main');
    expect(await stop({ ...cart, started: false, status: 'ready' })).toEqual({ kind: 'nothing' });
    place.markable = false;
    expect(await stop()).toEqual({ kind: 'nothing' });
  });
});
