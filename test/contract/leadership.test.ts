import { systemClock } from '../../src/adapters/clock/systemClock';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { FileLeadership } from '../../src/adapters/store/leader/fileLeadership';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import { SharedCache } from '../fakes/fakeLeadership';
import { FakeLog } from '../fakes/fakeLog';
import { describeLeadership } from './leadershipContract';
import { LeadershipSandbox } from './leadershipSandbox';

describeLeadership('FileLeadership', () => {
  const sandbox = new LeadershipSandbox();
  const { folder } = sandbox;
  const ports = { clock: systemClock, random: systemRandom, fileWatcher: nodeFileWatcher };
  return Promise.resolve({
    open: () => new FileLeadership({ folder, kind: 'window', log: new FakeLog(), ...ports }),
    write: (source, epoch) => {
      sandbox.write(epoch, source);
      return Promise.resolve();
    },
    remove: () => sandbox.remove(),
  });
});

describeLeadership('FakeLeadership', () => {
  const cache = new SharedCache();
  return Promise.resolve({
    open: () => cache.process(),
    write: (source) => {
      const holder = cache.claimOf(source)?.holder;
      if (holder !== undefined) cache.tellOthers(holder, source);
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
  });
});
