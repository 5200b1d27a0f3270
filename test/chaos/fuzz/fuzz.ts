/** Fuzzing of every parser and of every message of the page: no input makes them throw, hang, or answer something odd. */
import { attemptAll, type Scenario } from '../scenario';
import { FuzzThread } from './fuzzThread';

const cases = { full: 20_000, short: 400 };
/** Threads at a time. */
const lanes = 2;

export const fuzz: Scenario = {
  name: 'fuzz',
  claim: 'no input makes a parser throw, hang, or answer another shape',
  limitSeconds: { full: 1_800, short: 180 },
  run: async (setting) => {
    const program = await setting.programs.bundle(new URL('fuzzWorker.ts', import.meta.url));
    const runs = setting.short ? cases.short : cases.full;
    process.env.CHAOS_SCRATCH = setting.scratch;
    const threads = new Set<FuzzThread>();
    const begin = (): FuzzThread => {
      const thread = new FuzzThread(program);
      threads.add(thread);
      return thread;
    };
    const idle: FuzzThread[] = [begin()];
    const endAll = async (): Promise<void> => {
      await Promise.all([...threads].map((thread) => thread.end()));
    };
    setting.signal.addEventListener('abort', () => void endAll(), { once: true });
    const named = await idle[0]?.ask({ chosen: null, runs, seed: 0 });
    const names = named?.kind === 'names' ? named.names : [];
    let total = 0;
    await attemptAll(setting, names, lanes, async (name, chance) => {
      const thread = idle.pop() ?? begin();
      const before = thread.begun;
      const news = await thread.ask({ chosen: name, runs, seed: chance.seed | 0 });
      const begun = thread.begun - before;
      total += begun;
      if (news === null) {
        threads.delete(thread);
        await thread.end();
        return `${name}: case ${begun} does not end`;
      }
      idle.push(thread);
      return news.kind === 'done' && news.failed !== null ? `${name}: ${news.failed}` : null;
    });
    await endAll();
    setting.tally.note(`${total} cases for ${names.length} readers`);
  },
};
