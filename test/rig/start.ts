/** Answers for `npm start`: a real VS Code on a folder, or on a demo workspace, with the extension in it. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeDemoWorkspace } from './demoWorkspace';
import { buildForProduction, installIfChanged } from './extensionPackage';
import { cachePath, projectRoot } from './paths';
import { hasDisplay } from './vscodeChoice';
import { startWorkbench, type Settings } from './workbench';
import { installWorkbench } from './workbenchInstall';

const usage = `npm start [-- [FOLDER] [--no-open] [--port N] [--server | --desktop] [--fresh]]

  FOLDER      open this folder; without it a demo workspace is made and opened
  --no-open   print the address, open no browser
  --port N    let the workbench server listen on this port
  --server    use the workbench server even where a desktop VS Code is installed
  --desktop   use the desktop VS Code or fail
  --fresh     make the demo workspace anew, dropping what was changed in it`;

/** Written once; afterwards they are the user's. */
const firstSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'once',
};

class UsageError extends Error {}

interface Options {
  /** Null: the demo workspace. */
  readonly folder: string | null;
  readonly open: boolean;
  readonly port: number | null;
  readonly where: 'server' | 'desktop' | null;
  readonly fresh: boolean;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const folder = options.folder ?? demoFolder(options.fresh);
  const code = options.where === 'server' ? null : findOnPath('code');
  if (options.where === 'desktop' && code === null) throw new UsageError('There is no `code` on the PATH.');
  console.log('Building the extension');
  await buildForProduction();
  if (code !== null) await startDesktop(code, folder);
  else await startServer(folder, options);
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    console.log(usage);
    process.exit(0);
  }
  const [given, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Only one folder can be opened.');
  if (values.server === true && values.desktop === true) throw new UsageError('Choose one of --server and --desktop.');
  const folder = given === undefined ? null : path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (folder !== null && !(existsSync(folder) && statSync(folder).isDirectory())) {
    throw new UsageError(`There is no folder ${folder}.`);
  }
  return {
    folder,
    open: values['no-open'] !== true,
    port: values.port === undefined ? null : readPort(values.port),
    where: values.server === true ? 'server' : values.desktop === true ? 'desktop' : null,
    fresh: values.fresh === true,
  };
}

function parse(args: string[]) {
  const flag = { type: 'boolean' } as const;
  const options = {
    'no-open': flag,
    port: { type: 'string' },
    server: flag,
    desktop: flag,
    fresh: flag,
    help: flag,
  } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageError(`${text} is not a port.`);
  return port;
}

function demoFolder(fresh: boolean): string {
  const folder = cachePath('demo', 'shop');
  if (fresh || !existsSync(path.join(folder, '.git', 'index'))) {
    console.log('Making the demo workspace');
    makeDemoWorkspace(folder);
  }
  return folder;
}

async function startDesktop(code: string, folder: string): Promise<void> {
  console.log(`Opening ${folder} in the desktop VS Code`);
  const args = [`--extensionDevelopmentPath=${projectRoot}`, folder];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve(exitCode ?? 1);
    });
  });
}

async function startServer(folder: string, options: Options): Promise<void> {
  await installWorkbench();
  const extensionsDir = cachePath('server', 'extensions');
  const serverDataDir = cachePath('server', 'data');
  if (await installIfChanged(extensionsDir, serverDataDir)) console.log('Installed the extension');
  const hasSettings = existsSync(path.join(serverDataDir, 'data', 'User', 'settings.json'));
  const workbench = await startWorkbench({
    extensionsDir,
    serverDataDir,
    connectionToken: randomBytes(16).toString('hex'),
    trust: false,
    smokeDriver: false,
    ...(options.port !== null && { port: options.port }),
    ...(!hasSettings && { userSettings: firstSettings }),
  });
  const url = workbench.url({ folder });
  console.log(`\nVS Code with Context Scout on ${folder}:\n\n  ${url}\n\nPress Ctrl+C to end.`);
  if (options.open) openInBrowser(url);
  const end = (): void => {
    void workbench.dispose();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  await workbench.ended;
}

/** Where somebody sits in front of a screen. */
function openInBrowser(url: string): void {
  if (!hasDisplay()) return;
  const isLinux = process.platform === 'linux';
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : isLinux
        ? ['xdg-open', url]
        : ['rundll32', 'url.dll,FileProtocolHandler', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {
      console.log('No browser could be opened; open the address yourself.');
    })
    .unref();
}

function findOnPath(command: string): string | null {
  const lookup = process.platform === 'win32' ? 'where' : 'which';
  const { status, stdout } = spawnSync(lookup, [command], { encoding: 'utf8' });
  return status === 0 ? (stdout.split(/\r?\n/)[0] ?? null) : null;
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
