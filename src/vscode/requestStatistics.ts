/** Answers for the document that `Show Request Statistics` opens: current for as long as it is open. */
import * as vscode from 'vscode';
import { DisposableStore } from '../app/disposableStore';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { HttpClients } from '../ports/httpClient';
import type { Log } from '../ports/log';
import { requestDocument, requestLogLines } from './requestText';

const scheme = 'context-scout-requests';
const documentUri = (): vscode.Uri => vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Request Statistics')}.txt` });

/** Requests come in bursts, and times to wait run down. */
const refreshMs = 1_000;

const isOurs = ({ uri }: vscode.TextDocument): boolean => uri.toString() === documentUri().toString();

export class RequestStatisticsDocument implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly changed = this.lifetime.add(new vscode.EventEmitter<vscode.Uri>());
  private timer: Disposable | null = null;

  constructor(
    private readonly http: HttpClients,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.lifetime.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: () => {
          // Also when the editor of an earlier run is shown again.
          this.timer ??= this.afterAWhile();
          return requestDocument(http.all, clock.nowMs());
        },
      }),
    );
    this.lifetime.add({ dispose: () => this.timer?.dispose() });
  }

  /** Opens it, and writes the same into the log. */
  async show(): Promise<void> {
    for (const line of requestLogLines(this.http.all, this.clock.nowMs())) this.log.info(line);
    const document = await vscode.workspace.openTextDocument(documentUri());
    this.changed.fire(documentUri());
    await vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private refreshSoon(): void {
    this.timer?.dispose();
    this.timer = null;
    const isOpen = vscode.workspace.textDocuments.some((document) => isOurs(document) && !document.isClosed);
    if (!isOpen || this.lifetime.isDisposed) return;
    this.timer = this.afterAWhile();
  }

  private afterAWhile(): Disposable {
    return this.clock.schedule(refreshMs, () => {
      const isVisible = vscode.window.visibleTextEditors.some(({ document }) => isOurs(document));
      if (isVisible) this.changed.fire(documentUri());
      this.refreshSoon();
    });
  }
}
