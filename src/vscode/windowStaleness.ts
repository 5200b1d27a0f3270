/** Answers for what a window knows of growing old: the settings, what is used, and whom the editor's git vouches for. */
import * as vscode from 'vscode';
import type { StalenessPorts } from '../app/staleness';
import { DisposableStore } from '../app/disposableStore';
import { confirmAgainAfterMs } from '../domain/freshness';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import { LiveFreshness } from './liveFreshness';
import { UseMemento } from './useMemento';

export interface WindowStalenessMeans {
  readonly log: Log;
  /** Of the workspace. */
  readonly state: vscode.Memento;
  /** Whether the editor's own git told the state of the repository at `root` last. */
  readonly editorTells: (root: string) => boolean;
}

export interface WindowStaleness extends Disposable {
  readonly ports: Pick<
    StalenessPorts,
    'pollMs' | 'freshnessPolicy' | 'activityPolicy' | 'useStore' | 'tellsOfWorkTree'
  >;
}

export function windowStaleness({ log, state, editorTells }: WindowStalenessMeans): WindowStaleness {
  const lifetime = new DisposableStore();
  const settings = lifetime.add(new LiveFreshness(log));
  const refreshing = lifetime.add(new GitRefreshing());
  return {
    ports: {
      pollMs: () => confirmAgainAfterMs('trackerFiles', settings.policy),
      freshnessPolicy: () => settings.policy,
      activityPolicy: () => settings.activity,
      useStore: new UseMemento(state),
      tellsOfWorkTree: (root) => editorTells(root) && refreshing.isOn(root),
    },
    dispose: () => {
      lifetime.dispose();
    },
  };
}

/** Whether the editor's git looks at files as they change: `git.autorefresh`. */
class GitRefreshing implements Disposable {
  private readonly known = new Map<string, boolean>();
  private readonly listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('git.autorefresh')) this.known.clear();
  });

  isOn(root: string): boolean {
    const known = this.known.get(root);
    if (known !== undefined) return known;
    const isOn = vscode.workspace.getConfiguration('git', vscode.Uri.file(root)).get('autorefresh') !== false;
    this.known.set(root, isOn);
    return isOn;
  }

  dispose(): void {
    this.listening.dispose();
  }
}
