/** Answers for how one source reaches its repository: through the session all sources of the host share. */
import type { Failure } from '../../../domain/failure';
import type { HostStatus } from '../../../domain/requests';
import { err, ok, type Result } from '../../../domain/result';
import type { Disposable } from '../../../ports/disposable';
import type { ChosenRepository, RepositoryAccess } from './access';
import type { AskOptions, GitHubApi } from './api';
import { servedRepository, type RemoteChoice } from './chooseRemote';
import type { GraphqlFeatures } from './graphqlFeatures';
import type { GitHubHost } from './hosts';
import { fullName } from './remoteAddress';
import type { GitHubSession } from './session';

export class SessionAccess implements RepositoryAccess {
  readonly remote: string;

  constructor(
    private readonly session: GitHubSession,
    private readonly choice: RemoteChoice,
    /** Sentences beside those about the repository. */
    private readonly notes: readonly string[],
  ) {
    this.remote = fullName(choice.address);
  }

  get host(): GitHubHost {
    return this.session.host;
  }

  get requests(): HostStatus | null {
    return this.session.requests;
  }

  api(signal: AbortSignal): Promise<GitHubApi> {
    return this.session.api(signal);
  }

  introduce(signal: AbortSignal): void {
    // Where it fails, what the source itself asks fails as well, and is told.
    this.session.validated(signal).catch(() => undefined);
  }

  features(signal: AbortSignal): Promise<Result<GraphqlFeatures, Failure>> {
    return this.session.features(signal);
  }

  async choose(api: GitHubApi, options: AskOptions): Promise<Result<ChosenRepository, Failure>> {
    const answer = await api.get(`/repos/${this.remote}`, options);
    if (!answer.ok) return answer;
    const served = answer.value.kind === 'changed' ? servedRepository(this.choice, answer.value.data) : null;
    if (served !== null) return ok({ ...served, notes: [...served.notes, ...this.notes] });
    return err({
      kind: 'malformed',
      what: `${this.remote} on ${this.host.name}`,
      detail: 'the answer is no repository',
    });
  }

  onDidChange(listener: () => void): Disposable {
    return this.session.onDidChange(listener);
  }

  probe(): void {
    this.session.probe();
  }
}
