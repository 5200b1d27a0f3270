/** Answers for reading again when the window changes: folders, trust, settings, git. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import type { ScoutScope } from '../app/lanes';
import { DisposableStore } from '../app/disposableStore';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import type { VscodeGitEvents } from './git/vscodeGitEvents';
import type { PanelFeed } from './panel/panelFeed';
import { followUse } from './followUse';
import { settingsSection } from './settings';

export interface Followed {
  readonly scout: ContextScout;
  readonly feed: Pick<PanelFeed, 'showFailure'>;
  readonly gitEvents: VscodeGitEvents;
  readonly log: Log;
  /** The scope as window and settings have it now. */
  readonly scopeNow: () => ScoutScope;
}

/** Begins the first reading at once, and every later one when something changed. */
export function followWorkspace({ scout, feed, gitEvents, log, scopeNow }: Followed): Disposable {
  const lifetime = new DisposableStore();
  const read = async (reading: Promise<unknown>): Promise<void> => {
    try {
      await reading;
    } catch (error) {
      if (lifetime.isDisposed) return;
      log.error('the workspace could not be read', error);
      feed.showFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const rescope = (): void => {
    void read(scout.rescope(scopeNow()));
  };

  lifetime.add(
    scout.onDidChange(() => {
      feed.showFailure(null);
    }),
  );
  lifetime.add(followUse(scout));
  lifetime.add(vscode.workspace.onDidChangeWorkspaceFolders(rescope));
  lifetime.add(
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      rescope();
      void gitEvents.start();
    }),
  );
  lifetime.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingsSection)) rescope();
      else if (change.affectsConfiguration('git')) scout.gitMoved(null);
    }),
  );
  lifetime.add(
    gitEvents.onDidChange((root) => {
      scout.gitMoved(root);
    }),
  );
  lifetime.add(
    gitEvents.onDidChangeAvailability(() => {
      scout.gitMoved(null);
    }),
  );
  lifetime.add(
    vscode.workspace.onDidSaveTextDocument(() => {
      // Where the git extension works, it tells of a save itself.
      if (gitEvents.api === null && vscode.workspace.isTrusted) scout.gitMoved(null);
    }),
  );

  void read(scout.refresh()).then(() => {
    // The git extension may take its time to start; the first rows do not wait for it.
    if (vscode.workspace.isTrusted && !lifetime.isDisposed) void gitEvents.start();
  });
  return lifetime;
}
