/** Composition root in VS Code: builds, registers, returns the public API. No logic. */
import * as vscode from 'vscode';
import { systemClock } from './adapters/clock/systemClock';
import { FallbackGitReader } from './adapters/git/fallbackGit';
import { nodeFileWatcher } from './adapters/watch/nodeFileWatcher';
import { ContextScout } from './app/contextScout';
import type { ScoutScope } from './app/lanes';
import { DisposableStore } from './app/disposableStore';
import { gitFilesReader, gitProcessReader, issueStore, nodeWorkspace, trackerFactory } from './composition';
import { publicApi, type ContextScoutApi } from './vscode/publicApi';
import { panelViewId, registerCommands } from './vscode/commands';
import { VscodeGitEvents } from './vscode/git/vscodeGitEvents';
import { VscodeGitReader } from './vscode/git/vscodeGitReader';
import { readGitSettings } from './vscode/git/vscodeGitSettings';
import { OutputLog } from './vscode/outputLog';
import { PanelView } from './vscode/panel/panelView';
import { readSettings } from './vscode/settings';
import { StatusBar } from './vscode/statusBar';
import { followWorkspace } from './vscode/followWorkspace';
import { tellNotRemembered } from './vscode/tellNotRemembered';

/** A source that no watcher vouches for is read this often. */
const pollMs = 30_000;

/** By then the first rows are on the screen. */
const rememberAfterMs = 2_000;

let end: (() => Promise<void>) | null = null;

export function activate(context: vscode.ExtensionContext): ContextScoutApi {
  const lifetime = new DisposableStore();
  context.subscriptions.push(lifetime);
  const log = lifetime.add(new OutputLog());
  const store = issueStore(vscode.Uri.joinPath(context.globalStorageUri, 'cache').fsPath, systemClock, log);
  const gitEvents = lifetime.add(new VscodeGitEvents(log));

  const trackersOf = trackerFactory({ clock: systemClock, log, gitPath: () => gitEvents.gitPath });
  const scopeNow = (): ScoutScope => {
    const mayRun = vscode.workspace.isTrusted;
    const readers = [
      new VscodeGitReader(() => gitEvents.api, gitFilesReader, readGitSettings),
      gitProcessReader(() => gitEvents.gitPath),
      gitFilesReader,
    ];
    return {
      folders: (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath),
      trackers: trackersOf({ mayRun, quickStart: true, ...readSettings() }),
      gitReader: mayRun ? new FallbackGitReader(readers, log) : gitFilesReader,
    };
  };

  const scout = lifetime.add(
    new ContextScout(
      {
        clock: systemClock,
        log,
        workspace: nodeWorkspace,
        quickGitReader: gitFilesReader,
        store,
        // A window on an untrusted folder writes nothing that others read.
        remember: () => vscode.workspace.isTrusted,
        rememberAfterMs,
        onNotRemembered: tellNotRemembered,
        pollMs: () => pollMs,
        fileWatcher: nodeFileWatcher,
      },
      scopeNow(),
    ),
  );
  end = async () => {
    await scout.flush();
    await store.close();
  };
  const panel = lifetime.add(new PanelView(context.extensionUri, scout, log, systemClock));
  lifetime.add(vscode.window.registerWebviewViewProvider(panelViewId, panel));
  lifetime.add(registerCommands(scout, store, log));
  lifetime.add(new StatusBar(scout, systemClock));
  // What an earlier run read is asked for in a moment.
  store.warmUp();
  lifetime.add(followWorkspace({ scout, panel, gitEvents, log, scopeNow }));
  return publicApi(scout, panel);
}

/** Writes what is waiting. */
export async function deactivate(): Promise<void> {
  await end?.();
}
