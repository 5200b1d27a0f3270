/** Hours of trouble with the loopback GitHub, in simulated time, while its issues change. */
import { attemptAll, numbered, type ChaosSetting, type Scenario } from '../scenario';
import type { Chance } from '../chance';
import { Promises } from './promises';
import { Simulation } from './simulation';
import { drawTrouble } from './troubles';
import { compareLists } from './compareLists';
import { changeIssues } from './changeIssues';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const troubled = { full: 6 * hourMs, short: hourMs / 2 };
const attempts = { full: 4, short: 1 };
/** All pages are read again every hour, and twice where much is gone. */
const recoveryMs = 4 * hourMs;
/** Of requests an hour: little enough that it is used up now and then. */
const budget = { least: 25, most: 60 };
/** How often a person asks, while they are at it. */
const clickEverySeconds = { least: 5, most: 240 };
const openIssues = { least: 120, most: 450 };
const shown = 4;
/** No more is added to troubles that still wait for their requests: some answers are to be good. */
const mostWaiting = 4;

export const github: Scenario = {
  name: 'github',
  claim: 'the list never empties, no request goes beyond the budget or into a pause, and in the end all is there',
  limitSeconds: { full: 1_200, short: 120 },
  run: (setting) =>
    attemptAll(setting, numbered(setting.short ? attempts.short : attempts.full), 1, (_, chance) =>
      survives(setting, chance),
    ),
};

async function survives({ short, signal, tally }: ChaosSetting, chance: Chance): Promise<string | null> {
  const simulation = await Simulation.begin(chance, chance.between(openIssues.least, openIssues.most));
  const promises = new Promises(simulation);
  const { clock, server, scout } = simulation;
  const begunMs = clock.nowMs();
  try {
    server.limits.core = chance.between(budget.least, budget.most);
    server.limits.graphql = chance.between(budget.least, budget.most);
    await Promise.race([scout.refresh(), simulation.passTo(begunMs + 5 * minuteMs, signal)]);
    const troubles = await trouble(
      simulation,
      promises,
      chance,
      begunMs + (short ? troubled.short : troubled.full),
      signal,
    );
    const overMs = clock.nowMs();
    const difference = await recover(simulation, promises, signal);
    if (signal.aborted) return 'its time was up';
    const hours = ((overMs - begunMs) / hourMs).toFixed(1);
    const minutes = Math.round((clock.nowMs() - overMs) / minuteMs);
    tally.note(
      `${hours} h, ${troubles.length} troubles, ${promises.requests} requests, whole again after ${minutes} min`,
    );
    const broken = [...promises.broken, ...(difference === null ? [] : [difference])];
    if (broken.length === 0) return null;
    return `${broken.slice(0, shown).join('; ')} (${broken.length} in all; last troubles: ${troubles.slice(-shown).join(', ')})`;
  } finally {
    await simulation.end();
  }
}

/** @returns what went wrong on purpose */
async function trouble(
  simulation: Simulation,
  promises: Promises,
  chance: Chance,
  untilMs: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { clock, server, credentials, attention, scout } = simulation;
  const known = credentials.found;
  const names: string[] = [];
  const at = {
    server,
    revoke: (revoked: boolean): void => {
      for (const token of server.state.tokens.values()) token.revoked = revoked;
      if (!revoked) credentials.change(known);
    },
    after: (delayMs: number) => new Promise<void>((resolve) => clock.schedule(delayMs, resolve)),
    pausedBy: promises.pausedBy.bind(promises),
  };
  const isOver = (): boolean => signal.aborted;
  while (clock.nowMs() < untilMs && !isOver()) {
    const next = drawTrouble(chance, at);
    const isMore = server.faults.left < mostWaiting;
    if (isMore) {
      names.push(next.name);
      next.begin();
    }
    changeIssues(chance, simulation);
    if (chance.odds(0.3)) attention.becomes(chance.pick(['watching', 'near', 'away']));
    const pauseMs = chance.between(1, 5) * minuteMs;
    const passedMs = clock.nowMs() + Math.max(isMore ? next.lastsMs : 0, pauseMs);
    while (clock.nowMs() < passedMs && !isOver()) {
      const clickMs = clock.nowMs() + 1000 * chance.between(clickEverySeconds.least, clickEverySeconds.most);
      await simulation.passTo(Math.min(clickMs, passedMs), signal);
      scout.refresh('user').catch(() => undefined);
    }
    if (isMore) next.end();
    promises.look();
  }
  return names;
}

/** All is well again: until the list is the server's. @returns what differs in the end; null: nothing */
async function recover(simulation: Simulation, promises: Promises, signal: AbortSignal): Promise<string | null> {
  const { clock, server, attention } = simulation;
  server.faults.clear();
  await server.faults.settled();
  attention.becomes('watching');
  const untilMs = clock.nowMs() + recoveryMs;
  for (;;) {
    const difference = compareLists(simulation);
    if (difference === null || clock.nowMs() >= untilMs || signal.aborted) return difference;
    await simulation.passTo(clock.nowMs() + minuteMs, signal);
    promises.look();
  }
}
