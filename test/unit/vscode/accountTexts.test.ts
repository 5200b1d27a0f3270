import { describe, expect, it } from 'vitest';
import type { SourceContext } from '../../../src/domain/context';
import type { Failure } from '../../../src/domain/failure';
import { accountMessage } from '../../../src/vscode/credentials/accountMessage';
import { accountHosts, offeredHosts } from '../../../src/vscode/credentials/accountHosts';
import { tokenMistake, trimmedToken } from '../../../src/vscode/credentials/tokenText';
import { syncMessage } from '../../../src/vscode/syncMessage';
import { gitHubSourceOf, remoteStatusOf } from '../../fakes/remoteStatus';

const unauthorized: Failure = { kind: 'unauthorized', host: 'github.com', account: 'octocat' };
const failing = (failure: Failure): Pick<SourceContext, 'error'> => ({ error: { failure, sinceMs: 0 } });
const sourceAs = (via: 'editor' | 'token' | null, facts: Partial<SourceContext> = {}): SourceContext =>
  gitHubSourceOf(0, {
    remote: remoteStatusOf({ account: via === null ? null : { name: 'octocat', via } }),
    ...facts,
  });

describe('a typed token', () => {
  it('is taken without what was copied along', () => {
    expect(trimmedToken('  ghp_abc\n')).toBe('ghp_abc');
    expect(tokenMistake('  ghp_abc\n')).toBeNull();
    expect(tokenMistake('github_pat_11ABC_def')).toBeNull();
  });

  it.each(['', '   ', 'ghp_abc ghp_def', 'ghp_abc\nghp_def', 'ghp_ä', 'x'.repeat(1_001)])(
    'is refused when it cannot be one, without being repeated: %j',
    (text) => {
      const mistake = tokenMistake(text);
      expect(mistake).not.toBeNull();
      expect(mistake).not.toContain('ghp_');
    },
  );
});

describe('the message after an account was given', () => {
  it('says who that is', () => {
    expect(accountMessage([sourceAs('token')], 'github.com', 'token')).toEqual({
      isGood: true,
      text: 'github.com knows you as octocat.',
    });
  });

  it('says what is wrong: refused, or another account acting in its place', () => {
    const refused = accountMessage([sourceAs(null, failing(unauthorized))], 'github.com', 'token');
    expect(refused).toMatchObject({ isGood: false });
    expect(refused.text).toContain('no longer accepts octocat');
    expect(accountMessage([sourceAs('editor')], 'github.com', 'token')).toEqual({
      isGood: false,
      text: 'github.com did not accept the token.',
    });
  });

  it('says who that is and what is wrong all the same', () => {
    const absent: Failure = { kind: 'absent', host: 'github.com', what: 'acme/shop', advice: 'Is it gone?' };
    expect(accountMessage([sourceAs('editor', failing(absent))], 'github.com', 'account')).toEqual({
      isGood: false,
      text: 'github.com knows you as octocat. acme/shop: Is it gone?',
    });
  });

  it('says that it is kept where nothing is read of that server', () => {
    expect(accountMessage([], 'github.com', 'token').text).toContain('is kept');
  });
});

describe('the servers to sign in at', () => {
  it('are github.com and the one of the settings', () => {
    expect(accountHosts(null).map(({ name }) => name)).toEqual(['github.com']);
    expect(accountHosts('no address').map(({ name }) => name)).toEqual(['github.com']);
    expect(accountHosts('https://ghe.example.com:8443/').map(({ name }) => name)).toEqual([
      'github.com',
      'ghe.example.com:8443',
    ]);
  });

  it('are narrowed to the source whose button was pressed, else to those that are read', () => {
    const hosts = accountHosts('https://ghe.example.com');
    const sources = [gitHubSourceOf(0), gitHubSourceOf(0, { id: 'beads:shop', remote: null })];
    const names = (source?: string, read = sources): readonly string[] =>
      offeredHosts(hosts, read, source).map(({ name }) => name);
    expect(names('github:shop')).toEqual(['github.com']);
    expect(names()).toEqual(['github.com']);
    expect(names(undefined, [])).toEqual(['github.com', 'ghe.example.com']);
  });
});

describe('the message after a sync', () => {
  const counts = { ready: 1_200, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 };
  const of = (...sources: SourceContext[]): ReturnType<typeof syncMessage> => syncMessage({ sources, counts });

  it('says how much is ready', () => {
    expect(of(sourceAs(null))).toEqual({ failed: false, text: '1,200 ready', offers: [] });
  });

  it('says what failed, and offers an account where one is missing', () => {
    const message = of(sourceAs('editor', failing(unauthorized)));
    expect(message.text).toBe(
      'github:shop: github.com no longer accepts octocat. Sign in again, or give a new token. What was known before is kept.',
    );
    expect(message.offers.map(({ label }) => label)).toEqual(['Sign In', 'Use a Token', 'Show Log']);
  });

  it('offers the page on which it can be mended, if it is one', () => {
    const refused: Failure = { kind: 'refused', host: 'github.com', what: 'acme', advice: 'Authorise.', url: null };
    const offering = (offerUrl: string): SourceContext =>
      gitHubSourceOf(0, { ...failing(refused), remote: remoteStatusOf({ offer: 'openUrl', offerUrl }) });
    expect(of(offering('https://github.com/orgs/acme/sso')).offers[0]).toMatchObject({ label: 'Open Link' });
    expect(of(offering('command:evil')).offers.map(({ label }) => label)).toEqual(['Show Log']);
  });

  it('offers no account against a server that is not there', () => {
    const offline = failing({ kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' });
    const message = of(gitHubSourceOf(0, { ...offline, remote: remoteStatusOf({ offer: 'signIn' }) }));
    expect(message.offers.map(({ label }) => label)).toEqual(['Show Log']);
  });

  it('counts the others that failed', () => {
    const offline = failing({ kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' });
    expect(of(sourceAs(null, offline), sourceAs(null, { id: 'github:api', ...offline })).text).toContain(
      '1 more source failed.',
    );
  });
});
