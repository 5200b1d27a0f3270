import { beforeEach, describe, expect, it } from 'vitest';
import { Identity } from '../../../src/app/identity';
import type { ProjectContext } from '../../../src/domain/context';
import type { GitIdentity } from '../../../src/ports/identityReader';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const contextOf = (roots: readonly string[], accounts: readonly (string | null)[] = []): ProjectContext =>
  ({
    repositories: roots.map((root) => repositoryContextOf({ root })),
    sources: accounts.map((name) => ({ remote: { account: name === null ? null : { name, via: 'token' } } })),
  }) as unknown as ProjectContext;

describe('Identity', () => {
  let clock: FakeClock;
  let log: FakeLog;
  let git: Record<string, GitIdentity>;
  let told: readonly string[];
  let reads: string[];
  let identity: Identity;

  beforeEach(() => {
    clock = new FakeClock();
    log = new FakeLog();
    git = { '/shop': { name: 'Dana Ray', email: 'dana.ray@example.invalid' } };
    told = [];
    reads = [];
    identity = new Identity({
      clock,
      log,
      told: () => told,
      reader: () => ({
        identity: (root) => {
          reads.push(root);
          const found = git[root];
          return found === undefined ? Promise.reject(new Error('unreadable')) : Promise.resolve(found);
        },
      }),
    });
  });

  it('is the name and the address in Git, and what stands before its sign', async () => {
    identity.follow(contextOf(['/shop']));
    await identity.look();
    expect(identity.names).toEqual(['dana ray', 'dana.ray@example.invalid', 'dana.ray']);
    expect(identity.userOf('/shop')).toBe('Dana Ray');
    expect(identity.userOf('/other')).toBeNull();
  });

  it('takes the login out of an address that GitHub made', async () => {
    git['/shop'] = { name: null, email: '123+Dana-R@users.noreply.github.com' };
    identity.follow(contextOf(['/shop']));
    await identity.look();
    expect(identity.names).toContain('dana-r');
  });

  it('is what the settings say and which accounts act, each once', async () => {
    told = [' @Dana ', 'DR', ''];
    git['/shop'] = { name: 'dr', email: null };
    identity.follow(contextOf(['/shop'], ['dana', 'Octo', null]));
    await identity.look();
    expect(identity.names).toEqual(['dana', 'dr', 'octo']);
  });

  it('tells when it is another one', async () => {
    const heard: (readonly string[])[] = [];
    identity.onDidChange((names) => heard.push(names));
    identity.follow(contextOf(['/shop']));
    await identity.look();
    await identity.look();
    expect(heard).toHaveLength(1);
    told = ['dd'];
    await identity.look();
    expect(heard[1]?.[0]).toBe('dd');
    git['/api'] = { name: 'D', email: null };
    identity.follow(contextOf(['/shop', '/api']));
    await identity.look();
    expect(heard.at(-1)).toContain('d');
  });

  it('reads again only after a while, or where a repository is new', async () => {
    const settled = async (): Promise<void> => {
      await clock.nextTurn();
      await clock.nextTurn();
    };
    identity.follow(contextOf(['/shop']));
    await settled();
    identity.follow(contextOf(['/shop']));
    await settled();
    expect(reads).toEqual(['/shop']);
    clock.advance(60_000);
    identity.follow(contextOf(['/shop']));
    expect(reads).toEqual(['/shop', '/shop']);
  });

  it('does without what cannot be read', async () => {
    identity.follow(contextOf(['/gone', '/shop']));
    await identity.look();
    expect(identity.names).toContain('dana ray');
    expect(log.lines.join()).toContain('/gone');
  });
});
