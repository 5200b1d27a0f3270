/** Answers for repositories of any size, the same for the same seed but for the times. */
import { people, pick, sentences, titleOf } from '../../bench/generatedText';
import { seeded } from '../../bench/seeded';
import type { GitHubState } from './gitHubState';
import type { FakeIssue, FakePull, FakeRepository } from './records';

export interface SeedOptions {
  /** `owner/name`. */
  readonly repository?: string;
  /** Open ones. */
  readonly issues: number;
  readonly closed?: number;
  /** Pull requests: half of them open, those closing an issue each. */
  readonly pulls?: number;
  /** Which part of the open issues waits for another open one, near and before it. */
  readonly blockedShare?: number;
  readonly seed?: number;
}

const hourMs = 3_600_000;
const labels = ['bug', 'docs', 'performance', 'good first issue', 'area: basket', 'area: search', 'p1', 'p2', 'p3'];
const types = ['Bug', 'Feature', 'Task', null] as const;
const reviews = ['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED', null] as const;
const text = sentences;

/** Adds a repository with issues that wait for each other in chains. Numbers rise with the time of creation. */
export function seedRepository(state: GitHubState, options: SeedOptions): FakeRepository {
  const { issues: openCount, closed = 0, pulls = 0, blockedShare = 0.3, seed = 1 } = options;
  const random = seeded(seed);
  const repository = state.addRepository(options.repository ?? 'acme/shop');
  const milestones = ['1.0', '1.1', '2.0'].map((title) => state.addMilestone(repository, title));
  const total = openCount + closed + pulls;
  const nowMs = Math.floor(state.nowMs() / 1000) * 1000;
  const bag = { open: openCount, closed, pulls };
  const open: FakeIssue[] = [];
  for (let at = 0; at < total; at++) {
    const createdAtMs = nowMs - (total - at) * 2 * hourMs;
    const updatedAtMs = createdAtMs + Math.floor((random() * (nowMs - createdAtMs)) / 1000) * 1000;
    const fields = {
      title: titleOf(random, at),
      body: text.repeat(1 + Math.floor(random() * 6)),
      labels: labels.filter(() => random() < 0.15),
      assignees: [pick(random, people)].filter((login) => login !== null),
      author: pick(random, people) ?? 'ghost',
      milestone: random() < 0.4 ? (pick(random, [milestones[0], ...milestones.slice(1)]) ?? null) : null,
      createdAtMs,
      updatedAtMs,
    };
    const drawn = random() * (bag.open + bag.closed + bag.pulls);
    if (drawn < bag.pulls) {
      bag.pulls--;
      addPull(state, repository, fields, open, random);
      continue;
    }
    const isOpen = drawn < bag.pulls + bag.open;
    if (isOpen) bag.open--;
    else bag.closed--;
    const issue = state.addIssue(repository, {
      ...fields,
      type: pick(random, types),
      ...(!isOpen && { closed: random() < 0.8 ? 'completed' : 'not_planned' }),
    });
    if (!isOpen) continue;
    open.push(issue);
    if (random() < blockedShare) wait(issue, open, random);
  }
  return repository;
}

function wait(issue: FakeIssue, open: readonly FakeIssue[], random: () => number): void {
  const last = open.length - 1;
  const blocker = open[Math.max(0, last - 1 - Math.floor(random() * 20))];
  if (blocker === undefined || blocker === issue) return;
  issue.blockedBy.add(blocker);
  blocker.blocking.add(issue);
}

function addPull(
  state: GitHubState,
  repository: FakeRepository,
  fields: Parameters<GitHubState['addPull']>[1] & { updatedAtMs: number },
  open: readonly FakeIssue[],
  random: () => number,
): void {
  const closes = open[Math.floor(random() * open.length)];
  const pull: FakePull = state.addPull(repository, {
    ...fields,
    draft: random() < 0.2,
    reviewDecision: pick(random, reviews),
    ...(closes !== undefined && { closes: [closes], body: `Closes #${closes.number}.` }),
  });
  if (random() < 0.5) return;
  pull.state = 'closed';
  pull.closedAtMs = fields.updatedAtMs;
  pull.closes.clear();
  pull.body = text;
  if (random() < 0.8) pull.mergedAtMs = fields.updatedAtMs;
}
