/** Answers for how long readiness takes, from scratch and after one change; prints a table when run directly. */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { ContextBuilder, type Knowledge } from '../../src/app/contextBuilder';
import { afterSuccess, unreadSource } from '../../src/app/sourceState';
import type { Edge, Issue } from '../../src/domain/issue';
import type { SourceFacts } from '../../src/domain/readiness';
import { ReadinessIndex } from '../../src/domain/readinessIndex';
import type { SourceReading, TrackerSource } from '../../src/ports/tracker';
import type { Home } from '../../src/ports/workspace';
import { issueOf, plainRules } from '../fakes/issues';
import { median, printFigures, type Figure } from './figure';
import { seeded } from './seeded';
import { defaultFreshnessPolicy } from '../../src/domain/freshness';

const edge = (kind: string, to: number): Edge => ({ kind, id: `bd-${to}`, scope: null, reversed: false });

/**
 * Issues as teams have them: two in three are done; edges stay within groups of about 30, led by an epic
 * that is the parent of half of them; now and then an edge leads elsewhere.
 */
function grouped(count: number, edgesEach: number): Issue[] {
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
function tangled(count: number, edgesEach: number): Issue[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, i) => {
    const edges = Array.from({ length: edgesEach }, () => edge('blocks', Math.floor(random() * count)));
    return issue(i, 'open', edges);
  });
}

/** Nothing done, and edges to any earlier issue: one giant cluster without cycles. */
function layered(count: number, edgesEach: number): Issue[] {
  const random = seeded(13);
  return Array.from({ length: count }, (_, i) => {
    const edges = i === 0 ? [] : Array.from({ length: edgesEach }, () => edge('blocks', Math.floor(random() * i)));
    return issue(i, 'open', edges);
  });
}

const issue = (i: number, trackerStatus: string, edges: readonly Edge[]): Issue =>
  issueOf(`bd-${i}`, { trackerStatus, edges, createdAtMs: 1_700_000_000_000 + i * 60_000 });

const factsOf = (issues: readonly Issue[]): SourceFacts => ({
  id: 'beads:bench',
  aliases: [],
  rules: plainRules,
  issues,
});

/** Median of the runs that follow a few unmeasured ones. */
function measure(runs: number, prepare: () => () => void): number {
  const times: number[] = [];
  const warmUp = Math.ceil(runs / 3);
  for (let run = 0; run < warmUp + runs; run++) {
    const work = prepare();
    const start = performance.now();
    work();
    if (run >= warmUp) times.push(performance.now() - start);
  }
  return median(times);
}

/** The least any engine does: a map of all ids, one look-up and one object for each edge. */
function bareLookups(issues: readonly Issue[]): Figure['yardstick'] {
  const value = measure(9, () => () => {
    const byId = new Map(issues.map((issue) => [issue.id, issue]));
    const found = issues.map(({ edges }) => edges.map(({ kind, id }) => ({ kind, id, target: byId.get(id) })));
    if (found.length !== issues.length) throw new Error('an issue was lost');
  });
  return { name: 'bare look-ups', value };
}

function fromScratch(name: string, issues: readonly Issue[], target: string): Figure {
  const facts = factsOf(issues);
  const value = measure(9, () => () => {
    const index = new ReadinessIndex();
    index.setSource(facts);
    index.flush(0);
  });
  return { figure: `readiness of ${name} from scratch`, value, unit: 'ms', yardstick: bareLookups(issues), target };
}

/** The list after closing an issue or opening it again; each time another one. */
function* changing(issues: readonly Issue[]): Generator<readonly Issue[], never> {
  const random = seeded(3);
  for (let current = issues; ;) {
    const at = Math.floor(random() * current.length);
    current = current.map((other, i) =>
      i === at ? { ...other, trackerStatus: other.trackerStatus === 'open' ? 'closed' : 'open' } : other,
    );
    yield current;
  }
}

function oneChanged(name: string, issues: readonly Issue[], runs: number, target: string): Figure {
  const index = new ReadinessIndex();
  index.setSource(factsOf(issues));
  index.flush(0);
  const changes = changing(issues);
  const value = measure(runs, () => {
    const facts = factsOf(changes.next().value);
    return () => {
      index.setSource(facts);
      index.flush(0);
    };
  });
  return { figure: `readiness of ${name}, one issue changes`, value, unit: 'ms', yardstick: null, target };
}

const home: Home = { root: '/bench', name: 'bench', isGit: false, within: null };

const source: TrackerSource = {
  id: 'beads:bench',
  kind: 'beads',
  label: 'Beads',
  root: home.root,
  aliases: [],
  rules: plainRules,
  watch: [],
  polled: false,
  writer: null,
  resume: () => undefined,
  forget: () => undefined,
  fingerprint: () => Promise.resolve(null),
  read: () => Promise.reject(new Error('the bench hands over its readings itself')),
};

const noReferences: ReturnType<Knowledge['references']> = [];

const knowledgeOf = (issues: readonly Issue[]): Knowledge => {
  const reading: SourceReading = { issues, problems: [], via: 'bench', checkpoint: null };
  return {
    homes: [home],
    sources: [{ ...afterSuccess(unreadSource(source, home), reading, 0, null), watched: true }],
    repositories: new Map(),
    ofOneMoment: true,
    references: () => noReferences,
    quietAfterDays: 7,
    freshness: defaultFreshnessPolicy,
    readsByItself: () => true,
  };
};

/** From a new reading of the source to the published snapshot and the keys that differ. */
function nextSnapshot(issues: readonly Issue[], runs: number): Figure {
  const builder = new ContextBuilder();
  builder.build(knowledgeOf(issues), 0);
  const changes = changing(issues);
  const value = measure(runs, () => {
    const known = knowledgeOf(changes.next().value);
    return () => {
      const { changed } = builder.build(known, 0);
      if (changed.length === 0) throw new Error('the change was not seen');
    };
  });
  const figure = 'one changed issue of 10,000: new snapshot and its difference';
  return { figure, value, unit: 'ms', yardstick: null, target: '2 ms' };
}

/** All figures; takes about a minute. */
export function readinessBench(): Figure[] {
  const large = grouped(100_000, 3);
  return [
    fromScratch('100,000 issues, 300,000 edges', large, 'about 150 ms'),
    fromScratch('the same size as one cluster, nothing done', layered(100_000, 3), ''),
    fromScratch('the same size as one knot of cycles', tangled(100_000, 3), ''),
    oneChanged('100,000 issues', large, 200, 'less than 2 ms'),
    nextSnapshot(grouped(10_000, 3), 200),
    oneChanged('10,000 issues', grouped(10_000, 3), 200, 'less than 2 ms'),
    oneChanged('10,000 issues as one cluster', layered(10_000, 3), 40, ''),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printFigures(readinessBench());
