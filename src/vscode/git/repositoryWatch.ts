/** Answers for listening to every repository the git extension has open, those opened later included. */
import { DisposableStore } from '../../app/disposableStore';
import type { Disposable } from '../../ports/disposable';
import type { ApiRepository, GitApi } from './gitApi';

export class RepositoryWatch implements Disposable {
  private readonly store = new DisposableStore();
  private readonly listening = new Map<ApiRepository, Disposable>();

  /** Calls `onChange` with the root of each repository that is opened, closed or changed from now on. */
  constructor(
    api: GitApi,
    private readonly onChange: (root: string) => void,
  ) {
    this.store.add(
      api.onDidOpenRepository((repository) => {
        this.listen(repository);
        onChange(repository.rootUri.fsPath);
      }),
    );
    this.store.add(
      api.onDidCloseRepository((repository) => {
        this.listening.get(repository)?.dispose();
        this.listening.delete(repository);
        onChange(repository.rootUri.fsPath);
      }),
    );
    for (const repository of api.repositories) this.listen(repository);
  }

  dispose(): void {
    this.store.dispose();
    for (const listener of this.listening.values()) listener.dispose();
    this.listening.clear();
  }

  private listen(repository: ApiRepository): void {
    this.listening.get(repository)?.dispose();
    const listener = repository.state.onDidChange(() => {
      this.onChange(repository.rootUri.fsPath);
    });
    this.listening.set(repository, listener);
  }
}
