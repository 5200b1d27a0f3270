/** Answers for which repository the address of a remote names, and for the hosts settings name. */
import { describe, expect, it } from 'vitest';
import { hostAllows, namedHosts } from '../../../src/adapters/trackers/github/hosts';
import {
  fullName,
  isSameRepository,
  readRemoteAddress,
  type RepositoryAddress,
} from '../../../src/adapters/trackers/github/remoteAddress';
import { secret } from './fakeCredentials';

const settings = { apiUrl: 'https://api.github.com', enterpriseUrl: 'https://GHE.example.com:8443/' };
const { hosts } = namedHosts(settings);

const read = (url: string, enterpriseUrl = settings.enterpriseUrl): string | null => {
  const address = readRemoteAddress(url, namedHosts({ ...settings, enterpriseUrl }).hosts);
  return address === null ? null : `${address.host.name} ${fullName(address)}`;
};

describe('the address of a remote', () => {
  it.each([
    ['https://github.com/acme/shop'],
    ['https://github.com/acme/shop.git'],
    ['https://github.com/acme/shop.git/'],
    ['https://github.com/acme/shop///'],
    ['https://github.com//acme/shop'],
    ['https://www.github.com/acme/shop'],
    ['https://GitHub.com/acme/shop.GIT'],
    ['HTTPS://github.com./acme/shop'],
    ['https://github.com:443/acme/shop.git'],
    ['http://github.com/acme/shop'],
    [`https://dana:${secret}@github.com/acme/shop.git`],
    ['git@github.com:acme/shop.git'],
    ['git@github.com:/acme/shop.git'],
    ['github.com:acme/shop'],
    ['git@GITHUB.COM:acme/shop.git/'],
    ['org-12345@github.com:acme/shop.git'],
    ['ssh://git@github.com/acme/shop.git'],
    ['ssh://git@github.com:22/acme/shop'],
    ['ssh://git@ssh.github.com:443/acme/shop.git'],
    ['git@ssh.github.com:acme/shop.git'],
    ['git+ssh://git@github.com/acme/shop.git'],
    ['git://github.com/acme/shop.git'],
  ])('is understood: %s', (url) => {
    expect(read(url)).toBe('github.com acme/shop');
  });

  it.each([
    ['https://github.com/Acme-Inc/Shop.js.git', 'Acme-Inc/Shop.js'],
    ['https://github.com/dana_acme/.github', 'dana_acme/.github'],
    ['git@github.com:a/b-c_d.e.git', 'a/b-c_d.e'],
    ['https://github.com/a/b.git.git', 'a/b.git'],
  ])('keeps names as they are written: %s', (url, name) => {
    expect(read(url)).toBe(`github.com ${name}`);
  });

  it.each([
    'https://gitlab.com/acme/shop.git',
    'https://gist.github.com/dana/0123456789abcdef',
    'https://github.com.example.com/acme/shop',
    'https://example.com/github.com/acme/shop',
    'https://github.com@example.com/acme/shop',
    'https://notgithub.com/acme/shop',
    'https://github.com/acme',
    'https://github.com/acme/shop/pull/1',
    'https://github.com/acme/shop.wiki.git',
    'https://github.com/acme/..',
    'https://github.com/acme/.git',
    'https://github.com/-acme/shop',
    'https://github.com/acme/sh%6Fp',
    'https://github.com/acme/shop{x}',
    'https://git\thub.com/acme/shop',
    'https://github.com/acme/ shop',
    'file:///github.com/acme/shop',
    '/srv/github.com/acme/shop.git',
    './acme/shop',
    '../github.com:acme/shop',
    'C:/acme/shop',
    'C:\\acme\\shop',
    'g:acme/shop',
    'ext::ssh github.com acme/shop',
    'git@github.com:443/acme/shop.git',
    '',
    ':',
    '://',
    `https://github.com/acme/${'x'.repeat(3000)}`,
  ])('is none of GitHub: %s', (url) => {
    expect(read(url)).toBeNull();
  });

  it.each([
    ['https://ghe.example.com:8443/acme/shop.git', 'ghe.example.com:8443 acme/shop'],
    ['git@ghe.example.com:acme/shop.git', 'ghe.example.com:8443 acme/shop'],
    ['ssh://git@ghe.example.com:122/acme/shop.git', 'ghe.example.com:8443 acme/shop'],
    ['https://ghe.example.com/acme/shop.git', null],
    ['https://www.ghe.example.com:8443/acme/shop.git', null],
  ])('of an Enterprise Server has its port on the web, and any by ssh: %s', (url, expected) => {
    expect(read(url)).toBe(expected);
  });

  it('of a loopback server is understood over plain http', () => {
    expect(read('http://127.0.0.1:4010/acme/shop.git', 'http://127.0.0.1:4010')).toBe('127.0.0.1:4010 acme/shop');
    expect(read('https://127.0.0.1/acme/shop.git', 'http://127.0.0.1:4010')).toBeNull();
  });

  it('is one with another whose names differ in case', () => {
    const at = (url: string): RepositoryAddress => {
      const address = readRemoteAddress(url, hosts);
      if (address === null) throw new Error(`not understood: ${url}`);
      return address;
    };
    const one = at('https://github.com/acme/shop');
    expect(isSameRepository(one, at('git@github.com:Acme/SHOP.git'))).toBe(true);
    expect(isSameRepository(one, at('https://ghe.example.com:8443/acme/shop'))).toBe(false);
  });
});

