/** Answers for the freshness indicator in the status bar. */
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import { PatientActivity } from '../app/patientActivity';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import { readSettings, settingsSection } from './settings';
import { statusText } from './statusText';

/** Ages are told in minutes. */
const tickMs = 30_000;

export class StatusBar implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly item = this.lifetime.add(
    vscode.window.createStatusBarItem('contextScout.freshness', vscode.StatusBarAlignment.Left, 9),
  );
  private readonly activity: PatientActivity;
  private tick: Disposable | null = null;

  constructor(
    private readonly scout: ContextScout,
    private readonly clock: Clock,
  ) {
    this.item.name = 'Context Scout';
    this.item.command = 'contextScout.syncNow';
    this.lifetime.add(
      scout.onDidChange(() => {
        this.render();
      }),
    );
    this.activity = this.lifetime.add(
      new PatientActivity(scout, clock, () => {
        this.render();
      }),
    );
    this.lifetime.add({ dispose: () => this.tick?.dispose() });
    this.lifetime.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settingsSection)) this.showOrHide();
      }),
    );
    this.render();
    this.showOrHide();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private showOrHide(): void {
    if (readSettings().statusBarVisible) this.item.show();
    else this.item.hide();
  }

  private render(): void {
    const { kind, text, spoken, tooltip } = statusText(this.scout.context, this.activity.isShown, this.clock.nowMs());
    this.item.text = text;
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
    this.item.tooltip = new vscode.MarkdownString(tooltip, true);
    this.item.backgroundColor = background(kind);
    this.tick?.dispose();
    // Live data has no age to tell.
    this.tick =
      kind === 'live' || kind === 'noTracker'
        ? null
        : this.clock.schedule(tickMs, () => {
            this.render();
          });
  }
}

function background(kind: ReturnType<typeof statusText>['kind']): vscode.ThemeColor | undefined {
  if (kind === 'error') return new vscode.ThemeColor('statusBarItem.errorBackground');
  if (kind === 'stale') return new vscode.ThemeColor('statusBarItem.warningBackground');
  return undefined;
}
