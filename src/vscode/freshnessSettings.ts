/** Answers for what a person set about freshness: whatever stands in the settings, a policy that can be used comes out. */
import { defaultFreshnessPolicy, type FactKind, type FreshnessPolicy } from '../domain/freshness';
import { defaultActivityPolicy, type ActivityPolicy } from '../domain/repositoryActivity';

export interface FreshnessChoice {
  readonly freshness: FreshnessPolicy;
  readonly activity: ActivityPolicy;
  /** What is not as it should be, a sentence each; the default stands in for it. */
  readonly complaints: readonly string[];
}

/** @param value settings by their names below `contextScout.freshness` */
export function readFreshness(value: (name: string) => unknown): FreshnessChoice {
  const complaints: string[] = [];
  return {
    freshness: readPolicy(value, complaints),
    activity: readActivity(value('activity'), complaints),
    complaints,
  };
}

const secondMs = 1_000;
const minuteMs = 60_000;

/** Numbers with which timers stay within what timers can wait for. */
const longestPeriodSeconds = 86_400;
const mostPeriods = 20;
const longestMinutes = 10_080;
const mostRepositories = 10_000;

/** A server is not asked as often as one's own disk. */
const leastSeconds: Readonly<Record<FactKind, number>> = {
  conflicts: 1,
  repositoryState: 1,
  status: 1,
  branch: 1,
  remotes: 1,
  remoteTracker: 30,
  trackerFiles: 1,
};

interface Range {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly byDefault: number;
}

function readPolicy(value: (name: string) => unknown, complaints: string[]): FreshnessPolicy {
  const { periodsMs, ageingAfterPeriods: ageing, staleAfterPeriods: stale } = defaultFreshnessPolicy;
  const periods = asObject(value('periods'), 'periods', Object.keys(periodsMs), complaints);
  const period = (kind: FactKind): number => {
    const byDefault = periodsMs[kind] / secondMs;
    const range = { name: `periods.${kind}`, least: leastSeconds[kind], most: longestPeriodSeconds, byDefault };
    return secondMs * readNumber(periods[kind], range, complaints);
  };
  const threshold = (name: string, byDefault: number): number =>
    readNumber(value(name), { name, least: 0.1, most: mostPeriods, byDefault }, complaints);
  const ageingAfterPeriods = threshold('ageingAfterPeriods', ageing);
  const staleAfterPeriods = threshold('staleAfterPeriods', stale);
  const fits = ageingAfterPeriods <= staleAfterPeriods;
  if (!fits) complaints.push(tell('staleAfterPeriods', 'it is less than ageingAfterPeriods', `${ageing} and ${stale}`));
  return {
    periodsMs: {
      conflicts: period('conflicts'),
      repositoryState: period('repositoryState'),
      status: period('status'),
      branch: period('branch'),
      remotes: period('remotes'),
      remoteTracker: period('remoteTracker'),
      trackerFiles: period('trackerFiles'),
    },
    ...(fits ? { ageingAfterPeriods, staleAfterPeriods } : { ageingAfterPeriods: ageing, staleAfterPeriods: stale }),
  };
}

function readActivity(value: unknown, complaints: string[]): ActivityPolicy {
  const names = ['activeMinutes', 'activeKeptMinutes', 'idleMinutes', 'idleKeptMinutes', 'top'];
  const given = asObject(value, 'activity', names, complaints);
  const { activeMs, activeKeptMs, idleMs, idleKeptMs, topCount } = defaultActivityPolicy;
  const read = (name: string, most: number, byDefault: number): number =>
    readNumber(given[name], { name: `activity.${name}`, least: 0, most, byDefault }, complaints);
  const minutes = (name: string, defaultMs: number): number =>
    minuteMs * read(name, longestMinutes, defaultMs / minuteMs);
  const active = minutes('activeMinutes', activeMs);
  const idle = minutes('idleMinutes', idleMs);
  const fits = active <= idle;
  const defaults = `${activeMs / minuteMs} and ${idleMs / minuteMs}`;
  if (!fits) complaints.push(tell('activity.idleMinutes', 'it is less than activeMinutes', defaults));
  return {
    activeMs: fits ? active : activeMs,
    idleMs: fits ? idle : idleMs,
    activeKeptMs: minutes('activeKeptMinutes', activeKeptMs),
    idleKeptMs: minutes('idleKeptMinutes', idleKeptMs),
    topCount: Math.floor(read('top', mostRepositories, topCount)),
  };
}

/** Empty for what is no object; what nobody knows in it is told and left out. */
function asObject(
  value: unknown,
  name: string,
  names: readonly string[],
  complaints: string[],
): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complaints.push(tell(name, 'it is no object', 'the defaults'));
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!names.includes(key)) complaints.push(`contextScout.freshness.${name}: there is no ${JSON.stringify(key)}.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function readNumber(value: unknown, { name, least, most, byDefault }: Range, complaints: string[]): number {
  if (value === undefined) return byDefault;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  complaints.push(tell(name, `it is no number from ${least} to ${most}`, String(byDefault)));
  return byDefault;
}

const tell = (name: string, why: string, used: string): string =>
  `contextScout.freshness.${name} cannot be used: ${why}. It is taken as ${used}.`;
