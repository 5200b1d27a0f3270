/** Measures what it takes to find out whose a token is when many want to know at once. */
import { systemClock } from '../../src/adapters/clock/systemClock';
import { httpClients } from '../../src/adapters/http/httpClients';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { namedHosts } from '../../src/adapters/trackers/github/hosts';
import { defaultGitHubSettings } from '../../src/adapters/trackers/github/options';
import { GitHubSession } from '../../src/adapters/trackers/github/session';
import { noCredentials, type Credential } from '../../src/ports/credentials';
import { FakeLog } from '../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import { median, type Figure } from './figure';
import { sendPlainly } from './githubPlain';

const callers = 100;
const rounds = 9;
const latencyMs = 100;

export async function* measureValidation(): AsyncGenerator<Figure> {
  const server = await startGitHub();
  try {
    server.faults.latencyMs = latencyMs;
    const times = { ours: [] as number[], plain: [] as number[] };
    const counts: number[] = [];
    // The first round opens the connections, which is no measurement.
    for (let round = 0; round <= rounds; round++) {
      const token = `tok-bench-${round}`;
      server.state.addToken(token, 'dana');
      const plainMs = await timed(() => sendPlainly([{ requests: [whoIs(server, token)], atOnce: 1 }]));
      const mark = server.mark();
      const oursMs = await validateAtOnce(server, token);
      counts.push(server.countSince(mark));
      if (round === 0) continue;
      times.ours.push(oursMs);
      times.plain.push(plainMs);
    }
    const what = `a token validated for ${callers} at once`;
    yield {
      figure: `${what}: requests`,
      value: Math.max(...counts),
      unit: 'count',
      yardstick: { name: 'callers', value: callers },
      target: '1',
    };
    yield {
      figure: `${what}: time until all know`,
      value: median(times.ours),
      unit: 'ms',
      yardstick: { name: 'fetch of the same', value: median(times.plain) },
      target: '+150 ms',
      note: `A new session each time; the server answers in ${latencyMs} ms.`,
    };
  } finally {
    await server.stop();
  }
}

/** @returns how long it took until the last one knew */
async function validateAtOnce(server: GitHubServer, token: string): Promise<number> {
  const log = new FakeLog();
  const http = httpClients({ clock: systemClock, log, random: systemRandom, userAgent: 'context-scout/bench' });
  try {
    const [host] = namedHosts({ ...defaultGitHubSettings, apiUrl: server.apiUrl }).hosts;
    if (host === undefined) throw new Error('the loopback server is no host');
    const credential: Credential = { account: { id: token, name: null, via: 'token' }, token };
    const credentials = { ...noCredentials, find: () => Promise.resolve(credential) };
    const session = new GitHubSession(host, { clock: systemClock, log, http, credentials });
    return await timed(async () => {
      const answers = await Promise.all(
        Array.from({ length: callers }, () => session.validated(new AbortController().signal)),
      );
      const known = answers.filter((answer) => answer.ok && answer.value?.account.name === 'dana').length;
      if (known !== callers) throw new Error(`${known} of ${callers} were told whose the token is`);
    });
  } finally {
    http.dispose();
  }
}

const whoIs = (
  { apiUrl }: GitHubServer,
  token: string,
): Parameters<typeof sendPlainly>[0][number]['requests'][number] => ({
  method: 'GET',
  url: `${apiUrl}/user`,
  headers: { authorization: `Bearer ${token}` },
  body: null,
});

async function timed(action: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await action();
  return performance.now() - beganMs;
}
