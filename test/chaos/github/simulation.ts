/** Answers for a window on a repository of the loopback GitHub, in simulated time: client, source and server share one clock. */
import { setTimeout as delay } from 'node:timers/promises';
import { httpClients } from '../../../src/adapters/http/httpClients';
import { githubTracker } from '../../../src/adapters/trackers/github';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { ContextScout } from '../../../src/app/contextScout';
import { ok } from '../../../src/domain/result';
import type { HttpClients } from '../../../src/ports/httpClient';
import type { Disposable } from '../../../src/ports/disposable';
import { FakeAttention } from '../../fakes/fakeAttention';
import { FakeFileWatcher } from '../../fakes/fakeFileWatcher';
import { FakeLog } from '../../fakes/fakeLog';
import { cleanState } from '../../fakes/gitState';
import { startGitHub, type GitHubServer } from '../../fakes/github/gitHubServer';
import type { FakeRepository } from '../../fakes/github/records';
import { seedRepository } from '../../fakes/github/seed';
import { OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';
import { credentialOf, FakeCredentials, secret } from '../../unit/github/fakeCredentials';
import type { Credential } from '../../../src/ports/credentials';
import type { Chance } from '../chance';
import { SimulatedClock } from './simulatedClock';

const root = '/w/shop';
/** What really travels is there by then; what is held up on purpose is not waited for. */
const patienceMs = 60;

/** As those of the editor: what was refused is not handed out again until it changes. */
class GoodCredentials extends FakeCredentials {
  override refused(host: unknown, credential: Credential): void {
    super.refused(host, credential);
    if (this.found === credential) this.found = null;
  }
}

export class Simulation {
  readonly clock: SimulatedClock;
  readonly credentials = new GoodCredentials(credentialOf(secret, 'dana'));
  readonly attention = new FakeAttention('watching');
  readonly log = new FakeLog();
  readonly scout: ContextScout;
  readonly repository: FakeRepository;
  private readonly http: HttpClients & Disposable;

  private constructor(
    readonly server: GitHubServer,
    clock: SimulatedClock,
    chance: Chance,
    openIssues: number,
  ) {
    this.clock = clock;
    server.state.addToken(secret, 'dana');
    this.repository = seedRepository(server.state, { issues: openIssues, pulls: 12, closed: 20, seed: chance.seed });
    const { log, credentials, attention } = this;
    const random = chance.of('client');
    this.http = httpClients({ clock, log, random, userAgent: 'context-scout-chaos' });
    const url = `https://github.com/acme/shop.git`;
    const remotes = {
      remotes: () => Promise.resolve([{ name: 'origin', url, followed: true }]),
      watchTargets: () => Promise.resolve([]),
    };
    const settings = { ...defaultGitHubSettings, apiUrl: server.apiUrl };
    const tracker = githubTracker({ clock, log, http: this.http, credentials, remotes, settings });
    this.scout = new ContextScout(
      scoutPorts({
        clock,
        log,
        random,
        attention,
        workspace: new OneRepository(root),
        fileWatcher: new FakeFileWatcher(),
      }),
      {
        folders: [root],
        trackers: [tracker],
        gitReader: { name: 'still', read: () => Promise.resolve(ok(cleanState)) },
      },
    );
  }

  static async begin(chance: Chance, openIssues: number): Promise<Simulation> {
    const clock = new SimulatedClock();
    const server = await startGitHub({ clock: () => clock.nowMs() });
    return new Simulation(server, clock, chance, openIssues);
  }

  /** Lets time pass, from alarm to alarm, each with all that it leads to. */
  async passTo(untilMs: number, signal: AbortSignal): Promise<void> {
    while (this.clock.nowMs() < untilMs && !signal.aborted) {
      await this.quiet();
      this.clock.advanceTo(Math.min(this.clock.nextAlarmMs ?? untilMs, untilMs));
    }
    await this.quiet();
  }

  async end(): Promise<void> {
    this.scout.dispose();
    this.http.dispose();
    this.server.faults.down = false;
    await this.server.stop();
  }

  /** Until nothing travels any more; what hangs on purpose is left hanging, for its time to run out. */
  private async quiet(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    const running = (): number => this.http.all.reduce((sum, { status }) => sum + status.running, 0);
    for (let stillFor = 0, before = this.server.mark(); stillFor < 2 && performance.now() < deadline;) {
      // The scheduler of the client gives out turns by timers of its own.
      await delay(1);
      const now = this.server.mark();
      stillFor = running() === 0 && now === before ? stillFor + 1 : 0;
      before = now;
    }
  }
}
