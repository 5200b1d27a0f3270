/** kill -9 of a writing process at random points: whoever comes next finds whole files and all that was acknowledged. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../chance';
import { Acknowledged } from '../engine/acknowledged';
import { startEngine, type Engine } from '../engine/engine';
import type { EngineLine } from '../engine/engineMessages';
import { attemptAll, numbered, type ChaosSetting, type Scenario } from '../scenario';

/** Kills one after the other in one folder, where each finds what the others left. */
const killsEach = 5;
const attempts = { full: 100, short: 3 };
/** Processes at a time. */
const lanes = 2;
const mostIssues = 60;

export const kill: Scenario = {
  name: 'kill',
  claim: 'no file is unreadable, nothing acknowledged is lost',
  limitSeconds: { full: 1_800, short: 180 },
  run: async (setting) => {
    const names = numbered(setting.short ? attempts.short : attempts.full);
    const counts = { acknowledged: 0 };
    await attemptAll(setting, names, lanes, (name, chance) => survives(setting, name, chance, counts));
    setting.tally.note(`${counts.acknowledged} writes were acknowledged, ${killsEach} processes a folder`);
  },
};

async function survives(
  setting: ChaosSetting,
  name: string,
  chance: Chance,
  counts: { acknowledged: number },
): Promise<string | null> {
  const { programs, scratch, tally, signal } = setting;
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  const acknowledged = new Acknowledged();
  const troubles: string[] = [];
  const hear = (line: EngineLine): void => {
    acknowledged.hear(line);
    if (line.kind === 'warned') troubles.push(`it was warned: ${line.message}`);
    if (line.kind === 'failed') troubles.push(line.what);
  };
  const engine = (mode: 'write' | 'look', at: string): Promise<Engine> =>
    startEngine(programs, { folder, name: at, issues: mostIssues, mode }, hear);
  for (let round = 1; round <= killsEach && !signal.aborted; round++) {
    await killed(await engine('write', `writer-${round}`), chance.of(round));
    const wrong = [...troubles, ...acknowledged.missing()];
    if (wrong.length > 0) return `kill ${round}: ${wrong.join('; ')}`;
  }
  const last = await engine('look', 'reader');
  const { code } = await last.program.ended;
  if (code !== 0) troubles.push('the cache cannot be loaded afterwards');
  const wrong = [...troubles, ...acknowledged.missing()];
  if (wrong.length > 0) return wrong.join('; ');
  // An attempt counts once by itself.
  tally.survive(killsEach - 1);
  counts.acknowledged += acknowledged.count;
  return null;
}

/** Most of the time in the middle of something: soon after it began to write. */
async function killed({ program }: Engine, chance: Chance): Promise<void> {
  const after = chance.between(0, 8);
  await program.line('{"kind":"found"');
  for (let at = 0, begun = 0; begun < after && program.isRunning; begun++) {
    await program.line(chance.odds(0.5) ? '{"kind":"saving"' : '{"kind":"keeping"', at);
    at = program.lines.length;
  }
  await delay(chance.odds(0.7) ? chance.next() * 12 : chance.next() * 80);
  await program.kill();
}
