/** Answers for a window whose extension host tells about itself: with our extension in it, or with the empty one. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench, type WorkbenchSession } from '../e2e/support/openWorkbench';
import type { Settings } from '../rig/workbench';
import { installBenchExtensions, installOurs } from './extensionsFolder';
import { waitFor } from './waitFor';

export type Tenant = 'ours' | 'empty';

/** For 10,000 issues on a busy machine. */
const patienceMs = 60_000;

/** What an extension host says of itself. */
export interface HostState {
  readonly heapUsedBytes: number;
  readonly residentBytes: number;
  /** Processor time since its start, of all its threads. */
  readonly cpuMs: number;
  /** Programs started so far, by the editor or any extension in it, with their arguments. */
  readonly started: readonly string[];
  /** Page faults of programs it started that have ended, by the kernel: they stay as long as none was; null: unknown. */
  readonly childFaults: number | null;
  /** Absolute paths of the CommonJS modules it has loaded. */
  readonly modules: readonly string[];
}

export interface GaugedWindow {
  readonly session: WorkbenchSession;
  /** Where our extension is installed; null in the empty window. */
  readonly extensionFolder: string | null;
  /** `heap`: collects garbage first. */
  readonly ask: (what: 'heap' | 'work') => Promise<HostState>;
  /** Revision of our latest snapshot; null in the empty window. */
  readonly revision: () => Promise<number | null>;
  readonly dispose: () => Promise<void>;
}

export interface GaugedPlace {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly machineSettings?: Settings;
}

/** Opens a window; no view is shown and nothing awaited yet but the gauge. Needs a production build. */
export async function openGauged({
  tenant,
  folder,
  environment,
  machineSettings,
}: GaugedPlace & { readonly tenant: Tenant }): Promise<GaugedWindow> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-gauge-'));
  const gauge = mkdtempSync(path.join(scratch, 'asks-'));
  const extensionsDir = path.join(scratch, 'extensions');
  installBenchExtensions(extensionsDir, tenant === 'empty' ? ['gauge', 'yardstick'] : ['gauge']);
  const extensionFolder = tenant === 'ours' ? installOurs(extensionsDir) : null;
  const remove = (): void => {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const session = await openWorkbench({
      folder,
      extension: null,
      extensionsDir,
      // The server looks for open ports all the time, with `ls` and `ps`, unless it is told to read them from outputs.
      machineSettings: { 'remote.autoForwardPortsSource': 'output', ...machineSettings },
      environment: { ...environment, GAUGE_FOLDER: gauge },
    });
    let asks = 0;
    const ask = async (what: string): Promise<unknown> => {
      await waitFor(() => existsSync(path.join(gauge, 'ready')), 'The gauge did not start.');
      const base = path.join(gauge, `${what}-${asks++}`);
      writeFileSync(`${base}.ask`, '');
      await waitFor(() => existsSync(`${base}.json`), 'The gauge did not answer.');
      return JSON.parse(readFileSync(`${base}.json`, 'utf8'));
    };
    return {
      session,
      extensionFolder,
      ask: async (what) => (await ask(what)) as HostState,
      revision: async () => ((await ask('revision')) as { readonly revision: number | null }).revision,
      dispose: async () => {
        await session.dispose();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Shows the tenant's view and waits until it is there, and ours has read its issues. */
export async function showTenant({ session, extensionFolder }: GaugedWindow): Promise<void> {
  if (extensionFolder !== null) {
    const panel = await session.showPanel();
    await panel.locator('.row[data-key]').first().waitFor({ timeout: patienceMs });
    await waitFor(
      async () => (await session.statusBarText()).includes('live'),
      'The issues were not read.',
      patienceMs,
    );
    return;
  }
  await session.page.locator('.part.activitybar .action-item .action-label[aria-label^="Yardstick"]').click();
  const hasRow = async (): Promise<boolean> => {
    const found = await Promise.all(
      session.page.frames().map((frame) =>
        frame
          .locator('.row[data-key]')
          .count()
          // A frame may go while it is asked.
          .catch(() => 0),
      ),
    );
    return found.some((count) => count > 0);
  };
  await waitFor(hasRow, 'The empty view did not show.');
}
