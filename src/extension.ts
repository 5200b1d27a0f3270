/** Composition root in VS Code: builds, registers, returns the public API. No logic. */
import * as vscode from 'vscode';
import { systemClock } from './adapters/clock/systemClock';
import { FallbackGitReader } from './adapters/git/fallbackGit';
import { systemRandom } from './adapters/random/systemRandom';
import { nodeFileWatcher } from './adapters/watch/nodeFileWatcher';
import { ContextScout } from './app/contextScout';
import { DisposableStore } from './app/disposableStore';
import { Identity } from './app/identity';
import * as compose from './composition';
import type { ContextScoutApi } from './protocol/contextScout';
import { editorAccounts } from './vscode/credentials/editorAccounts';
import { tellRefusal } from './vscode/credentials/tokenCommands';
import { extensionIn } from './vscode/extensionIn';
import { followWorkspace } from './vscode/followWorkspace';
import { VscodeGitEvents } from './vscode/git/vscodeGitEvents';
import { VscodeGitReader } from './vscode/git/vscodeGitReader';
import { readGitSettings } from './vscode/git/vscodeGitSettings';
import { speakEditorLanguage } from './vscode/language';
import { OutputLog } from './vscode/outputLog';
import { issueAnswers } from './vscode/panel/issueDetails';
import { PublicApi } from './vscode/publicApi';
import { readSettings } from './vscode/settings';
import { userInterface } from './vscode/userInterface';
import { WindowAttention } from './vscode/windowAttention';
import { windowMemory } from './vscode/windowMemory';
import { windowScope } from './vscode/windowScope';
import { windowStaleness } from './vscode/windowStaleness';
import { readOwnNames } from './vscode/acting/workSettings';

let end: (() => Promise<void>) | null = null;

export function activate(context: vscode.ExtensionContext): ContextScoutApi {
  speakEditorLanguage();
  const lifetime = new DisposableStore();
  context.subscriptions.push(lifetime);
  const { extensionUri, globalStorageUri, secrets } = context;
  const clock = systemClock;
  const log = lifetime.add(new OutputLog());
  const cache = compose.sharedCache(vscode.Uri.joinPath(globalStorageUri, 'cache').fsPath, 'window', clock, log);
  const accounts = lifetime.add(editorAccounts(secrets, clock, log, (refusal) => void tellRefusal(refusal)));
  const http = lifetime.add(compose.serverClients(log));
  const attention = lifetime.add(new WindowAttention(vscode.window, log));

  const gitEvents = lifetime.add(new VscodeGitEvents(log));
  const gitPath = (): string | null => gitEvents.gitPath;
  const { gitFilesReader, nodeWorkspace: workspace } = compose;
  const fingerprint: typeof workspace.gitFingerprint = (root, signal) => workspace.gitFingerprint(root, signal);
  const editorGit = new VscodeGitReader(() => gitEvents.api, gitFilesReader, readGitSettings, fingerprint);
  const readers = [editorGit, compose.gitProcessReader(gitPath), gitFilesReader];
  const remotes = compose.gitRemotes(gitPath);
  const commits = compose.gitCommits(gitPath);
  const committers = compose.gitIdentity(gitPath);
  const servers = { http, credentials: accounts.credentials, remotes };
  const trackersOf = compose.trackerFactory({ clock, log, gitPath, servers });
  const gitReader = new FallbackGitReader(readers, log);
  const scopeNow = windowScope({ trackersOf, gitReader, gitFilesReader });
  const editorTells = (root: string): boolean => gitEvents.api !== null && gitReader.answererOf(root) === 'vscode';
  const staleness = lifetime.add(windowStaleness({ log, state: context.workspaceState, editorTells }));

  const scout = lifetime.add(
    new ContextScout(
      {
        clock,
        log,
        random: systemRandom,
        workspace,
        quickGitReader: gitFilesReader,
        ...cache.ports,
        ...windowMemory,
        // A window on an untrusted folder runs nothing.
        commits: () => (vscode.workspace.isTrusted ? commits : null),
        ...staleness.ports,
        fileWatcher: nodeFileWatcher,
        remotes,
        attention,
        quietAfterDays: () => readSettings().quietDays,
      },
      scopeNow(),
    ),
  );
  const identity = lifetime.add(
    new Identity({
      clock,
      log,
      reader: () => (vscode.workspace.isTrusted ? committers : compose.gitFilesIdentity),
      told: readOwnNames,
    }),
  );
  const acting = { gitWriter: compose.gitWriter(gitPath), gitApi: () => gitEvents.api, identity };
  end = () => scout.flush().then(() => cache.close());
  const { store } = cache;
  const { panel, board, feed } = lifetime.add(
    userInterface({ scout, store, accounts, http, log, clock, extensionUri, acting }),
  );
  attention.follow(panel);
  attention.follow(board);
  // What an earlier run read is asked for in a moment.
  if (vscode.workspace.workspaceFolders !== undefined) store.warmUp();
  lifetime.add(followWorkspace({ scout, feed, gitEvents, log, scopeNow }));
  return lifetime.add(
    new PublicApi({
      scout,
      clock,
      log,
      isTrusted: () => vscode.workspace.isTrusted,
      extensionIn: (stack) => extensionIn(stack, vscode.extensions.all, context.extension.id),
      internals: {
        get painted() {
          return panel.painted;
        },
        answers: issueAnswers(scout),
      },
    }),
  ).exports;
}

/** Writes what is waiting. */
export async function deactivate(): Promise<void> {
  await end?.();
}
