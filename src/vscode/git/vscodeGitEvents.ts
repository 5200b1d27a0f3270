/** Answers for the built-in git extension coming and going, and for telling when one of its repositories changed. */
import { extensions } from 'vscode';
import { DisposableStore } from '../../app/disposableStore';
import { Emitter } from '../../app/emitter';
import type { Disposable } from '../../ports/disposable';
import type { Log } from '../../ports/log';
import type { GitApi, GitExtension } from './gitApi';
import { RepositoryWatch } from './repositoryWatch';

const EXTENSION_ID = 'vscode.git';

/**
 * The extension may be missing (untrusted folder), disabled by a setting, or not yet done looking for
 * repositories; each of these can change while VS Code runs.
 */
export class VscodeGitEvents implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed: Emitter<string>;
  private readonly availability: Emitter<undefined>;
  private extension: GitExtension | null = null;
  private attached: { readonly api: GitApi; readonly store: DisposableStore } | null = null;
  private started: Promise<void> | null = null;
  private starting: Promise<void> | null = null;

  constructor(private readonly log: Log) {
    const onError = (error: unknown): void => {
      log.error('A listener to git changes failed', error);
    };
    this.changed = this.store.add(new Emitter<string>(onError));
    this.availability = this.store.add(new Emitter<undefined>(onError));
    this.store.add({
      dispose: () => {
        this.detach();
      },
    });
  }

  /** Fires with the root, as the extension spells it, of a repository that was opened, closed or changed. */
  onDidChange(listener: (root: string) => void): Disposable {
    return this.changed.event(listener);
  }

  /** Fires when `api` turns from null to something or back. */
  onDidChangeAvailability(listener: () => void): Disposable {
    return this.availability.event(listener);
  }

  /**
   * Begins to listen, starting the git extension where it is installed. Resolves when the extension has found the
   * repositories of the workspace, or cannot be had; it never rejects. Begins once, however often it is called.
   */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  private async begin(): Promise<void> {
    this.store.add(
      extensions.onDidChange(() => {
        if (this.extension === null) void this.connect();
      }),
    );
    await this.connect();
    await this.initialised();
  }

  /** The extension's API; null while the extension is missing, disabled or still looking for repositories. */
  get api(): GitApi | null {
    const api = this.attached?.api ?? null;
    return api?.state === 'initialized' ? api : null;
  }

  /** The git program VS Code uses; known before the repositories are. Null while the extension cannot be had. */
  get gitPath(): string | null {
    return this.attached?.api.git.path ?? null;
  }

  /** Roots of the open repositories, as the extension spells them. */
  repositories(): readonly string[] {
    return this.api?.repositories.map((repository) => repository.rootUri.fsPath) ?? [];
  }

  dispose(): void {
    this.store.dispose();
  }

  private connect(): Promise<void> {
    this.starting ??= this.activate().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  private async activate(): Promise<void> {
    const found = extensions.getExtension<GitExtension>(EXTENSION_ID);
    if (found === undefined) return;
    try {
      const extension = found.isActive ? found.exports : await found.activate();
      this.extension = extension;
      this.store.add(
        extension.onDidChangeEnablement((enabled) => {
          this.attachOrDetach(enabled);
        }),
      );
      this.attachOrDetach(extension.enabled);
    } catch (error) {
      this.log.warn(
        `The git extension could not be started: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private attachOrDetach(enabled: boolean): void {
    this.detach();
    if (!enabled || this.extension === null) {
      this.availability.fire(undefined);
      return;
    }
    const api = this.extension.getAPI(1);
    const store = this.store.add(new DisposableStore());
    this.attached = { api, store };
    store.add(
      new RepositoryWatch(api, (root) => {
        this.changed.fire(root);
      }),
    );
    store.add(
      api.onDidChangeState(() => {
        this.availability.fire(undefined);
      }),
    );
    this.availability.fire(undefined);
  }

  private detach(): void {
    this.attached?.store.dispose();
    this.attached = null;
  }

  /** Resolves when there is nothing more to wait for. */
  private initialised(): Promise<void> {
    const api = this.attached?.api;
    if (api === undefined || api.state === 'initialized') return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.onDidChangeAvailability(() => {
        if (this.api === null && this.attached !== null) return;
        listening.dispose();
        resolve();
      });
      this.store.add({
        dispose: () => {
          listening.dispose();
          resolve();
        },
      });
    });
  }
}
