/** A source of a repository on the loopback GitHub, with the real client, session and choice of repository between them. */
import { chooseRemote } from '../../../src/adapters/trackers/github/chooseRemote';
import { namedHosts } from '../../../src/adapters/trackers/github/hosts';
import { httpClients } from '../../../src/adapters/http/httpClients';
import type { HttpLimits } from '../../../src/adapters/http/httpOptions';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { SessionAccess } from '../../../src/adapters/trackers/github/repositoryAccess';
import { GitHubSession } from '../../../src/adapters/trackers/github/session';
import { GitHubSource } from '../../../src/adapters/trackers/github/source';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import type { Failure } from '../../../src/domain/failure';
import type { Issue } from '../../../src/domain/issue';
import type { Disposable } from '../../../src/ports/disposable';
import type { HttpClients } from '../../../src/ports/httpClient';
import type { SourceReading } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';
import { credentialOf, FakeCredentials, secret } from './fakeCredentials';

export const never = new AbortController().signal;

/** Failures come at once, and many requests a second are no reason to wait. */
const hasty: Partial<HttpLimits> = {
  serverRetryMs: 1,
  points: { burst: 10_000, perSecond: 10_000 },
  patienceMs: { user: 0, refresh: 0, backlog: 0 },
  timeoutMs: 5000,
};

export class Setting {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly credentials = new FakeCredentials();
  readonly partial: SourceReading[] = [];
  readonly source: GitHubSource;
  private readonly http: HttpClients & Disposable;

  constructor(
    readonly server: GitHubServer,
    readonly remote: string,
    signedIn = true,
    limits: Partial<HttpLimits> = {},
  ) {
    const { log, credentials } = this;
    const random = { next: () => 0 };
    const userAgent = 'context-scout-test';
    this.http = httpClients({ clock: systemClock, log, random, userAgent, limits: { ...hasty, ...limits } });
    if (signedIn) credentials.found = credentialOf(secret, 'dana');
    this.source = this.another();
  }

  /** As another run would have it. */
  another(remote = this.remote): GitHubSource {
    const { clock, log, credentials, http, server } = this;
    const settings = { ...defaultGitHubSettings, apiUrl: server.apiUrl };
    const { hosts } = namedHosts(settings);
    const choice = chooseRemote([{ name: 'origin', url: `https://github.com/${remote}.git` }], hosts);
    if (choice === null) throw new Error('no remote was chosen');
    const session = new GitHubSession(choice.address.host, { clock, log, http, credentials });
    const access = new SessionAccess(session, choice, []);
    return new GitHubSource({ home: { root: '/shop', name: 'shop' }, access, settings, clock, log });
  }

  async read(source = this.source, signal = never): Promise<SourceReading> {
    const result = await source.read(signal, { priority: 'refresh', onPartial: (each) => this.partial.push(each) });
    if (!result.ok) throw new Error(`not read: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  async fail(source = this.source): Promise<Failure> {
    const result = await source.read(never, { priority: 'refresh', onPartial: (each) => this.partial.push(each) });
    if (result.ok) throw new Error('it was read');
    return result.error;
  }

  /** What was asked since the mark: REST paths with what matters of their query, GraphQL by the name of the question. */
  askedSince(mark: number): readonly string[] {
    return this.server.requestsSince(mark).map(({ path, query, graphql, status }) => {
      if (graphql !== null) return `graphql ${/^query (\w+)/.exec(graphql.document)?.[1] ?? ''}`;
      const { page, since, per_page: size } = query;
      const what = [
        since === undefined ? '' : 'since',
        page === undefined ? '' : `page ${page}`,
        size === '1' ? '1' : '',
      ];
      return [path, ...what, status === 304 ? '304' : ''].filter((each) => each !== '').join(' ');
    });
  }

  dispose(): void {
    this.http.dispose();
  }
}

/** Settings that end with their test. */
export class Settings {
  private readonly ends: (() => Promise<void> | void)[] = [];

  async server(): Promise<GitHubServer> {
    const server = await startGitHub();
    this.ends.push(() => server.stop());
    server.state.addToken(secret, 'dana');
    server.state.webOrigin = 'https://github.com';
    return server;
  }

  of(server: GitHubServer, remote: string, signedIn = true, limits: Partial<HttpLimits> = {}): Setting {
    const setting = new Setting(server, remote, signedIn, limits);
    this.ends.push(() => {
      setting.dispose();
    });
    return setting;
  }

  async end(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }
}

export const issueOf = ({ issues }: SourceReading, id: string): Issue | undefined =>
  issues.find((issue) => issue.id === id);

export const idsOf = ({ issues }: SourceReading): readonly string[] => issues.map(({ id }) => id);
