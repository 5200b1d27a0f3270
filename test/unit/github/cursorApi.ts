/** An API that pages a list of issues by cursor, as github.com does: no last page, and no high page numbers. */
import type { GetAnswer, GetOptions, GitHubApi, GraphqlAnswer } from '../../../src/adapters/trackers/github/api';
import type { Failure } from '../../../src/domain/failure';
import { err, ok, type Result } from '../../../src/domain/result';

export class CursorApi implements GitHubApi {
  readonly host = {
    name: 'github.com',
    kind: 'github',
    webOrigin: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
  } as const;
  readonly account = null;
  /** Numbers of the open issues, in their order. */
  numbers: number[] = [];
  readonly asked: string[] = [];
  /** Leads from this cursor to itself. */
  loopAt: string | null = null;

  get(_: string, { query = {}, etag }: GetOptions): Promise<Result<GetAnswer, Failure>> {
    const after = query.after === undefined ? 0 : Number(String(query.after).slice(1));
    const rest = this.numbers.filter((number) => number > after);
    const page = rest.slice(0, 100);
    const tag = JSON.stringify(page);
    if (etag === tag) {
      this.asked.push(`${String(query.after ?? query.page)} 304`);
      return Promise.resolve(ok({ kind: 'unchanged', etag: tag }));
    }
    this.asked.push(String(query.after ?? query.page));
    const next = rest.length > 100 ? `c${page.at(-1)}` : null;
    return Promise.resolve(
      ok({
        kind: 'changed',
        data: page.map((number) => ({ number, title: `Number ${number}`, state: 'open' })),
        etag: tag,
        nextPage: null,
        lastPage: null,
        nextAfter: this.loopAt !== null && next !== null ? this.loopAt : next,
        serverTimeMs: null,
        path: '/repos/acme/shop/issues',
      }),
    );
  }

  graphql(): Promise<Result<GraphqlAnswer, Failure>> {
    return Promise.resolve(err({ kind: 'offline', host: 'github.com', detail: 'not asked' }));
  }
}
