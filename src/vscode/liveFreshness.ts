/** Answers for the freshness settings as they are at the moment, read once for each change of them. */
import * as vscode from 'vscode';
import { DisposableStore } from '../app/disposableStore';
import type { FreshnessPolicy } from '../domain/freshness';
import type { ActivityPolicy } from '../domain/repositoryActivity';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import { readFreshness, type FreshnessChoice } from './freshnessSettings';
import { settingsSection } from './settings';

const section = `${settingsSection}.freshness`;

export class LiveFreshness implements Disposable {
  private readonly lifetime = new DisposableStore();
  private latest: FreshnessChoice | null = null;
  /** What was logged: the same nonsense is told once. */
  private readonly told = new Set<string>();

  constructor(private readonly log: Log) {
    this.lifetime.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(section)) this.latest = null;
      }),
    );
  }

  get policy(): FreshnessPolicy {
    return this.choice.freshness;
  }

  get activity(): ActivityPolicy {
    return this.choice.activity;
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private get choice(): FreshnessChoice {
    if (this.latest !== null) return this.latest;
    const settings = vscode.workspace.getConfiguration(section);
    this.latest = readFreshness((name) => settings.get(name));
    for (const complaint of this.latest.complaints) {
      if (this.told.has(complaint)) continue;
      this.told.add(complaint);
      this.log.warn(complaint);
    }
    return this.latest;
  }
}
