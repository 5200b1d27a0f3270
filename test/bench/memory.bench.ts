/** Measures what 10,000 issues take in a real extension host, beside a host with an empty extension. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GitSandbox } from '../fakes/gitRepository';
import { makeDemoWorkspace } from '../rig/demoWorkspace';
import { median, type Figure } from './figure';
import { openGauged, showTenant, type GaugedPlace, type HostState, type Tenant } from './gaugedWindow';
import { generatedIssuesJsonl } from './generatedIssues';
import { makeRoadmapRepository } from './roadmapRepository';

const count = 10_000;
const rounds = 3;
/** By then the readings are remembered and the start's own garbage is of no use to anybody. */
const settleMs = 5_000;

const note =
  'In the extension host of the real workbench, view shown, after full collections; a round is a fresh window. The heap is that of the extension thread; resident memory is that of the whole process, so the database thread and what the engines keep for later are in it.';

/** Needs a production build. */
export async function* benchMemory(): AsyncGenerator<Figure> {
  const sandbox = await GitSandbox.create('bench');
  const environment = sandbox.isolation;
  try {
    const { repository } = await makeRoadmapRepository(sandbox, count);
    yield* await measure('roadmap', { folder: repository.root, environment });
    const folder = path.join(sandbox.folder, 'beads', 'shop');
    makeDemoWorkspace(folder);
    writeFileSync(path.join(folder, '.beads', 'issues.jsonl'), generatedIssuesJsonl(count, Date.now()));
    yield* await measure('Beads', { folder, environment });
  } finally {
    await sandbox.dispose();
  }
}

async function measure(name: string, place: GaugedPlace): Promise<readonly Figure[]> {
  const states: Record<Tenant, HostState[]> = { ours: [], empty: [] };
  for (let round = 0; round < rounds; round++) {
    for (const tenant of ['empty', 'ours'] as const) states[tenant].push(await stateOf(tenant, place));
  }
  const figure = (what: string, key: 'heapUsedBytes' | 'residentBytes', target: string): Figure => {
    const megabytes = (tenant: Tenant): number => median(states[tenant].map((state) => state[key])) / 1e6;
    return {
      figure: `${what}, ${count.toLocaleString('en')} ${name} issues`,
      value: megabytes('ours'),
      unit: 'MB',
      yardstick: { name: 'empty extension', value: megabytes('empty') },
      target,
      note,
    };
  };
  return [figure('host heap', 'heapUsedBytes', '+25 MB'), figure('resident memory of the host', 'residentBytes', '')];
}

async function stateOf(tenant: Tenant, place: GaugedPlace): Promise<HostState> {
  const window = await openGauged({ tenant, ...place });
  try {
    await showTenant(window);
    await delay(settleMs);
    return await window.ask('heap');
  } finally {
    await window.dispose();
  }
}
