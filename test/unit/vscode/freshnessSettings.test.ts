import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFreshnessPolicy } from '../../../src/domain/freshness';
import { defaultActivityPolicy } from '../../../src/domain/repositoryActivity';
import { readFreshness, type FreshnessChoice } from '../../../src/vscode/freshnessSettings';
import { UseMemento } from '../../../src/vscode/useMemento';

interface Schema {
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Schema>> } };
};
const properties = manifest.contributes.configuration.properties;
const schemaOf = (name: string): Schema | undefined => properties[`contextScout.freshness.${name}`];
const read = (values: Readonly<Record<string, unknown>>): FreshnessChoice =>
  readFreshness((name) => (name in values ? values[name] : schemaOf(name)?.default));
const defaults: FreshnessChoice = {
  freshness: defaultFreshnessPolicy,
  activity: defaultActivityPolicy,
  complaints: [],
};

describe('the settings for freshness', () => {
  it('are by default what the policy has as its own, whether the manifest says so or nothing does', () => {
    expect(read({})).toEqual(defaults);
    expect(readFreshness(() => undefined)).toEqual(defaults);
  });

  it('have the same defaults for each part as for the whole', () => {
    for (const name of ['periods', 'activity']) {
      const parts = Object.entries(schemaOf(name)?.properties ?? {}).map(([part, each]) => [part, each.default]);
      expect(Object.fromEntries(parts)).toEqual(schemaOf(name)?.default);
    }
  });

  it('are taken as they are set', () => {
    const { freshness, activity, complaints } = read({
      periods: { status: 60, remoteTracker: 600.5 },
      ageingAfterPeriods: 2,
      staleAfterPeriods: 2,
      activity: { activeMinutes: 5, idleMinutes: 5, idleKeptMinutes: 0, top: 3 },
    });
    expect(complaints).toEqual([]);
    expect(freshness).toMatchObject({ ageingAfterPeriods: 2, staleAfterPeriods: 2 });
    expect(freshness.periodsMs).toEqual({
      ...defaultFreshnessPolicy.periodsMs,
      status: 60_000,
      remoteTracker: 600_500,
    });
    expect(activity).toMatchObject({ activeMs: 300_000, idleMs: 300_000, idleKeptMs: 0, topCount: 3 });
  });

  it.each<[string, unknown]>([
    ['periods', 'often'],
    ['periods', null],
    ['periods', { status: 0 }],
    ['periods', { status: -1, remoteTracker: 1, branch: Infinity }],
    ['periods', { status: '30' }],
    ['ageingAfterPeriods', 0],
    ['staleAfterPeriods', NaN],
    ['staleAfterPeriods', 0.5],
    ['activity', []],
    ['activity', { activeMinutes: 100 }],
    ['activity', { top: -1, idleKeptMinutes: 1e9 }],
  ])('fall back and say so where %s is %j', (name, value) => {
    const choice = read({ [name]: value });
    expect({ ...choice, complaints: [] }).toEqual(defaults);
    expect(choice.complaints.length).toBeGreaterThan(0);
    for (const complaint of choice.complaints) expect(complaint).toContain(`contextScout.freshness.${name}`);
  });

  it('keep the good parts of what is partly nonsense', () => {
    const { freshness, complaints } = read({ periods: { status: 'x', conflicts: 10, sources: 5 } });
    expect(freshness.periodsMs).toMatchObject({ status: 30_000, conflicts: 10_000 });
    expect(complaints).toHaveLength(2);
  });

  it('make a policy that can be used of whatever stands there', () => {
    const anything = fc.anything();
    fc.assert(
      fc.property(fc.record({ periods: anything, ageing: anything, stale: anything, activity: anything }), (set) => {
        const { freshness, activity } = read({
          periods: set.periods,
          ageingAfterPeriods: set.ageing,
          staleAfterPeriods: set.stale,
          activity: set.activity,
        });
        for (const periodMs of Object.values(freshness.periodsMs)) expect(periodMs).toBeGreaterThanOrEqual(1_000);
        expect(freshness.ageingAfterPeriods).toBeLessThanOrEqual(freshness.staleAfterPeriods);
        expect(activity.activeMs).toBeLessThanOrEqual(activity.idleMs);
        for (const value of Object.values(activity)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('the memory of uses', () => {
  it('gives back what was saved, and nothing of what is not understood', () => {
    let state: unknown;
    const memento = new UseMemento({
      get: () => state as never,
      update: (_key: string, value: unknown) => {
        state = JSON.parse(JSON.stringify(value));
        return Promise.resolve();
      },
    });
    const counts = new Map([['/w/shop', { score: 1.5, lastUsedAtMs: 7 }]]);
    memento.save(counts);
    expect(memento.load()).toEqual(counts);
    for (const value of [undefined, null, 'x', {}, [['/w']], [['/w', 'much', 1]], [[1, 2, 3]], [['/w', null, 1]]]) {
      state = value;
      expect(memento.load().size).toBe(0);
    }
  });

  it('does not mind a window that closes', () => {
    const memento = new UseMemento({
      get: () => undefined as never,
      update: () => Promise.reject(new Error('the window closes')),
    });
    expect(() => {
      memento.save(new Map());
    }).not.toThrow();
  });
});
