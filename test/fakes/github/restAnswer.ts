/** Answers for the answers of the loopback GitHub before they are sent. */

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const documentation = 'https://docs.github.com/rest';

export const answer = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers,
  body,
});

/** An error as GitHub words it: a sentence, where to read more, and the status as text. */
export const refused = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  documentationUrl = documentation,
): Answer => ({ status, headers, body: { message, documentation_url: documentationUrl, status: String(status) } });

export const notFound = (): Answer => refused(404, 'Not Found');

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
export const moved = (url: string): Answer => ({
  status: 301,
  headers: { location: url },
  body: { message: 'Moved Permanently', url, documentation_url: documentation },
});

export const unauthorised = (message: string): Answer => refused(401, message);

/** Single sign-on: https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#authorizing-with-saml-sso */
export const ssoRequired = (owner: string, webOrigin: string): Answer =>
  refused(403, 'Resource protected by organization SAML enforcement.', {
    'x-github-sso': `required; url=${webOrigin}/orgs/${owner}/sso?authorization_request=example`,
  });
