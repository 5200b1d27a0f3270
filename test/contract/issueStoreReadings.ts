/** Readings of every shape a tracker may hand over, for property-based tests. */
import fc from 'fast-check';
import {
  excerptLimit,
  type Edge,
  type Excerpt,
  type Issue,
  type Priority,
  type PullRequest,
  type RecordProblem,
  type RemoteFacts,
} from '../../src/domain/issue';
import type { StoredReading } from '../../src/ports/issueStore';

/** Any string JavaScript has: astral characters, lone surrogates, control characters, NUL. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\0', 'a\0b', '\u0001', '\u0001"', '\ud800', 'a\udc00b', '\ufeffx', '💩', "it's", '[]', 'null'),
);
const textOrNull = fc.option(text);
const moment = fc.option(fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }));

const edge: fc.Arbitrary<Edge> = fc.record({ kind: text, id: text, scope: textOrNull, reversed: fc.boolean() });

const count = fc.nat(1_000);

const pullRequest: fc.Arbitrary<PullRequest> = fc.record({
  id: text,
  title: text,
  url: text,
  state: fc.constantFrom<PullRequest['state']>('open', 'draft', 'closed', 'merged'),
  review: fc.constantFrom<PullRequest['review']>('approved', 'changesRequested', 'required', null),
  mergedAtMs: moment,
});

const remote: fc.Arbitrary<RemoteFacts> = fc.record({
  pullRequests: fc.array(pullRequest, { maxLength: 3 }),
  outside: fc.boolean(),
  subIssues: fc.option(fc.record({ completed: count, total: count })),
});

const excerpt: fc.Arbitrary<Excerpt> = fc.record({
  text: fc.oneof(
    text.filter((each) => each !== '').map((each) => each.slice(0, excerptLimit)),
    fc.constant('漢'.repeat(excerptLimit)),
  ),
  isWhole: fc.boolean(),
});

const localIssue: fc.Arbitrary<Issue> = fc.record({
  id: text,
  title: text,
  trackerStatus: text,
  notWork: fc.boolean(),
  priority: fc.option(fc.constantFrom<Priority>(0, 1, 2, 3, 4)),
  type: textOrNull,
  labels: fc.array(text, { maxLength: 4 }),
  assignees: fc.array(text, { maxLength: 3 }),
  author: textOrNull,
  phase: textOrNull,
  started: fc.boolean(),
  createdAtMs: moment,
  updatedAtMs: moment,
  closedAtMs: moment,
  deferUntilMs: moment,
  url: textOrNull,
  location: fc.option(fc.record({ path: text, line: fc.nat() })),
  edges: fc.array(edge, { maxLength: 4 }),
});

const issue: fc.Arbitrary<Issue> = fc.oneof(
  localIssue,
  fc.tuple(localIssue, excerpt).map(([facts, known]) => ({ ...facts, excerpt: known })),
  fc.tuple(localIssue, remote, excerpt).map(([facts, known, said]) => ({ ...facts, remote: known, excerpt: said })),
);

const problem: fc.Arbitrary<RecordProblem> = fc.record({
  path: textOrNull,
  line: fc.option(fc.nat()),
  message: text,
});

const phases = fc.array(fc.record({ name: text, completed: count, total: count }), { maxLength: 3 });

const anyPlainReading: fc.Arbitrary<StoredReading> = fc.record({
  issues: fc.array(issue, { maxLength: 12 }),
  problems: fc.array(problem, { maxLength: 4 }),
  via: text,
  confirmedAtMs: fc.nat(8_000_000_000_000),
  checkpoint: textOrNull,
});

export const anyReading: fc.Arbitrary<StoredReading> = fc.oneof(
  anyPlainReading,
  fc.tuple(anyPlainReading, phases).map(([reading, known]) => ({ ...reading, phases: known })),
);
