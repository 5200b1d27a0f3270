/** Answers for a Chromium to look at the workbench with: the machine's own, or one from npm that needs no root. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { cachePath, projectRoot } from './paths';
import { setUpOnce } from './setUpOnce';

interface BrowserProgram {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemFonts = ['/usr/share/fonts', '/usr/local/share/fonts'];
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser; it ends with this process. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, environment } = await findBrowser();
  return chromium.launch({
    executablePath: executable,
    args: launchArguments,
    env: { ...definedEnvironment(), ...environment },
  });
}

async function findBrowser(): Promise<BrowserProgram> {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return { executable: named, environment: {} };
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const folder of ['/usr/bin', ...folders]) {
    const found = commandNames.map((name) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return { executable: found, environment: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found. Install one, or name its executable in CHROMIUM_PATH.');
  }
  return unpackedBrowser();
}

async function unpackedBrowser(): Promise<BrowserProgram> {
  const folder = await setUpOnce(cachePath(`chromium-${packageVersion()}`), unpack);
  const fontConfig = path.join(folder, 'fonts.conf');
  const fonts = [path.join(folder, 'fonts'), ...systemFonts].map((place) => `  <dir>${place}</dir>`);
  const cache = `  <cachedir>${path.join(folder, 'font-cache')}</cachedir>`;
  writeFileSync(fontConfig, ['<?xml version="1.0"?>', '<fontconfig>', ...fonts, cache, '</fontconfig>', ''].join('\n'));
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH ?? ''].filter(
    (place) => place !== '',
  );
  return {
    executable: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: libraries.join(path.delimiter), FONTCONFIG_FILE: fontConfig },
  };
}

async function unpack(scratch: string): Promise<void> {
  console.log('Unpacking a browser (once)');
  await promisify(execFile)(process.execPath, [path.join(projectRoot, 'test', 'rig', 'unpackChromium.mjs')], {
    // The libraries are unpacked only where the package sees the platform it was made for.
    env: { ...process.env, TMPDIR: scratch, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
}

function packageVersion(): string {
  const manifest = path.join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
