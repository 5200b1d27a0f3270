/** Answers for how long readiness takes, from scratch and after one change; prints a table when run directly. */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { Edge, Issue } from '../../src/domain/issue';
import type { SourceFacts } from '../../src/domain/readiness';
import { ReadinessIndex } from '../../src/domain/readinessIndex';
import { issueOf, plainRules } from '../fakes/issues';

/** One measured figure. */
export interface Measurement {
  readonly figure: string;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  readonly runs: number;
}

type Random = () => number;

/** The same numbers from 0 to 1 on every run (mulberry32). */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const edge = (kind: string, to: number): Edge => ({ kind, id: `bd-${to}`, scope: null, reversed: false });

/**
 * Issues as teams have them: two in three are done; edges stay within groups of about 30, led by an epic
 * that is the parent of half of them; now and then an edge leads elsewhere.
 */
export function grouped(count: number, edgesEach: number): Issue[] {
  const random = seeded(7);
  const groupSize = 30;
  return Array.from({ length: count }, (_, i) => {
    const group = i - (i % groupSize);
    const edges: Edge[] = [];
    if (i !== group && random() < 0.5) edges.push(edge('parent-child', group));
    while (edges.length < edgesEach) {
      const far = random() < 0.02;
      const to = far ? Math.floor(random() * count) : group + Math.floor(random() * Math.max(1, i - group));
      edges.push(edge(random() < 0.7 ? 'blocks' : 'related', to === i ? group : to));
    }
    return issue(i, random() < 0.66 ? 'closed' : 'open', edges);
  });
}

/** Nothing done, and edges anywhere: one giant knot, cycles and all. */
export function tangled(count: number, edgesEach: number): Issue[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, i) => {
    const edges = Array.from({ length: edgesEach }, () => edge('blocks', Math.floor(random() * count)));
    return issue(i, 'open', edges);
  });
}

/** Nothing done, and edges to any earlier issue: one giant cluster without cycles. */
export function layered(count: number, edgesEach: number): Issue[] {
  const random = seeded(13);
  return Array.from({ length: count }, (_, i) => {
    const edges = i === 0 ? [] : Array.from({ length: edgesEach }, () => edge('blocks', Math.floor(random() * i)));
    return issue(i, 'open', edges);
  });
}

const issue = (i: number, trackerStatus: string, edges: readonly Edge[]): Issue =>
  issueOf(`bd-${i}`, { trackerStatus, edges, createdAtMs: 1_700_000_000_000 + i * 60_000 });

export const factsOf = (issues: readonly Issue[]): SourceFacts => ({
  id: 'beads:bench',
  aliases: [],
  rules: plainRules,
  issues,
});

function measure(figure: string, runs: number, warmUp: number, prepare: (run: number) => () => void): Measurement {
  const times: number[] = [];
  for (let run = 0; run < runs + warmUp; run++) {
    const work = prepare(run);
    const start = performance.now();
    work();
    if (run >= warmUp) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [fastestMs = 0] = times;
  return {
    figure,
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    fastestMs,
    slowestMs: times.at(-1) ?? 0,
    runs,
  };
}

function fromScratch(name: string, issues: readonly Issue[]): Measurement {
  const facts = factsOf(issues);
  return measure(`${name} from scratch`, 9, 3, () => () => {
    const index = new ReadinessIndex();
    index.setSource(facts);
    index.flush(0);
  });
}

/** Closes an issue or opens it again; each time another one. */
function oneChanged(name: string, issues: readonly Issue[], runs: number): Measurement {
  const index = new ReadinessIndex();
  let current = issues;
  index.setSource(factsOf(current));
  index.flush(0);
  const random = seeded(3);
  return measure(`${name}, one issue changes`, runs, Math.ceil(runs / 2), () => {
    const at = Math.floor(random() * current.length);
    current = current.map((other, i) =>
      i === at ? { ...other, trackerStatus: other.trackerStatus === 'open' ? 'closed' : 'open' } : other,
    );
    const facts = factsOf(current);
    return () => {
      index.setSource(facts);
      index.flush(0);
    };
  });
}

/** All figures, in a few seconds. */
export function readinessBench(): Measurement[] {
  const large = grouped(100_000, 3);
  return [
    fromScratch('100,000 issues, 300,000 edges', large),
    fromScratch('100,000 issues, 300,000 edges, one cluster', layered(100_000, 3)),
    fromScratch('100,000 issues, 300,000 edges, one knot', tangled(100_000, 3)),
    oneChanged('100,000 issues, 300,000 edges', large, 200),
    oneChanged('10,000 issues, 30,000 edges', grouped(10_000, 3), 200),
    oneChanged('10,000 issues, 30,000 edges, one cluster', layered(10_000, 3), 40),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.table(
    Object.fromEntries(
      readinessBench().map(({ figure, medianMs, fastestMs, slowestMs, runs }) => [
        figure,
        { 'median ms': round(medianMs), 'fastest ms': round(fastestMs), 'slowest ms': round(slowestMs), runs },
      ]),
    ),
  );
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
