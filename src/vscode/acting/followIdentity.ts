/** Answers for knowing who the person at the window is while it is open: snapshots, trust and settings tell. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { DisposableStore } from '../../app/disposableStore';
import type { Identity } from '../../app/identity';
import type { Disposable } from '../../ports/disposable';
import { settingsSection } from '../settings';

/** @param show is told the names, now and whenever they change */
export function followIdentity(
  scout: ContextScout,
  identity: Identity,
  show: (names: readonly string[]) => void,
): Disposable {
  const lifetime = new DisposableStore();
  lifetime.add(identity.onDidChange(show));
  lifetime.add(
    scout.onDidChange(({ context }) => {
      identity.follow(context);
    }),
  );
  lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void identity.look()));
  lifetime.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${settingsSection}.me`)) void identity.look();
    }),
  );
  show(identity.names);
  return lifetime;
}
