/** Answers for sending what Octokit builds through the client that paces, bounds and counts requests. */
import { Octokit } from '@octokit/rest';
import type { Failure } from '../../../domain/failure';
import type { Result } from '../../../domain/result';
import type { HttpClient, HttpResponse } from '../../../ports/httpClient';
import type { AskOptions } from './api';
import { hostAllows, type GitHubHost } from './hosts';

/** One that Enterprise Servers know as well; a later one changes what issues look like. */
const apiVersion = '2022-11-28';

/** What is asked: beside the address, its query (`GET`) or its body (`POST`). */
export interface Question {
  readonly method: 'GET' | 'POST';
  /** A path below the API's address, or an absolute address. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Which budget it counts in. */
  readonly resource: string;
}

const silent = (): void => undefined;
const noLog = { debug: silent, info: silent, warn: silent, error: silent };

export class OctokitTransport {
  private octokit: Octokit | null = null;

  /** @param token goes to the host's own API and nowhere else; null: nobody is signed in. */
  constructor(
    private readonly host: GitHubHost,
    private readonly client: HttpClient,
    private readonly token: string | null,
  ) {}

  /**
   * The answer as it came: what its status means is not judged here.
   * @throws the signal's reason when aborted.
   */
  async send(question: Question, { priority, signal }: AskOptions): Promise<Result<HttpResponse, Failure>> {
    const { method, url, parameters, headers, resource } = question;
    const got: { result: Result<HttpResponse, Failure> | null } = { result: null };
    const fetch = async (address: string, init: Sent): Promise<Response> => {
      const request = { method, url: address, headers: this.signed(address, init.headers), body: init.body ?? null };
      const result = await this.client.send({ ...request, priority, resource }, signal);
      got.result = result;
      // Octokit would read numbers as big integers, five times as slowly, and leave out that something is no JSON. The
      // answer is read by who asked; Octokit is told how it ended and no more.
      return new Response(null, { status: result.ok ? result.value.status : 503 });
    };
    try {
      this.octokit ??= new Octokit({ baseUrl: this.host.apiUrl, log: noLog });
      await this.octokit.request({
        ...parameters,
        method,
        url,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': apiVersion,
          ...headers,
        },
        request: { fetch, log: noLog },
      });
    } catch (error) {
      // Octokit throws for every status that is not a success.
      signal.throwIfAborted();
      if (got.result === null) throw error;
    }
    if (got.result === null) throw new Error('Octokit sent nothing');
    return got.result;
  }

  private signed(address: string, built: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    // The client names us; Octokit would name itself.
    const headers = Object.fromEntries(Object.entries(built).filter(([name]) => name !== 'user-agent'));
    if (this.token === null || !hostAllows(this.host, address)) return headers;
    return { ...headers, authorization: `Bearer ${this.token}` };
  }
}

/** As Octokit calls `fetch`. */
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
