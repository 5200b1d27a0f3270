/** Answers for which VS Code tests run in: the desktop one where it can be downloaded and shown, else the server. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder, cachePath } from './paths';

export type VscodeChoice = { readonly kind: 'desktop'; readonly executable: string } | { readonly kind: 'server' };

/** What `--desktop` or `--server` on the command line force; null: whatever is possible. */
export type Forced = VscodeChoice['kind'] | null;

const updateSite = 'https://update.code.visualstudio.com/api/releases/stable';
const reachTimeoutMs = 5000;
const version = 'stable';

export function forcedBy(args: readonly string[]): Forced {
  if (args.includes('--desktop')) return 'desktop';
  return args.includes('--server') ? 'server' : null;
}

export async function chooseVscode(forced: Forced): Promise<VscodeChoice> {
  if (forced === 'server') return { kind: 'server' };
  if (forced === null && !(hasDisplay() && (await canDownload()))) return { kind: 'server' };
  try {
    return { kind: 'desktop', executable: await downloadAndUnzipVSCode({ version, cachePath: cachePath('desktop') }) };
  } catch (error) {
    if (forced === 'desktop') throw new Error('VS Code could not be downloaded.', { cause: error });
    console.log('VS Code could not be downloaded; the workbench server is used instead.');
    return { kind: 'server' };
  }
}

/** Whether windows can be shown here. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((name) => name !== undefined && name !== '');
}

/** Asked once a day: a machine without internet is not made to wait on every run. */
async function canDownload(): Promise<boolean> {
  const note = path.join(cacheFolder(), 'download.json');
  const today = new Date().toISOString().slice(0, 10);
  if (existsSync(note)) {
    const known = JSON.parse(readFileSync(note, 'utf8')) as { day: string; possible: boolean };
    if (known.day === today) return known.possible;
  }
  const possible = await fetch(updateSite, { method: 'HEAD', signal: AbortSignal.timeout(reachTimeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
  writeFileSync(note, JSON.stringify({ day: today, possible }));
  return possible;
}
