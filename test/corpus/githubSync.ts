/** Answers for whether GitHub knows every request that reading it takes: of both APIs, with an account and without. */
import { isDeepStrictEqual } from 'node:util';
import type { GraphQLSchema } from 'graphql';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { httpClients } from '../../src/adapters/http/httpClients';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { githubTracker } from '../../src/adapters/trackers/github';
import { defaultGitHubSettings } from '../../src/adapters/trackers/github/options';
import { edgeKinds } from '../../src/adapters/trackers/github/rules';
import { describeFailure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import { noCredentials, type Credentials } from '../../src/ports/credentials';
import type { TrackerSource } from '../../src/ports/tracker';
import { FakeLog } from '../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import type { FakeRepository } from '../fakes/github/records';
import { seedRepository } from '../fakes/github/seed';
import type { Check } from './beadsCorpus';
import { documentProblems } from './githubGraphql';
import type { GitHubOpenApi } from './githubOpenApi';

const never = new AbortController().signal;
const hourMs = 3_600_000;
const openCount = 150;
const withAccount = 'an account';

const account: Credentials = {
  ...noCredentials,
  find: ({ name }) => {
    const octo = { account: { id: 'octo', name: 'octo', via: 'environment' as const }, token: 'tok-sync' };
    return Promise.resolve(name === 'github.com' ? octo : null);
  },
};

/** Returns how many requests were compared. */
export async function checkSync(openApi: GitHubOpenApi, schema: GraphQLSchema, check: Check): Promise<number> {
  let requests = 0;
  for (const [who, credentials] of [[withAccount, account] as const, ['nobody', noCredentials] as const]) {
    const server = await startGitHub();
    try {
      await readAll(server, credentials, (what, passes, detail) => {
        check(`sync as ${who}: ${what}`, passes, detail);
      });
      requests += compare(server, who, openApi, schema, check);
    } finally {
      await server.stop();
    }
  }
  return requests;
}

/** What a client does in a day: the first sync, one without a change, one after changes, a full one, and references. */
async function readAll(server: GitHubServer, credentials: Credentials, check: Check): Promise<void> {
  const { state, time } = server;
  state.addToken('tok-sync', 'octo');
  const shop = seedRepository(state, { issues: openCount, closed: 20, pulls: 20, blockedShare: 0.3 });
  const clock = { ...systemClock, nowMs: () => time.nowMs() };
  const log = new FakeLog();
  const http = httpClients({ clock, log, random: systemRandom, userAgent: 'context-scout' });
  try {
    const tracker = githubTracker({
      clock,
      log,
      http,
      credentials,
      settings: { ...defaultGitHubSettings, apiUrl: server.apiUrl },
      remotes: {
        remotes: () => Promise.resolve([{ name: 'origin', url: 'https://github.com/acme/shop.git' }]),
        watchTargets: () => Promise.resolve([]),
      },
    });
    const [source] = await tracker.discover({ root: '/projects/shop', name: 'shop' }, never);
    if (source === undefined) {
      check('there is a source', false);
      return;
    }
    await read(source, 'at first', check, openCount);
    await read(source, 'without a change', check, openCount);
    const [first, second, third, ...others] = [...shop.issues.values()].filter((issue) => issue.state === 'open');
    if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was seeded');
    time.advance(60_000);
    state.close(first);
    state.block(second, third);
    // More than one request for the details of many issues has room for.
    for (const blocker of others.slice(0, 60)) state.block(second, blocker);
    state.merge(state.addPull(shop, { closes: [third] }), false);
    await read(source, 'after changes', check, openCount - 1);
    time.advance(25 * hourMs);
    const last = await read(source, 'a day later', check, openCount - 1);
    if (credentials !== noCredentials) checkEdges(last, shop, check);
    const queries = [1, 2, 9999].map((number) => ({ repository: 'acme/shop', number }));
    const answers = (await source.remote?.resolve(queries, never)) ?? [];
    check('references are resolved', answers.map(({ result }) => result.ok).join() === 'true,true,false');
  } finally {
    http.dispose();
  }
}

async function read(source: TrackerSource, when: string, check: Check, count: number): Promise<readonly Issue[]> {
  const result = await source.read(never, { priority: 'user', onPartial: () => undefined });
  if (!result.ok) {
    check(`${when}: it is read`, false, describeFailure(result.error));
    return [];
  }
  const open = result.value.issues.filter(({ closedAtMs, remote }) => closedAtMs === null && remote?.outside !== true);
  check(`${when}: ${count} open issues are read`, open.length === count, `${open.length} were read`);
  return open;
}

/** Every open issue waits for exactly those it does wait for. */
function checkEdges(issues: readonly Issue[], { issues: truth }: FakeRepository, check: Check): void {
  const wrong = issues.filter(({ id, edges }) => {
    const said = edges.filter(({ kind }) => kind === edgeKinds.native).map((edge) => edge.id);
    const meant = [...(truth.get(Number(id))?.blockedBy ?? [])].map(({ number }) => String(number));
    return !isDeepStrictEqual(said.sort(), meant.sort());
  });
  check('every open issue has the blockers it has', issues.length > 0 && wrong.length === 0, JSON.stringify(wrong[0]));
}

function compare(
  server: GitHubServer,
  who: string,
  openApi: GitHubOpenApi,
  schema: GraphQLSchema,
  check: Check,
): number {
  const rest = server.requests.filter(({ graphql }) => graphql === null);
  const strange = rest.flatMap(({ method, path, query }) => openApi.requestProblem(method, path, query) ?? []);
  check(`sync as ${who}: ${rest.length} REST requests are described`, strange.length === 0, strange.join('; '));
  const documents = server.requests.flatMap(({ graphql }) => graphql?.document ?? []);
  const wrong = documents.flatMap((document) => documentProblems(schema, document));
  check(`sync as ${who}: ${documents.length} GraphQL queries fit the schema`, wrong.length === 0, wrong.join('; '));
  check(`sync as ${who}: GraphQL is asked with an account only`, documents.length > 0 === (who === withAccount));
  check(
    `sync as ${who}: every budget was kept`,
    server.requests.every(({ status }) => status !== 403 && status !== 429),
  );
  return rest.length + documents.length;
}
