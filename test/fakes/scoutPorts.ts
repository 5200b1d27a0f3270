/** What a scout works with where a test says nothing else: nobody is there, nothing is watched, remembered or polled. */
import type { ContextScoutPorts } from '../../src/app/contextScout';
import { defaultFreshnessPolicy } from '../../src/domain/freshness';
import { defaultActivityPolicy } from '../../src/domain/repositoryActivity';
import { aloneInTheWorld } from '../../src/ports/leadership';
import { FakeClock } from './fakeClock';
import { FakeLog } from './fakeLog';

export const scoutPorts = (
  ports: Partial<ContextScoutPorts> & Pick<ContextScoutPorts, 'workspace'>,
): ContextScoutPorts => ({
  clock: new FakeClock(),
  random: { next: () => 0.5 },
  log: new FakeLog(),
  quickGitReader: null,
  store: null,
  refStore: null,
  commits: () => null,
  remotes: null,
  remember: () => true,
  rememberAfterMs: 0,
  confirmEveryMs: () => 300_000,
  trustStoredMs: null,
  onNotRemembered: () => undefined,
  fileWatcher: null,
  pollMs: () => null,
  freshnessPolicy: () => defaultFreshnessPolicy,
  activityPolicy: () => defaultActivityPolicy,
  useStore: null,
  tellsOfWorkTree: () => true,
  attention: null,
  leadership: aloneInTheWorld,
  mayLead: () => true,
  quietAfterDays: () => 0,
  ...ports,
});
