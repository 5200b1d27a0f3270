/** Engines on one cache, killed and suspended at random: no acknowledged write is lost, no old epoch holds, somebody leads. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../chance';
import { startEngine } from '../engine/engine';
import { attemptAll, numbered, type ChaosSetting, type Scenario } from '../scenario';
import { Fleet } from './fleet';
import { Watchman } from './watchman';

const lastsMs = { full: 60_000, short: 12_000 };
/** Long enough that another takes over: the leader is suspended so, first of all. */
const firstSuspensionMs = 9_500;
const attempts = { full: 3, short: 1 };
const engines = ['ada', 'bo', 'cy'] as const;
const issues = 40;
/** A suspended one is missed after three to four beats of two seconds; some of these are shorter, some longer. */
const suspensionMs = { least: 50, most: 14_000, short: 3_000 };
/** A write is over after about as much. */
const mostOfWriteMs = 12;
const pauseMs = { least: 100, most: 1_800 };
const lookEveryMs = 250;
/** So long after the last one goes on, all is written. */
const settleMs = 1_500;
const shown = 4;

export const windows: Scenario = {
  name: 'windows',
  claim: 'no acknowledged write is lost, none of an old epoch holds, somebody always leads',
  limitSeconds: { full: 420, short: 90 },
  run: (setting) =>
    attemptAll(setting, numbered(setting.short ? attempts.short : attempts.full), 1, (name, chance) =>
      survives(setting, name, chance),
    ),
};

async function survives(setting: ChaosSetting, name: string, chance: Chance): Promise<string | null> {
  const { programs, scratch, short, tally, signal } = setting;
  const folder = path.join(scratch, name);
  const watchman = new Watchman();
  const fleet = new Fleet(programs, { folder, issues, mode: 'window' }, watchman);
  await Promise.all(engines.map((engine) => fleet.start(engine)));
  const leader = await fleet.whoLeads(signal);
  if (leader === null) return 'nobody leads at the beginning';
  await fleet.suspend(leader, firstSuspensionMs, chance.next() * mostOfWriteMs);
  const goesOnMs = performance.now() + firstSuspensionMs + settleMs;
  const untilMs = performance.now() + (short ? lastsMs.short : lastsMs.full);
  const looking = setInterval(() => {
    watchman.lookWhoLeads(fleet.awake);
  }, lookEveryMs);
  let acts = 1;
  try {
    while (performance.now() < untilMs && !signal.aborted) {
      await delay(chance.between(pauseMs.least, pauseMs.most));
      const any = chance.pick(engines);
      // It is the leader's end that matters most.
      const engine = chance.odds(0.6) ? (fleet.leader ?? any) : any;
      // The first one is not to be killed before it went on, as one that was overtaken.
      if (engine === leader && performance.now() < goesOnMs) continue;
      acts++;
      if (chance.odds(0.4)) await fleet.killAndRestart(engine, chance.between(0, 1_500));
      else {
        const forMs = chance.between(suspensionMs.least, short ? suspensionMs.short : suspensionMs.most);
        await fleet.suspend(engine, forMs, chance.next() * mostOfWriteMs);
      }
    }
    await fleet.allGoOn();
    await delay(settleMs);
  } finally {
    clearInterval(looking);
    await fleet.end();
  }
  const last = await startEngine(programs, { folder, issues, mode: 'look', name: 'reader' }, (line) => {
    watchman.hear('reader', line);
  });
  await last.program.ended;
  const { acknowledged, loads, longestWithoutLeaderMs } = watchman;
  const troubles = [...watchman.troubles, ...acknowledged.missing(), ...acknowledged.overtaken()];
  tally.note(
    `${fleet.kills} killed, ${fleet.suspensions} suspended; ${acknowledged.count} writes acknowledged, ${loads} loads; ` +
      `longest without a leader ${(longestWithoutLeaderMs / 1000).toFixed(1)} s; newest epoch ${watchman.newestEpoch}`,
  );
  if (troubles.length > 0) return `${troubles.slice(0, shown).join('; ')} (${troubles.length} in all)`;
  tally.survive(Math.max(0, acts - 1));
  return null;
}
