import { describe, expect, it } from 'vitest';
import { IssueGraph } from '../../../src/domain/issueGraph';
import { blocks } from '../../fakes/issues';
import { issueOf, sourceOf } from './readinessFacts';

const told = (graph: IssueGraph, ...issues: Parameters<typeof sourceOf>[0]): IssueGraph => {
  graph.setSource(sourceOf(issues));
  graph.beginFlush();
  graph.endFlush();
  return graph;
};

const readersOf = (graph: IssueGraph, id: string): string[] => {
  const ids: string[] = [];
  const [node] = graph.source('beads:shop')?.named(id) ?? [];
  if (node !== undefined) graph.relations.visitReaders(node, ({ issue }) => ids.push(issue.id));
  return ids.sort();
};

describe('the arc table', () => {
  it('grows no further when edges, issues and ids come and go', () => {
    const graph = new IssueGraph();
    const round = (i: number) => [
      issueOf('a'),
      issueOf('b', { edges: i % 2 === 0 ? [blocks('a'), blocks(`gone${i}`)] : [blocks('a')] }),
      issueOf(`c${i}`, { edges: [blocks('a'), blocks('b'), blocks(`c${i - 1}`)] }),
    ];
    for (let i = 0; i < 10; i++) told(graph, ...round(i));
    const { length } = graph.arcs;
    for (let i = 10; i < 200; i++) told(graph, ...round(i));
    expect(graph.arcs.length).toBe(length);
    expect(readersOf(graph, 'a')).toEqual(['b', 'c199']);
    expect(readersOf(graph, 'b')).toEqual(['c199']);
  });

  it('gives a number to another issue only when nothing leads to the first any more', () => {
    const graph = told(new IssueGraph(), issueOf('a'), issueOf('b', { edges: [blocks('a')] }));
    graph.setSource(sourceOf([issueOf('a'), issueOf('x')]));
    // The arc of `b` is still in the chain of `a`, and has to go on meaning `b`.
    expect(readersOf(graph, 'a')).toEqual(['b']);
    graph.beginFlush();
    graph.endFlush();
    expect(readersOf(graph, 'a')).toEqual([]);
    told(graph, issueOf('a'), issueOf('x'), issueOf('y', { edges: [blocks('a')] }));
    expect(readersOf(graph, 'a')).toEqual(['y']);
  });
});
