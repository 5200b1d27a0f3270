/** Answers for what GitHub says to what this folder asks: answers read, failures told apart. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { Account } from '../../../ports/credentials';
import type { HttpClient, HttpResponse } from '../../../ports/httpClient';
import type { AskOptions, GetAnswer, GetOptions, GitHubApi, GraphqlAnswer } from './api';
import { failureOfStatus, type Asked } from './failures';
import { readGraphqlAnswer } from './graphqlAnswer';
import type { GitHubHost } from './hosts';
import { readLinks } from './links';
import { OctokitTransport } from './octokitTransport';

export interface OctokitApiMeans {
  readonly host: GitHubHost;
  readonly client: HttpClient;
  /** Null: nobody is signed in. */
  readonly token: string | null;
  readonly nowMs: () => number;
  readonly account: () => Account | null;
  /** The server does not accept the token. */
  readonly onRefused: () => void;
}

/** A parsed answer with what came beside it; header names in lower case. */
export interface AnswerWithHeaders {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export class OctokitApi implements GitHubApi {
  private readonly transport: OctokitTransport;
  /** From then on nothing is sent: the credential is not shown again. */
  private refusal: Failure | null = null;

  constructor(private readonly means: OctokitApiMeans) {
    this.transport = new OctokitTransport(means.host, means.client, means.token);
  }

  get host(): GitHubHost {
    return this.means.host;
  }

  get account(): Account | null {
    return this.means.account();
  }

  async get(path: string, options: GetOptions): Promise<Result<GetAnswer, Failure>> {
    const answer = await this.ask(path, options);
    if (!answer.ok) return answer;
    const { status, headers, url, body } = answer.value;
    const etag = headers.etag ?? null;
    if (status === 304) return ok({ kind: 'unchanged', etag: etag ?? options.etag ?? null });
    const data = this.parse(body, path);
    if (!data.ok) return data;
    const links = readLinks(headers.link ?? null, url, options.query ?? {});
    if (links === 'endless') return err({ kind: 'endless', what: `The list ${path} of ${this.host.name}` });
    const serverTimeMs = Date.parse(headers.date ?? '');
    return ok({
      kind: 'changed',
      data: data.value,
      etag,
      ...links,
      serverTimeMs: Number.isNaN(serverTimeMs) ? null : serverTimeMs,
      path: this.pathOf(url),
    });
  }

  /** As {@link get}, without a condition. @throws the signal's reason when aborted. */
  async getWithHeaders(path: string, options: AskOptions): Promise<Result<AnswerWithHeaders, Failure>> {
    const answer = await this.ask(path, options);
    if (!answer.ok) return answer;
    const data = this.parse(answer.value.body, path);
    return data.ok ? ok({ data: data.value, headers: answer.value.headers }) : data;
  }

  async graphql(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    options: AskOptions,
  ): Promise<Result<GraphqlAnswer, Failure>> {
    if (this.means.token === null) return err({ kind: 'unauthorized', host: this.host.name, account: null });
    if (this.refusal !== null) return err(this.refusal);
    const question = { method: 'POST', parameters: { query: document, variables }, headers: {} } as const;
    const asked = await this.transport.send({ ...question, url: this.host.graphqlUrl, resource: 'graphql' }, options);
    if (!asked.ok) return asked;
    const answer = this.judge(asked.value, 'GraphQL');
    if (!answer.ok) return answer;
    const data = this.parse(answer.value.body, 'GraphQL');
    if (!data.ok) return data;
    return readGraphqlAnswer(data.value, this.asked('GraphQL'), answer.value.headers, this.means.nowMs());
  }

  private async ask(path: string, options: GetOptions): Promise<Result<HttpResponse, Failure>> {
    // Octokit would take braces for a place to fill in, and dots would lead elsewhere.
    if (!/^(\/[\w.~%-]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path)) throw new Error(`No path of the API: ${path}`);
    if (this.refusal !== null) return err(this.refusal);
    const etag = options.etag ?? null;
    const headers = etag === null ? {} : { 'if-none-match': etag };
    const question = { method: 'GET', url: path, parameters: options.query ?? {}, headers, resource: 'core' } as const;
    const answer = await this.transport.send(question, options);
    return answer.ok ? this.judge(answer.value, path) : answer;
  }

  private judge(response: HttpResponse, path: string): Result<HttpResponse, Failure> {
    const failure = failureOfStatus(response, this.asked(path));
    if (failure === null) return ok(response);
    if (failure.kind === 'unauthorized' && this.means.token !== null && this.refusal === null) {
      this.refusal = failure;
      this.means.onRefused();
    }
    return err(failure);
  }

  private asked(path: string): Asked {
    return { host: this.host, account: this.account, path };
  }

  private parse(body: string, what: string): Result<unknown, Failure> {
    try {
      return ok(JSON.parse(body) as unknown);
    } catch {
      return err({ kind: 'malformed', what: `${this.host.name} ${what}`, detail: 'the answer is no JSON' });
    }
  }

  /** The path below the API's address. */
  private pathOf(url: string): string {
    const base = new URL(this.host.apiUrl).pathname.replace(/\/$/, '');
    const { pathname } = new URL(url);
    return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
  }
}
