/** Answers for which failure an answer of GitHub is: told by status and headers, never by what a message says. */
import type { Failure } from '../../../domain/failure';
import type { Account } from '../../../ports/credentials';
import type { HttpResponse } from '../../../ports/httpClient';
import type { GitHubHost } from './hosts';

/** Who asked for what. */
export interface Asked {
  readonly host: GitHubHost;
  readonly account: Account | null;
  /** Path of the API, or `GraphQL`. */
  readonly path: string;
}

type Headers = HttpResponse['headers'];

/** Null for an answer to read. See https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
export function failureOfStatus({ status, headers }: HttpResponse, asked: Asked): Failure | null {
  const host = asked.host.name;
  if (status === 304) return null;
  const type = headers['content-type'] ?? 'application/json';
  if (!/^\s*application\/([\w.-]+\+)?json\b/i.test(type)) {
    return { kind: 'notTheServer', host, detail: `status ${status}, ${mediaType(type)} and no JSON` };
  }
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
      return { kind: 'unauthorized', host, account: accountName(asked.account) };
    case 403:
      return refusal(headers, asked);
    case 404:
    case 410:
    case 451:
      return absence(status, headers, asked);
    default:
      return { kind: 'malformed', what: `The answer of ${host}`, detail: `status ${status} to ${asked.path}` };
  }
}

/** Why an account may not read something, and what to do. */
export function refusal(headers: Headers, asked: Asked): Failure {
  const { host, account } = asked;
  const sso = signOnUrl(headers['x-github-sso'], host);
  const who = accountName(account);
  const scope = missingScope(headers);
  // See https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
  const permission = headers['x-accepted-github-permissions'];
  const advice =
    sso !== undefined
      ? `Authorise ${who ?? 'the account'} for the organisation's single sign-on.`
      : who === null
        ? 'Sign in with an account that may read it.'
        : scope !== null
          ? `Grant ${who} the scope ${scope}, or sign in with another account.`
          : permission !== undefined && /^[\w=,; -]{1,100}$/.test(permission)
            ? `${capital(who)} may not read it: grant the permission ${permission}, or sign in with another account.`
            : `${capital(who)} may not read it: ask its owner, or sign in with another account.`;
  return { kind: 'refused', host: host.name, what: whatFor(asked), advice, url: sso ?? null };
}

/** What is private answers as what is not there does. */
export function absence(status: 404 | 410 | 451, headers: Headers, asked: Asked): Failure {
  const who = accountName(asked.account);
  const scope = missingScope(headers);
  const seen =
    who === null
      ? 'It is not there, or it is private: sign in to see what is private, or check the address of the remote.'
      : scope !== null
        ? `It is not there, or ${who} lacks the scope ${scope} to see it.`
        : `It is not there, or ${who} may not see it: check the address of the remote, or sign in with another account.`;
  const advice =
    status === 404
      ? seen
      : status === 410
        ? 'It is gone: deleted, or issues are switched off there.'
        : 'It was taken down for legal reasons.';
  return { kind: 'absent', host: asked.host.name, what: whatFor(asked), advice };
}

/** As people are told; null: nobody acts. */
function accountName(account: Account | null): string | null {
  if (account === null) return null;
  if (account.name !== null) return account.name;
  return account.via === 'environment' ? 'the token of the environment' : 'the token';
}

/**
 * Where the account is authorised; null where the header names no page of the host itself, undefined without it.
 * See https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authorizing-for-saml-sso
 */
function signOnUrl(header: string | undefined, host: GitHubHost): string | null | undefined {
  if (header === undefined || !/^\s*required\b/i.test(header)) return undefined;
  const url = /;\s*url=(\S+)/i.exec(header)?.[1] ?? '';
  return URL.canParse(url) && new URL(url).origin === host.webOrigin ? url : null;
}

/** See https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
function missingScope(headers: Headers): string | null {
  const granted = headers['x-oauth-scopes'];
  const accepted = scopesOf(headers['x-accepted-oauth-scopes']);
  if (granted === undefined || accepted.length === 0) return null;
  const has = new Set(scopesOf(granted));
  return accepted.some((scope) => has.has(scope))
    ? null
    : (accepted.find((scope) => scope === 'repo') ?? accepted[0] ?? null);
}

const scopesOf = (text = ''): readonly string[] => text.split(/[\s,]+/).filter((scope) => /^[\w:]{1,50}$/.test(scope));

function whatFor({ host, path }: Asked): string {
  const repository = /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1];
  return repository === undefined ? host.name : `${repository} on ${host.name}`;
}

const mediaType = (type: string): string => /^\s*([\w.+-]{1,40}\/[\w.+-]{1,60})/.exec(type)?.[1] ?? 'something';
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
