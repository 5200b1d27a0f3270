/** Answers for one running VS Code workbench server on a loopback port. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment, startGuarded } from './guardedProcess';
import { installWorkbench } from './workbenchInstall';

/** Settings as in a `settings.json`. */
export type Settings = Readonly<Record<string, unknown>>;

export interface WorkbenchOptions {
  readonly extensionsDir: string;
  /** Holds settings, storage and logs; a fresh folder is a fresh VS Code. */
  readonly serverDataDir: string;
  /** Null: everyone on this machine may connect. */
  readonly connectionToken: string | null;
  /** True: every folder is trusted. False: workspace trust works as it does for users. */
  readonly trust: boolean;
  /** Accepts an extension under development, and a test entry, from the URL. */
  readonly smokeDriver: boolean;
  /** Default: a free one. */
  readonly port?: number;
  readonly userSettings?: Settings;
  readonly machineSettings?: Settings;
  /** Added to the environment of the server and its extension host. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface UrlOptions {
  readonly folder: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

export interface Workbench {
  readonly port: number;
  /** Where a browser finds the workbench on a folder. */
  readonly url: (options: UrlOptions) => string;
  /** What the server has printed so far. */
  readonly output: () => string;
  /** Resolves when the server has ended. */
  readonly ended: Promise<void>;
  /** Ends the server and all processes it started. */
  readonly dispose: () => Promise<void>;
}

const host = '127.0.0.1';
const readyTimeoutMs = 60_000;

/** Installs the server when it is not there yet, starts it and waits until it listens. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const program = await installWorkbench();
  writeSettings(path.join(options.serverDataDir, 'data', 'User'), options.userSettings);
  writeSettings(path.join(options.serverDataDir, 'data', 'Machine'), options.machineSettings);
  mkdirSync(options.extensionsDir, { recursive: true });
  const server = startGuarded(
    program.node,
    [program.serverMain, ...serverArguments(options)],
    cleanEnvironment(options.environment),
  );
  try {
    const [, port] = await server.waitForOutput(/Extension host agent listening on (\d+)/, readyTimeoutMs);
    return {
      port: Number(port),
      url: (target) => workbenchUrl(Number(port), options.connectionToken, target),
      output: server.output,
      ended: server.ended,
      dispose: server.dispose,
    };
  } catch (error) {
    await server.dispose();
    throw new Error(`The workbench server did not start:\n${server.output()}`, { cause: error });
  }
}

function serverArguments(options: WorkbenchOptions): string[] {
  return [
    ...['--host', host, '--port', String(options.port ?? 0)],
    ...(options.connectionToken === null
      ? ['--without-connection-token']
      : ['--connection-token', options.connectionToken]),
    ...(options.trust ? ['--disable-workspace-trust'] : []),
    ...(options.smokeDriver ? ['--enable-smoke-test-driver'] : []),
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', options.serverDataDir, '--extensions-dir', options.extensionsDir],
  ];
}

function writeSettings(folder: string, settings: Settings | undefined): void {
  if (settings === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

function workbenchUrl(port: number, connectionToken: string | null, target: UrlOptions): string {
  const remote = (file: string): string => `vscode-remote://${host}:${port}${uriPath(file)}`;
  const payload = [
    ...(target.extensionDevelopmentPath === undefined
      ? []
      : [['extensionDevelopmentPath', remote(target.extensionDevelopmentPath)]]),
    ...(target.extensionTestsPath === undefined ? [] : [['extensionTestsPath', remote(target.extensionTestsPath)]]),
  ];
  const url = new URL(`http://${host}:${port}/`);
  if (connectionToken !== null) url.searchParams.set('tkn', connectionToken);
  url.searchParams.set('folder', uriPath(target.folder));
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** A file path as the path of a URI: forward slashes, a slash before a drive letter. */
function uriPath(file: string): string {
  const slashed = file.split(path.sep).join('/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
