/** Answers for asking the loopback GitHub in its tests, with plain `fetch`. */
import { afterEach, beforeEach } from 'vitest';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A server for each test of a file, with `octo` signed in by `tok-octo`. */
export class Client {
  private running: GitHubServer | null = null;

  constructor() {
    beforeEach(async () => {
      this.running = await startGitHub();
      this.server.state.addToken('tok-octo', 'octo');
    });
    afterEach(async () => {
      await this.running?.stop();
    });
  }

  get server(): GitHubServer {
    if (this.running === null) throw new Error('no test runs');
    return this.running;
  }

  /** @param path below the API */
  async get(
    path: string,
    headers: Readonly<Record<string, string>> = {},
    token: string | null = 'tok-octo',
  ): Promise<Told> {
    const url = path.startsWith('http') ? path : `${this.server.apiUrl}${path}`;
    const signed = token === null ? headers : { authorization: `Bearer ${token}`, ...headers };
    return told(await fetch(url, { headers: signed, redirect: 'manual' }));
  }

  async graphql(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    token: string | null = 'tok-octo',
  ): Promise<Told & { readonly body: { readonly data?: unknown; readonly errors?: unknown } }> {
    const headers = token === null ? {} : { authorization: `bearer ${token}` };
    const body = JSON.stringify({ query, variables });
    const answer = await told(await fetch(this.server.graphqlUrl, { method: 'POST', headers, body }));
    return { ...answer, body: answer.body as { data?: unknown; errors?: unknown } };
  }
}

async function told(answer: Response): Promise<Told> {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

export const numbersOf = (body: unknown): unknown[] => (body as { number: number }[]).map(({ number }) => number);
