/** Answers for the chain of an issue, found by the obvious recursion, as the yardstick for the walk. */
import type { ChainDirection, ChainNode } from '../../../src/domain/chain';
import type { BlockReason, EvaluatedIssue } from '../../../src/domain/readiness';

type Place = Omit<ChainNode, 'depth' | 'status'>;

export function naiveChain(
  issues: readonly EvaluatedIssue[],
  start: string,
  direction: ChainDirection,
): readonly ChainNode[] {
  const seen = new Set<string>();
  const find = (key: string | null): EvaluatedIssue | undefined => issues.find((issue) => issue.key === key);

  const below = (key: string, above: readonly string[]): ChainNode[] => {
    seen.add(key);
    const path = [...above, key];
    const places = direction === 'blockers' ? held(find(key)) : waiters(key);
    return places.flatMap((place): ChainNode[] => {
      const issue = find(place.key);
      const node = { ...place, key: issue?.key ?? null, status: issue?.status ?? null, depth: path.length };
      if (issue === undefined) return [node];
      if (path.includes(issue.key)) return [{ ...node, mark: 'cycle' }];
      if (seen.has(issue.key)) return [{ ...node, mark: 'repeated' }];
      return [node, ...below(issue.key, path)];
    });
  };

  const waiters = (key: string): Place[] =>
    issues
      .filter((issue) => held(issue).some((place) => place.key === key))
      .map(({ key: own, issue: { id, title } }) => ({ key: own, id, title, mark: null }));

  return below(start, []);
}

function held(issue: EvaluatedIssue | undefined): Place[] {
  const reasons = issue?.status === 'other' ? (issue.waitsFor ?? []) : (issue?.blockedBy ?? []);
  const places = reasons.flatMap(placeOf);
  return places.filter(({ key, id, mark }, at) => {
    const first = places.findIndex((other) =>
      key === null ? other.key === null && other.id === id && other.mark === mark : other.key === key,
    );
    return first === at;
  });
}

function placeOf(reason: BlockReason): Place[] {
  switch (reason.reason) {
    case 'edge':
      return [{ key: reason.key, id: reason.id, title: reason.title, mark: null }];
    case 'parent':
      return [{ key: reason.key, id: reason.id, title: reason.title, mark: 'parent' }];
    case 'unknown':
      return [{ key: null, id: reason.id, title: null, mark: 'unknown' }];
    case 'manual':
      return [{ key: null, id: '', title: null, mark: 'manual' }];
    case 'cycle':
      return [];
  }
}
