/** Composition root in VS Code: builds, registers, returns the public API. No logic. */
import * as vscode from 'vscode';
import { systemClock } from './adapters/clock/systemClock';
import { FallbackGitReader } from './adapters/git/fallbackGit';
import { systemRandom } from './adapters/random/systemRandom';
import { nodeFileWatcher } from './adapters/watch/nodeFileWatcher';
import { ContextScout } from './app/contextScout';
import { DisposableStore } from './app/disposableStore';
import * as compose from './composition';
import { aloneInTheWorld } from './ports/leadership';
import { editorAccounts } from './vscode/credentials/editorAccounts';
import { tellRefusal } from './vscode/credentials/tokenCommands';
import { followWorkspace } from './vscode/followWorkspace';
import { VscodeGitEvents } from './vscode/git/vscodeGitEvents';
import { VscodeGitReader } from './vscode/git/vscodeGitReader';
import { readGitSettings } from './vscode/git/vscodeGitSettings';
import { OutputLog } from './vscode/outputLog';
import { publicApi, type ContextScoutApi } from './vscode/publicApi';
import { readSettings } from './vscode/settings';
import { tellNotRemembered } from './vscode/tellNotRemembered';
import { userInterface } from './vscode/userInterface';
import { WindowAttention } from './vscode/windowAttention';
import { windowScope } from './vscode/windowScope';

/** A source that no watcher vouches for is read this often. */
const pollMs = 30_000;
/** By then the first rows are on the screen. */
const rememberAfterMs = 2_000;
/** A reading that only confirms what is stored is written this seldom. */
const confirmEveryMs = 300_000;

let end: (() => Promise<void>) | null = null;

export function activate(context: vscode.ExtensionContext): ContextScoutApi {
  const lifetime = new DisposableStore();
  context.subscriptions.push(lifetime);
  const { extensionUri, globalStorageUri, secrets } = context;
  const clock = systemClock;
  const log = lifetime.add(new OutputLog());
  const store = compose.issueStore(vscode.Uri.joinPath(globalStorageUri, 'cache').fsPath, clock, log);
  const accounts = lifetime.add(editorAccounts(secrets, clock, log, (refusal) => void tellRefusal(refusal)));
  const http = lifetime.add(compose.serverClients(log));
  const attention = lifetime.add(new WindowAttention(vscode.window, log));

  const gitEvents = lifetime.add(new VscodeGitEvents(log));
  const gitPath = (): string | null => gitEvents.gitPath;
  const { gitFilesReader } = compose;
  const readers = [
    new VscodeGitReader(() => gitEvents.api, gitFilesReader, readGitSettings),
    compose.gitProcessReader(gitPath),
    gitFilesReader,
  ];
  const remotes = compose.gitRemotes(gitPath);
  const commits = compose.gitCommits(gitPath);
  const { credentials } = accounts;
  const trackersOf = compose.trackerFactory({ clock, log, gitPath, servers: { http, credentials, remotes } });
  const scopeNow = windowScope({ trackersOf, gitReader: new FallbackGitReader(readers, log), gitFilesReader });

  const scout = lifetime.add(
    new ContextScout(
      {
        clock,
        log,
        random: systemRandom,
        workspace: compose.nodeWorkspace,
        quickGitReader: gitFilesReader,
        store,
        refStore: compose.refStore(store, clock, log),
        // A window on an untrusted folder writes nothing that others read, and runs nothing.
        remember: () => vscode.workspace.isTrusted,
        commits: () => (vscode.workspace.isTrusted ? commits : null),
        rememberAfterMs,
        confirmEveryMs: () => confirmEveryMs,
        trustStoredMs: null,
        onNotRemembered: tellNotRemembered,
        pollMs: () => pollMs,
        fileWatcher: nodeFileWatcher,
        remotes,
        attention,
        leadership: aloneInTheWorld,
        quietAfterDays: () => readSettings().quietDays,
      },
      scopeNow(),
    ),
  );
  end = () => scout.flush().then(() => store.close());
  const { panel } = lifetime.add(userInterface({ scout, store, accounts, http, log, clock, extensionUri }));
  attention.follow(panel);
  // What an earlier run read is asked for in a moment.
  if (vscode.workspace.workspaceFolders !== undefined) store.warmUp();
  lifetime.add(followWorkspace({ scout, panel, gitEvents, log, scopeNow }));
  return publicApi(scout, panel);
}

/** Writes what is waiting. */
export async function deactivate(): Promise<void> {
  await end?.();
}
