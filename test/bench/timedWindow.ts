/** Answers for a window in which the stopwatch has activated extensions, one after the other, and timed each. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench, type WorkbenchSession } from '../e2e/support/openWorkbench';
import { empty, ours } from './extensionsFolder';
import { waitFor } from './waitFor';

export interface TimedWindow {
  readonly session: WorkbenchSession;
  /** Milliseconds to load and activate each extension; null: it was active already. */
  readonly activationMs: Readonly<Record<string, number | null>>;
  /** Opens the window again, with all it has stored, and resolves when the extensions are active there. */
  readonly openAgain: () => Promise<void>;
}

export interface TimedWindowOptions {
  readonly folder: string;
  /** Holds the stopwatch and the extensions it is to activate. */
  readonly extensionsDir: string;
  /** Ids of extensions in the order they are activated; default: the empty one, then ours. */
  readonly order?: readonly string[];
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Needs a production build. */
export async function openTimed(options: TimedWindowOptions): Promise<TimedWindow> {
  const { folder, extensionsDir, order = [empty, ours], environment } = options;
  const place = mkdtempSync(path.join(os.tmpdir(), 'context-scout-stopwatch-'));
  const file = path.join(place, 'times.json');
  const activated = (): Promise<void> => waitFor(() => existsSync(file), 'The stopwatch wrote nothing.');
  const remove = (): void => {
    rmSync(place, { recursive: true, force: true });
  };
  try {
    const session = await openWorkbench({
      folder,
      extension: null,
      extensionsDir,
      environment: { ...environment, STOPWATCH_EXTENSIONS: order.join(','), STOPWATCH_FILE: file },
    });
    const dispose = async (): Promise<void> => {
      await session.dispose();
      remove();
    };
    try {
      await activated();
    } catch (error) {
      await dispose();
      throw error;
    }
    return {
      session: { ...session, dispose },
      activationMs: JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | null>,
      openAgain: async () => {
        rmSync(file);
        await session.reload();
        await activated();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Opens a window in which both extensions are active and ours has read its issues. */
export async function openActive(options: TimedWindowOptions): Promise<WorkbenchSession> {
  const { session } = await openTimed(options);
  await waitUntilLive(session);
  return session;
}

/** Resolves when our extension says that what it shows is live. */
export async function waitUntilLive(session: WorkbenchSession): Promise<void> {
  await waitFor(async () => (await session.statusBarText()).includes('live'), 'The issues were not read.', 60_000);
}
