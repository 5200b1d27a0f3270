/** Answers for a real workbench in a real browser with the extension in it, for a test to use as a person would. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../rig/browser';
import { stageExtension } from '../../rig/stagedExtension';
import { startWorkbench, type Settings } from '../../rig/workbench';
import { quietSettings, type Theme } from './themes';
import { openWindow, type WorkbenchWindow } from './workbenchWindow';

export interface OpenOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** Default: `Dark Modern`. */
  readonly theme?: Theme;
  /** Size of the window in CSS pixels; default 1280 x 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Default true. False: the folder is untrusted and nothing asks about it. `ask`: VS Code asks, as it asks users. */
  readonly trusted?: boolean | 'ask';
  readonly userSettings?: Settings;
  /** Settings that hold on this machine only, such as those that name a program. */
  readonly machineSettings?: Settings;
  /** Default: the project itself, as an extension under development. Null: only what `extensionsDir` holds. */
  readonly extension?: string | null;
  /** Default: an empty one. */
  readonly extensionsDir?: string;
  /** What the window takes for the language of the editor; its own texts stay English. */
  readonly language?: string;
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The workbench, and its first window. */
export interface WorkbenchSession extends WorkbenchWindow {
  /** Where the server keeps settings, storage and logs. */
  readonly serverDataDir: string;
  /**
   * Opens another window on the same folder, with an extension host of its own. `apart`: as in another browser, which
   * knows no secret of this one, and which folders are trusted neither.
   */
  readonly openAnother: (where?: 'beside' | 'apart') => Promise<WorkbenchWindow>;
  /** Changes user settings and reloads the first window. */
  readonly changeSettings: (settings: Settings) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const defaultViewport = { width: 1280, height: 800 };
const defaultTheme: Theme = 'Dark Modern';

/** Opens the workbench on a folder; takes about three seconds. */
export async function openWorkbench(options: OpenOptions): Promise<WorkbenchSession> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'context-scout-e2e-'));
  const serverDataDir = path.join(scratch, 'data');
  const trusted = options.trusted ?? true;
  const settings: Settings = {
    ...quietSettings,
    'workbench.colorTheme': options.theme ?? defaultTheme,
    'security.workspace.trust.startupPrompt': trusted === 'ask' ? 'once' : 'never',
    ...options.userSettings,
  };
  const extension =
    options.extension === undefined ? stageExtension(path.join(scratch, 'extension')) : options.extension;
  const server = await startWorkbench({
    extensionsDir: options.extensionsDir ?? path.join(scratch, 'extensions'),
    serverDataDir,
    connectionToken: null,
    trust: trusted === true,
    smokeDriver: extension !== null,
    userSettings: settings,
    machineSettings: { 'remote.autoForwardPorts': false, ...options.machineSettings },
    ...(options.environment && { environment: options.environment }),
  });
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await server.dispose();
    throw error;
  });
  const dispose = async (): Promise<void> => {
    await browser.close();
    await server.dispose();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const viewport = options.viewport ?? defaultViewport;
    const theme = options.theme ?? defaultTheme;
    const url = server.url({
      folder: options.folder,
      ...(extension !== null && { extensionDevelopmentPath: extension }),
    });
    const context = await newContext(browser, viewport);
    if (options.language !== undefined) await context.addInitScript(setLanguage, options.language);
    const first = await openWindow(context, url, theme);
    return {
      ...first,
      serverDataDir,
      openAnother: async (where = 'beside') =>
        openWindow(where === 'beside' ? context : await newContext(browser, viewport), url, theme),
      changeSettings: async (changed) => {
        changeUserSettings(serverDataDir, changed);
        await first.reload();
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function newContext(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // Half of the key that secrets are kept with. The front end of code-server gives it, which is not part of this rig;
  // without it secrets would not outlive the page.
  const secretKey = randomBytes(32);
  await context.route('**/mint-key', (route) => route.fulfill({ body: secretKey }));
  return context;
}

/** Runs in the page before the workbench, as a language pack's messages do. */
function setLanguage(language: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
}

function changeUserSettings(serverDataDir: string, changed: Settings): void {
  const file = path.join(serverDataDir, 'data', 'User', 'settings.json');
  const present = JSON.parse(readFileSync(file, 'utf8')) as Settings;
  writeFileSync(file, JSON.stringify({ ...present, ...changed }));
}
