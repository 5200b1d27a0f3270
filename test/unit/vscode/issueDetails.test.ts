import { describe, expect, it } from 'vitest';
import type { ProjectContext } from '../../../src/domain/context';
import { evaluate } from '../../../src/domain/readinessIndex';
import { err, ok } from '../../../src/domain/result';
import type { Issue } from '../../../src/domain/issue';
import type { ContextScout } from '../../../src/app/contextScout';
import { issueAnswers } from '../../../src/vscode/panel/issueDetails';
import { blocks, issueOf, plainRules } from '../../fakes/issues';

const source = 'beads:shop';
const key = (id: string): string => `${source}#${id}`;

function contextOf(issues: readonly Issue[]): ProjectContext {
  return {
    revision: 1,
    snapshotAtMs: 0,
    consistency: 'strict',
    staleAfterMs: null,
    repositories: [],
    sources: [
      {
        id: source,
        kind: 'beads',
        label: 'Beads',
        repository: '/home/dana/shop',
        root: '/home/dana/shop',
        via: '.beads/issues.jsonl',
        freshness: 'ageing',
        confirmedAtMs: 5,
        lastAttemptAtMs: 5,
        nextAttemptAtMs: null,
        error: null,
        unwatched: null,
        remote: null,
      },
    ],
    counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
    issues: evaluate([{ id: source, aliases: [], rules: plainRules, issues }], 0),
    problems: [],
    drift: new Map(),
  };
}

type TextOf = ContextScout['textOf'];

const answersOn = (issues: readonly Issue[], textOf: TextOf = () => Promise.resolve(null)) =>
  issueAnswers({ context: contextOf(issues), textOf });

describe('what is told about an issue', () => {
  const pullRequest = {
    id: '#7',
    title: 'Cursors',
    url: 'https://x',
    state: 'open',
    review: null,
    mergedAtMs: null,
  } as const;
  const issues = [
    issueOf('a', {
      excerpt: { text: 'Seen **once**.', isWhole: false },
      edges: [blocks('b'), { kind: 'parent-child', id: 'p', scope: null, reversed: false }],
      location: { path: '.beads/issues.jsonl', line: 3 },
      remote: { pullRequests: [pullRequest], outside: false, subIssues: null },
    }),
    issueOf('b'),
    issueOf('p', { title: 'The parent' }),
    issueOf('c', { trackerStatus: 'closed', url: 'https://example.org/c' }),
  ];

  it('is all that is in memory', async () => {
    expect(await answersOn(issues).getDetails({ key: key('a') })).toMatchObject({
      key: key('a'),
      status: 'blocked',
      excerpt: 'Seen **once**.',
      excerptIsWhole: false,
      parent: { key: key('p'), title: 'The parent' },
      blockers: { nodes: [{ id: 'b', depth: 1 }], more: 0 },
      unblocks: { nodes: [], more: 0 },
      pullRequests: [{ id: '#7', title: 'Cursors', state: 'open', review: null, link: 'pullRequest #7' }],
      source: { label: 'Beads', freshness: 'ageing', confirmedAtMs: 5 },
      place: { path: '.beads/issues.jsonl', line: 3 },
      openable: true,
      linkable: false,
    });
  });

  it('is told of a closed issue too', async () => {
    const details = await answersOn(issues).getDetails({ key: key('c') });
    expect(details).toMatchObject({ status: 'done', excerpt: null, excerptIsWhole: true, place: null, linkable: true });
  });

  it('is nothing where there is no such issue, or no snapshot', async () => {
    for (const answers of [answersOn(issues), issueAnswers({ context: null, textOf: () => Promise.resolve(null) })]) {
      expect(await answers.getDetails({ key: 'beads:shop#z' })).toBeNull();
      expect(await answers.getChain({ key: 'beads:shop#z', direction: 'blockers' })).toBeNull();
      expect(await answers.getText({ key: 'beads:shop#z' })).toBeNull();
    }
  });

  it('is a short chain beside the rest, and a long one by itself, each saying how much is left out', async () => {
    const row = Array.from({ length: 300 }, (_, at) =>
      issueOf(`i${at}`, { edges: at === 0 ? [] : [blocks(`i${at - 1}`)] }),
    );
    const answers = answersOn(row);
    const { blockers } = (await answers.getDetails({ key: key('i299') })) ?? {};
    expect([blockers?.nodes.length, blockers?.more]).toEqual([8, 291]);
    const chain = await answers.getChain({ key: key('i0'), direction: 'unblocks' });
    expect([chain?.nodes.length, chain?.more]).toEqual([200, 99]);
  });

  it('is the text of the record, and what is in memory where that cannot be had', async () => {
    const text = { markdown: 'Seen **once**. And then again.', isWhole: true };
    const asked: unknown[] = [];
    const read = answersOn(issues, (of, issue) => {
      asked.push([of, issue.id]);
      return Promise.resolve(ok(text));
    });
    expect(await read.getText({ key: key('a') })).toEqual(text);
    expect(asked).toEqual([[source, 'a']]);
    const inMemory = { markdown: 'Seen **once**.', isWhole: false };
    expect(await answersOn(issues).getText({ key: key('a') })).toEqual(inMemory);
    const failing = answersOn(issues, () => Promise.resolve(err({ kind: 'notFound', path: 'x' })));
    expect(await failing.getText({ key: key('a') })).toEqual(inMemory);
    expect(await failing.getText({ key: key('b') })).toBeNull();
  });
});
