/** Measures how soon a window says that a commit fixes an issue that is open. */
import { setTimeout as delay } from 'node:timers/promises';
import { median, type Figure } from './figure';
import type { GitHubPlace } from './githubPlace';

const rounds = 9;
/** What was staged is in a snapshot by then. */
const settleMs = 1_000;

export async function* measureDrift(at: GitHubPlace): AsyncGenerator<Figure> {
  const cache = await at.filledCache();
  const times = { drift: [] as number[], commit: [] as number[] };
  await at.within({ cache }, async (window) => {
    await window.ask('refresh', 'refresh');
    for (const { number } of at.unrelatedIssues.slice(-rounds)) {
      await at.git.write('README.md', `# Shop\n\nFor ${number}.\n`);
      await at.git.git('add', '--all');
      await delay(settleMs);
      const seen = window.ask('fixedByCommit', number);
      const beganMs = performance.now();
      await commitNow(at, `Make it quicker, fixes #${number}`);
      times.commit.push(performance.now() - beganMs);
      await seen;
      times.drift.push(performance.now() - beganMs);
    }
  });
  yield {
    figure: `commit that fixes an issue, until a snapshot of ${at.count.toLocaleString('en')} says so`,
    value: median(times.drift),
    unit: 'ms',
    yardstick: { name: 'git commit', value: median(times.commit) },
    target: '',
    note: 'From the start of `git commit` on main, in the extension’s wiring with real watches and real git. File events of one commit are gathered for 60 ms.',
  };
}

/** The sandbox's own calendar is in the past, where the issue may not have been opened yet. */
function commitNow({ git }: GitHubPlace, message: string): Promise<string> {
  const date = new Date().toISOString();
  const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return git.sandbox.run(git.root, ['commit', '--quiet', '--message', message], dates);
}
