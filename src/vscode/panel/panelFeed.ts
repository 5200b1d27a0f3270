/** Answers for what all webviews show: one state that follows the snapshots, and what surrounds them. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { DisposableStore } from '../../app/disposableStore';
import { PatientActivity } from '../../app/patientActivity';
import type { ProjectContext } from '../../domain/context';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { PanelPatch, PanelState } from '../../protocol/messages';
import type { PanelSurroundings } from './panelHeader';
import { PanelProjection } from './panelState';

/** Revisions are the same for all readers: each patch fits whoever has the one before. */
export class PanelFeed implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly projection: PanelProjection;
  private readonly activity: PatientActivity;
  private readonly patches = this.lifetime.add(new vscode.EventEmitter<PanelPatch>());
  /** What changed, after {@link PanelFeed.state} did. */
  readonly onDidPatch = this.patches.event;
  private failure: string | null = null;
  private me: readonly string[] = [];

  constructor(
    private readonly scout: ContextScout,
    clock: Clock,
  ) {
    const update = (): void => {
      this.update();
    };
    this.activity = this.lifetime.add(new PatientActivity(scout, clock, update));
    this.projection = new PanelProjection(this.surroundings());
    update();
    this.lifetime.add(scout.onDidChange(update));
    this.lifetime.add(vscode.workspace.onDidChangeWorkspaceFolders(update));
    this.lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(update));
  }

  get state(): PanelState {
    return this.projection.state;
  }

  /** The snapshot behind the state; null before the first. */
  get context(): ProjectContext | null {
    return this.scout.context;
  }

  /** As `ContextScout.textOf`. */
  textOf(...of: Parameters<ContextScout['textOf']>): ReturnType<ContextScout['textOf']> {
    return this.scout.textOf(...of);
  }

  /** Shows why there is no snapshot; null when there is one again. */
  showFailure(failure: string | null): void {
    if (this.failure === failure) return;
    this.failure = failure;
    this.update();
  }

  /** Tells who the person at the window is: names in lower case. */
  showMe(names: readonly string[]): void {
    this.me = names;
    this.update();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private update(): void {
    const patch = this.projection.update(this.scout.context, this.surroundings());
    if (patch !== null) this.patches.fire(patch);
  }

  private surroundings(): PanelSurroundings {
    return {
      hasFolder: (vscode.workspace.workspaceFolders?.length ?? 0) > 0,
      trusted: vscode.workspace.isTrusted,
      syncing: this.activity.isShown,
      failure: this.failure,
      me: this.me,
    };
  }
}
