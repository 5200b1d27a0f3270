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
  /** Pages by where they begin; those asked for newest first after `desc`. */
  readonly asked: string[] = [];
  /** Leads from this cursor to itself. */
  loopAt: string | null = null;
  /** The same, for those asked for newest first alone. */
  loopDownAt: string | null = null;
  /** Answers with the oldest first, whatever it is asked. */
  isOneWay = false;
  /** Pages by number where it is asked for the newest first. */
  isDownByNumber = false;
  /** Second in which an issue was created; null: the answer does not tell. */
  secondOf: (number: number) => number | null = (number) => number;
  /** Those of one second come in the same order both ways. */
  keepsTies = false;
  /** Comes before each answer is made. */
  onAsked: () => void | Promise<void> = () => undefined;

  async get(_: string, { query = {}, etag }: GetOptions): Promise<Result<GetAnswer, Failure>> {
    await this.onAsked();
    const isDown = query.direction === 'desc';
    const sign = isDown && !this.isOneWay ? -1 : 1;
    const order = (a: number, b: number): number =>
      sign * ((this.secondOf(a) ?? a) - (this.secondOf(b) ?? b)) || (this.keepsTies ? 1 : sign) * (a - b);
    const after = query.after === undefined ? null : Number(String(query.after).slice(1));
    const rest = this.numbers.filter((number) => after === null || order(number, after) > 0).sort(order);
    const page = rest.slice(0, 100);
    const tag = JSON.stringify(page);
    const what = `${isDown ? 'desc ' : ''}${String(query.after ?? query.page)}`;
    if (etag === tag) {
      this.asked.push(`${what} 304`);
      return ok({ kind: 'unchanged', etag: tag });
    }
    this.asked.push(what);
    const next = rest.length > 100 ? `c${page.at(-1)}` : null;
    const byNumber = isDown && this.isDownByNumber && next !== null;
    const loop = isDown ? (this.loopDownAt ?? this.loopAt) : this.loopAt;
    return ok({
      kind: 'changed',
      data: page.map((number) => {
        const second = this.secondOf(number);
        const moment = second === null ? {} : { created_at: new Date(second * 1000).toISOString() };
        return { number, title: `Number ${number}`, state: 'open', ...moment };
      }),
      etag: tag,
      nextPage: byNumber ? 2 : null,
      lastPage: null,
      nextAfter: byNumber ? null : loop !== null && next !== null ? loop : next,
      serverTimeMs: null,
      path: '/repos/acme/shop/issues',
    });
  }

  graphql(): Promise<Result<GraphqlAnswer, Failure>> {
    return Promise.resolve(err({ kind: 'offline', host: 'github.com', detail: 'not asked' }));
  }
}
