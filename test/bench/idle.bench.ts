/** Measures what the extension costs while nobody does anything: programs started, and processor time of its host. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import type { Figure } from './figure';
import { openGauged, showTenant, type GaugedWindow, type HostState, type Tenant } from './gaugedWindow';

/** What a window does after its start (housekeeping of the editor, remembering of ours) is over by then. */
const settleMs = 10_000;

const note =
  'Two windows side by side on copies of the demo, each with its view shown: one with our extension, one with the empty one. Programs are counted in the extension host, whoever starts them; its search for open ports is off.';

/** Needs a production build. */
export async function benchIdle(seconds: number): Promise<readonly Figure[]> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-idle-'));
  const windows = new Map<Tenant, GaugedWindow>();
  try {
    for (const tenant of ['empty', 'ours'] as const) {
      const folder = path.join(scratch, tenant, 'shop');
      makeDemoWorkspace(folder);
      const window = await openGauged({ tenant, folder });
      windows.set(tenant, window);
      await showTenant(window);
    }
    await delay(settleMs);
    // The garbage of the start would be collected some time later, once.
    await askAll(windows, 'heap');
    await delay(settleMs);
    const before = await askAll(windows, 'work');
    await delay(seconds * 1_000);
    const after = await askAll(windows, 'work');
    const startedBy = (tenant: Tenant): readonly string[] =>
      of(after, tenant).started.slice(of(before, tenant).started.length);
    const cpuMs = (tenant: Tenant): number => of(after, tenant).cpuMs - of(before, tenant).cpuMs;
    const started = startedBy('ours');
    return [
      {
        figure: `programs started in ${seconds} idle seconds`,
        value: started.length,
        unit: 'count',
        yardstick: { name: 'empty extension', value: startedBy('empty').length },
        target: '0',
        note: started.length === 0 ? note : `${note} Started: ${[...new Set(started)].join('; ')}`,
      },
      {
        figure: `processor time of the host in ${seconds} idle seconds`,
        value: cpuMs('ours'),
        unit: 'ms',
        yardstick: { name: 'empty extension', value: cpuMs('empty') },
        target: '1.1x',
        note,
      },
    ];
  } finally {
    for (const window of windows.values()) await window.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function askAll(
  windows: ReadonlyMap<Tenant, GaugedWindow>,
  what: 'heap' | 'work',
): Promise<ReadonlyMap<Tenant, HostState>> {
  const states = await Promise.all([...windows].map(async ([tenant, { ask }]) => [tenant, await ask(what)] as const));
  return new Map(states);
}

function of(states: ReadonlyMap<Tenant, HostState>, tenant: Tenant): HostState {
  const state = states.get(tenant);
  if (state === undefined) throw new Error(`the window of ${tenant} was not asked`);
  return state;
}