describe('hosts of the settings', () => {
  it('are github.com and the Enterprise Server, each with its API', () => {
    expect(namedHosts(settings)).toEqual({
      problems: [],
      hosts: [
        {
          name: 'github.com',
          kind: 'github',
          webOrigin: 'https://github.com',
          apiUrl: 'https://api.github.com',
          graphqlUrl: 'https://api.github.com/graphql',
        },
        {
          name: 'ghe.example.com:8443',
          kind: 'githubEnterprise',
          webOrigin: 'https://ghe.example.com:8443',
          apiUrl: 'https://ghe.example.com:8443/api/v3',
          graphqlUrl: 'https://ghe.example.com:8443/api/graphql',
        },
      ],
    });
  });

  it.each([
    ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010/graphql'],
    ['https://proxy.example.com/api/v3', 'https://proxy.example.com/api/v3', 'https://proxy.example.com/api/graphql'],
    ['http://[::1]:4010', 'http://[::1]:4010', 'http://[::1]:4010/graphql'],
  ])('have the API of github.com where it is said to be: %s', (apiUrl, rest, graphql) => {
    const [host] = namedHosts({ apiUrl, enterpriseUrl: null }).hosts;
    expect([host?.apiUrl, host?.graphqlUrl, host?.webOrigin]).toEqual([rest, graphql, 'https://github.com']);
  });

  it.each([
    ['https://ghe.example.com/api/v3', 'https://ghe.example.com/api/v3'],
    ['https://octo.ghe.com', 'https://api.octo.ghe.com'],
    ['http://localhost:4010', 'http://localhost:4010/api/v3'],
  ])('have the API of an Enterprise Server where it belongs: %s', (enterpriseUrl, apiUrl) => {
    expect(namedHosts({ ...settings, enterpriseUrl }).hosts[1]?.apiUrl).toBe(apiUrl);
  });

  it.each(['', '  ', 'https://github.com', 'https://api.github.com/'])('are one where the other is none: %j', (url) => {
    expect(namedHosts({ ...settings, enterpriseUrl: url })).toMatchObject({ hosts: { length: 1 }, problems: [] });
  });

  it.each([
    'ghe.example.com',
    'http://ghe.example.com',
    'http://127.0.0.1.example.com',
    'ftp://ghe.example.com',
    'https://ghe.example.com/somewhere',
    'https://ghe.example.com/?a=b',
    `https://dana:${secret}@ghe.example.com`,
    'https://',
  ])('leave out an address that cannot be used, and say why: %s', (enterpriseUrl) => {
    const { hosts: found, problems } = namedHosts({ ...settings, enterpriseUrl });
    expect(found.map(({ name }) => name)).toEqual(['github.com']);
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain(secret);
    expect(namedHosts({ apiUrl: 'http://example.com', enterpriseUrl: null })).toMatchObject({
      // Its remotes are still known, so that their sources say what is wrong.
      hosts: [{ name: 'github.com', problem: expect.stringContaining('not secure') as string }],
      problems: [expect.stringContaining('not secure')],
    });
  });

  it('show an account to nobody but their API', () => {
    const [host] = hosts;
    if (host === undefined) throw new Error('no host');
    const allowed = [
      'https://api.github.com/user',
      'https://api.github.com/graphql',
      'http://api.github.com/user',
      'https://api.github.com:8443/user',
      'https://github.com/user',
      'https://api.github.com.example.com/user',
      'https://api.github.com@example.com/user',
      'nothing',
    ].filter((url) => hostAllows(host, url));
    expect(allowed).toEqual(['https://api.github.com/user', 'https://api.github.com/graphql']);
  });
});
