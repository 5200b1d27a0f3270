import { describe, expect, it } from 'vitest';
import { Client } from './client';

describe('who may see what on the loopback GitHub', () => {
  const client = new Client();

  it('says who a token is, and its scopes', async () => {
    const { status, headers, body } = await client.get('/user');
    expect({ status, body }).toMatchObject({ status: 200, body: { login: 'octo' } });
    expect(headers['x-oauth-scopes']).toBe('repo, read:org');
    expect((await client.get('/user', {}, null)).status).toBe(401);
  });

  it('refuses a token that is unknown or revoked', async () => {
    const { state } = client.server;
    state.addRepository('acme/shop');
    expect((await client.get('/repos/acme/shop', {}, 'tok-other')).status).toBe(401);
    state.addToken('tok-old', 'octo').revoked = true;
    expect((await client.get('/repos/acme/shop', {}, 'tok-old')).status).toBe(401);
    expect((await client.graphql('{ viewer { login } }', {}, 'tok-old')).status).toBe(401);
  });

  it('hides private repositories from everybody but readers whose token has the scope', async () => {
    const { state } = client.server;
    const secret = state.addRepository('acme/secret', { private: true });
    const status = async (token: string | null): Promise<number> =>
      (await client.get('/repos/acme/secret/issues', {}, token)).status;
    expect(await status('tok-octo')).toBe(404);
    expect(await status(null)).toBe(404);
    secret.readers.add('octo');
    expect(await status('tok-octo')).toBe(200);
    state.addToken('tok-narrow', 'octo', ['read:user']);
    expect(await status('tok-narrow')).toBe(404);
  });

  it('asks for single sign-on until the token is authorised', async () => {
    const { state } = client.server;
    state.addRepository('acme/shop');
    state.ssoOwners.add('acme');
    const refused = await client.get('/repos/acme/shop');
    expect(refused.status).toBe(403);
    expect(refused.headers['x-github-sso']).toMatch(/^required; url=https:\/\/github\.com\/orgs\/acme\/sso/);
    expect((await client.graphql('{ repository(owner: "acme", name: "shop") { id } }')).body).toMatchObject({
      data: { repository: null },
      errors: [{ type: 'FORBIDDEN', path: ['repository'], extensions: { saml_failure: true } }],
    });
    state.tokens.get('tok-octo')?.ssoAuthorised.add('acme');
    expect((await client.get('/repos/acme/shop')).status).toBe(200);
  });

  it('leads from a former name to the number of the repository', async () => {
    const { state, apiUrl } = client.server;
    const shop = state.addRepository('acme/shop');
    state.addIssue(shop);
    state.rename(shop, 'acme/store');
    const { status, headers } = await client.get('/repos/acme/shop/issues?per_page=5');
    expect(status).toBe(301);
    expect(headers.location).toBe(`${apiUrl}/repositories/${shop.id}/issues?per_page=5`);
    expect((await client.get(headers.location ?? '')).body).toMatchObject([{ number: 1 }]);
    expect((await client.get(`/repositories/${shop.id}`)).body).toMatchObject({ full_name: 'acme/store' });
  });

  it('tells the parent of a fork, and that it has no issues', async () => {
    const { state } = client.server;
    const parent = state.addRepository('acme/shop');
    state.addRepository('octo/shop', { parent, hasIssues: false, defaultBranch: 'trunk' });
    expect((await client.get('/repos/octo/shop')).body).toMatchObject({
      fork: true,
      has_issues: false,
      default_branch: 'trunk',
      parent: { full_name: 'acme/shop' },
    });
    expect((await client.get('/repos/octo/shop/issues')).status).toBe(410);
    expect((await client.get('/repos/nobody/nothing')).status).toBe(404);
  });
});
