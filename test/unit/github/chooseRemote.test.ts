/** Answers for which remote issues are read of, and what people are told about it. */
import { describe, expect, it } from 'vitest';
import { chooseRemote, servedRepository } from '../../../src/adapters/trackers/github/chooseRemote';
import { namedHosts } from '../../../src/adapters/trackers/github/hosts';
import { fullName } from '../../../src/adapters/trackers/github/remoteAddress';
import type { GitRemote } from '../../../src/ports/repositoryReader';

const { hosts } = namedHosts({ apiUrl: 'https://api.github.com', enterpriseUrl: 'https://ghe.example.com' });
const remote = (name: string, repository: string, followed?: true): GitRemote => ({
  name,
  url: `https://github.com/${repository}.git`,
  ...(followed && { followed }),
});
const elsewhere: GitRemote = { name: 'origin', url: 'https://example.com/acme/shop.git' };

function choose(...remotes: GitRemote[]) {
  const choice = chooseRemote(remotes, hosts);
  return choice === null ? null : [choice.remote, fullName(choice.address), ...choice.notes];
}

describe('the remote issues are read of', () => {
  it('is upstream, and the fork is named', () => {
    expect(choose(remote('origin', 'dana/shop'), remote('upstream', 'acme/shop'))).toEqual([
      'upstream',
      'acme/shop',
      'Issues of acme/shop, the upstream of your fork dana/shop.',
    ]);
  });

  it('is upstream without a word where it is the only one, or the same', () => {
    expect(choose(remote('upstream', 'acme/shop'))).toEqual(['upstream', 'acme/shop']);
    expect(choose(remote('origin', 'Acme/Shop'), remote('upstream', 'acme/shop'))).toEqual(['upstream', 'acme/shop']);
  });

  it('is the one the main branch follows, before origin, before the first', () => {
    const [zoe, origin, acme] = [
      remote('zoe', 'zoe/shop'),
      remote('origin', 'dana/shop'),
      remote('acme', 'acme/shop', true),
    ];
    expect(choose(zoe, origin, acme)).toEqual([
      'acme',
      'acme/shop',
      'Issues of acme/shop, the remote acme; zoe is zoe/shop.',
    ]);
    expect(choose(zoe, origin)?.[0]).toBe('origin');
    expect(choose(zoe)).toEqual(['zoe', 'zoe/shop']);
  });

  it('is one of a known host', () => {
    expect(choose(elsewhere, remote('github', 'acme/shop'))).toEqual(['github', 'acme/shop']);
    expect(choose({ ...elsewhere, name: 'upstream', followed: true }, remote('origin', 'acme/shop'))?.[0]).toBe(
      'origin',
    );
    expect(choose(elsewhere)).toBeNull();
    expect(choose()).toBeNull();
  });

  it('may be one of an Enterprise Server', () => {
    const choice = chooseRemote([{ name: 'origin', url: 'git@ghe.example.com:acme/shop.git' }], hosts);
    expect(choice?.address.host.name).toBe('ghe.example.com');
  });
});

describe('the repository a remote turns out to be', () => {
  const served = (answer: unknown, name = 'origin') => {
    const choice = chooseRemote([remote(name, 'dana/shop')], hosts);
    if (choice === null) throw new Error('not chosen');
    return servedRepository(choice, answer);
  };
  const parent = { full_name: 'acme/shop', has_issues: true };

  it('is itself', () => {
    expect(served({ full_name: 'dana/shop', fork: false, has_issues: true })).toEqual({
      repository: 'dana/shop',
      notes: [],
    });
  });

  it('has the name the server gives it, and people are told when that is another', () => {
    expect(served({ full_name: 'Dana/Shop' })).toEqual({ repository: 'Dana/Shop', notes: [] });
    expect(served({ full_name: 'dana/store', has_issues: true })).toEqual({
      repository: 'dana/store',
      notes: ['dana/shop is now dana/store.'],
    });
  });

  it('is the parent of a fork', () => {
    for (const has_issues of [true, false]) {
      expect(served({ full_name: 'dana/shop', fork: true, has_issues, parent })).toEqual({
        repository: 'acme/shop',
        notes: ['Issues of acme/shop, the upstream of your fork dana/shop.'],
      });
    }
  });

  it('is the fork where the parent keeps no issues, or a person named it upstream', () => {
    const fork = { full_name: 'dana/shop', fork: true, has_issues: true, parent };
    expect(served({ ...fork, parent: { ...parent, has_issues: false } })?.repository).toBe('dana/shop');
    expect(served(fork, 'upstream')?.repository).toBe('dana/shop');
    expect(served({ ...fork, has_issues: false }, 'upstream')?.repository).toBe('acme/shop');
    expect(served({ ...fork, parent: undefined })?.repository).toBe('dana/shop');
  });

  it('says when issues are switched off', () => {
    expect(served({ full_name: 'dana/shop', has_issues: false })?.notes).toEqual([
      'dana/shop keeps no issues: they are switched off there.',
    ]);
  });

  it.each([null, [], 'x', {}, { full_name: 3 }, { full_name: '../user' }, { full_name: 'a/b/c' }])(
    'is none where the answer is none: %j',
    (answer) => {
      expect(served(answer)).toBeNull();
    },
  );
});
