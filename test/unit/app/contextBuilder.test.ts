import { describe, expect, it } from 'vitest';
import { ContextBuilder, type Knowledge } from '../../../src/app/contextBuilder';
import { afterSuccess, unreadSource, type SourceState } from '../../../src/app/sourceState';
import { defaultFreshnessPolicy } from '../../../src/domain/freshness';
import type { Issue } from '../../../src/domain/issue';
import type { Home } from '../../../src/ports/workspace';
import { FakeTracker } from '../../fakes/fakeTracker';
import { blocks, issueOf } from '../../fakes/issues';

const home: Home = { root: '/w/shop', name: 'shop', isGit: false, within: null };
const never = new AbortController().signal;

/** Each issue waits for the one before it, the first for the last: what comes first is judged anew at the end. */
const chain = (length: number, title = 'Same'): readonly Issue[] =>
  Array.from({ length }, (_, at) =>
    issueOf(`s-${at}`, { title, edges: at === 1 ? [] : [blocks(`s-${at === 0 ? length - 1 : at - 1}`)] }),
  );

async function stateOf(issues: readonly Issue[]): Promise<SourceState> {
  const [source] = await new FakeTracker([]).discover(home);
  if (source === undefined) throw new Error('no source');
  never.throwIfAborted();
  const reading = { issues, problems: [], via: 'fake', checkpoint: null };
  return afterSuccess(unreadSource(source, home), reading, 1, null);
}

const knowledge = (state: SourceState): Knowledge => ({
  homes: [home],
  sources: [state],
  repositories: new Map(),
  ofOneMoment: true,
  references: () => [],
  quietAfterDays: 0,
  freshness: defaultFreshnessPolicy,
  readsByItself: () => true,
});

describe('ContextBuilder', () => {
  it('gives the same snapshot whether much is taken in at once or in portions', async () => {
    const state = await stateOf(chain(1_500));
    const atOnce = new ContextBuilder().build(knowledge(state), 5);
    const builder = new ContextBuilder();
    let turns = 0;
    await builder.feed([state], 5, () => {
      turns++;
      return Promise.resolve();
    });
    const inPortions = builder.build(knowledge(state), 5);
    expect(turns).toBeGreaterThan(2);
    expect(inPortions.context).toEqual(atOnce.context);
    expect(new Set(inPortions.changed)).toEqual(new Set(atOnce.changed));
    expect(inPortions.removed).toEqual([]);
  });

  it('takes another list in the place of a long one in portions, and tells what went', async () => {
    const before = await stateOf(chain(1_500));
    const builder = new ContextBuilder();
    builder.build(knowledge(before), 5);
    const after = {
      ...before,
      reading: { issues: chain(1_200, 'Other'), problems: [], via: 'fake', checkpoint: null },
    };
    expect(builder.hasMuchToTakeIn([after])).toBe(true);
    await builder.feed([after], 6, () => Promise.resolve());
    const change = builder.build(knowledge(after), 6);
    expect(change.context.issues).toEqual(new ContextBuilder().build(knowledge(after), 6).context.issues);
    expect(change.removed).toHaveLength(300);
    expect(change.changed).toHaveLength(1_200);
  });

  it('has little to take in when one of many changed', async () => {
    const issues = chain(1_500);
    const before = await stateOf(issues);
    const builder = new ContextBuilder();
    builder.build(knowledge(before), 5);
    const changed = issues.with(10, issueOf('s-10', { title: 'New', edges: [blocks('s-9')] }));
    const after = { ...before, reading: { issues: changed, problems: [], via: 'fake', checkpoint: null } };
    const steps: number[] = [];
    await builder.feed([after], 6, () => {
      steps.push(1);
      return Promise.resolve();
    });
    expect(builder.build(knowledge(after), 6).changed).toContain('fake:shop#s-10');
    expect(steps).toHaveLength(1);
  });

  it('takes in few changes at once, however far apart they are', async () => {
    const issues = chain(1_500);
    const before = await stateOf(issues);
    const builder = new ContextBuilder();
    builder.build(knowledge(before), 5);
    const changed = issues.with(0, issueOf('s-0', { title: 'New' })).with(1_499, issueOf('s-1499', { title: 'New' }));
    const after = { ...before, reading: { issues: changed, problems: [], via: 'fake', checkpoint: null } };
    expect(builder.hasMuchToTakeIn([after])).toBe(false);
  });

  it('lets a long list shrink, and a source go, in portions', async () => {
    const before = await stateOf(chain(1_500));
    const builder = new ContextBuilder();
    builder.build(knowledge(before), 5);
    const after = {
      ...before,
      reading: { issues: chain(1_500).slice(0, 10), problems: [], via: 'fake', checkpoint: null },
    };
    const sizes: number[] = [];
    const breathe = (): Promise<void> => {
      sizes.push(1);
      return Promise.resolve();
    };
    expect(builder.hasMuchToTakeIn([after])).toBe(true);
    await builder.feed([after], 6, breathe);
    expect(sizes.length).toBeGreaterThan(2);
    expect(builder.build(knowledge(after), 6).context.issues).toHaveLength(10);

    builder.build(knowledge(before), 7);
    expect(builder.hasMuchToTakeIn([])).toBe(true);
    sizes.length = 0;
    await builder.feed([], 8, breathe);
    expect(sizes.length).toBeGreaterThan(2);
    const gone = builder.build({ ...knowledge(before), sources: [] }, 8);
    expect(gone.context.issues).toEqual([]);
    expect(gone.removed).toHaveLength(1_500);
    expect(builder.hasMuchToTakeIn([])).toBe(false);
  });
});
