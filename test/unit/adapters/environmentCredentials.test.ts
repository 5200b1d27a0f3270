/** Answers for accounts and servers named by the environment. */
import { describe, expect, it } from 'vitest';
import { EnvironmentCredentials, serversOfEnvironment } from '../../../src/adapters/credentials/environmentCredentials';
import type { AccountHost } from '../../../src/ports/credentials';

const dotCom: AccountHost = { name: 'github.com', kind: 'github' };
const enterprise: AccountHost = { name: 'ghe.example.com', kind: 'githubEnterprise' };
const onServer = { GITHUB_SERVER_URL: 'https://ghe.example.com' };

async function tokenOf(environment: Record<string, string>, host: AccountHost): Promise<string | null> {
  return (await new EnvironmentCredentials(environment).find(host))?.token ?? null;
}

describe('credentials of the environment', () => {
  it.each([
    [{ GITHUB_TOKEN: 'a', GH_TOKEN: 'b' }, 'a'],
    [{ GITHUB_TOKEN: '', GH_TOKEN: ' b\n' }, 'b'],
    [{ GITHUB_TOKEN: 'a', GITHUB_SERVER_URL: 'https://github.com' }, 'a'],
    [{ GITHUB_TOKEN: 'a', ...onServer }, null],
    [{ GITHUB_TOKEN: 'a', GH_TOKEN: 'b', ...onServer }, 'b'],
    [{ GH_ENTERPRISE_TOKEN: 'e' }, null],
    [{}, null],
  ])('are for github.com in %j', async (environment, token) => {
    expect(await tokenOf(environment, dotCom)).toBe(token);
  });

  it.each([
    [{ GH_ENTERPRISE_TOKEN: 'e', GITHUB_ENTERPRISE_TOKEN: 'f', GITHUB_TOKEN: 'a', ...onServer }, 'e'],
    [{ GITHUB_ENTERPRISE_TOKEN: 'f', GITHUB_TOKEN: 'a' }, 'f'],
    [{ GITHUB_TOKEN: 'a', ...onServer }, 'a'],
    [{ GH_TOKEN: 'b', ...onServer }, 'b'],
    [{ GITHUB_TOKEN: 'a' }, null],
    [{ GITHUB_TOKEN: 'a', GITHUB_SERVER_URL: 'https://other.example.com' }, null],
    [{ GITHUB_TOKEN: 'a', GITHUB_SERVER_URL: 'nonsense' }, null],
  ])('are for an Enterprise Server in %j', async (environment, token) => {
    expect(await tokenOf(environment, enterprise)).toBe(token);
  });

  it('stand under an id that tells nothing of the token', async () => {
    const found = await new EnvironmentCredentials({ GITHUB_TOKEN: 'secret' }).find(dotCom);
    expect(found?.account).toEqual({ id: 'environment:GITHUB_TOKEN', name: null, via: 'environment' });
  });

  it('are not handed out again once refused, until they are others', async () => {
    const environment: Record<string, string> = { GITHUB_TOKEN: 'old' };
    const credentials = new EnvironmentCredentials(environment);
    const found = await credentials.find(dotCom);
    if (found === null) throw new Error('not found');
    credentials.refused(dotCom, found);
    expect(await credentials.find(dotCom)).toBeNull();
    environment.GITHUB_TOKEN = 'new';
    expect((await credentials.find(dotCom))?.token).toBe('new');
    credentials.onDidChange().dispose();
  });
});

describe('servers of the environment', () => {
  it.each([
    [{}, null, null],
    [{ GITHUB_API_URL: '', GITHUB_SERVER_URL: '' }, null, null],
    [{ GITHUB_API_URL: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010', null],
    [
      { GITHUB_API_URL: 'https://api.github.com', GITHUB_SERVER_URL: 'https://github.com/' },
      'https://api.github.com',
      null,
    ],
    [{ GITHUB_API_URL: 'https://ghe.example.com/api/v3', ...onServer }, null, 'https://ghe.example.com'],
  ])('are read from %j', (environment, apiUrl, enterpriseUrl) => {
    expect(serversOfEnvironment(environment)).toEqual({ apiUrl, enterpriseUrl });
  });
});
