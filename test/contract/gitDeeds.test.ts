/** Answers for hearing of all that git does in a terminal, wherever a work tree keeps its git folder. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitSandbox } from '../fakes/gitRepository';
import { gitDeeds } from './gitDeedCases';
import { gitPlaces } from './gitPlaces';
import { limitMs, WatchedScout } from './watchedScout';

describe.each(Object.entries(gitPlaces))('a scout of %s', (_, make) => {
  let sandbox: GitSandbox;
  let scout: WatchedScout | null;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('deeds');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    scout = null;
  });

  afterEach(async () => {
    scout?.dispose();
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('hears of each thing git does within a second', { timeout: 120_000 }, async () => {
    const place = await make(sandbox);
    scout = new WatchedScout(place.tree.root);
    await scout.start();
    const late: string[] = [];
    const tookMs: number[] = [];
    for (const { name, act, shows, isPossible } of gitDeeds) {
      if (isPossible?.(place) === false) continue;
      const before = await scout.real();
      await act(place);
      const real = await scout.real();
      expect(shows(before, real), `${name} does what it says`).toBe(true);
      const ms = await scout.untilShown(real).catch(() => limitMs);
      tookMs.push(ms);
      if (ms > 1_000) late.push(`${name}: ${Math.round(ms)} ms`);
    }
    expect(late).toEqual([]);
    expect(tookMs.length).toBeGreaterThan(35);
  });
});
