/** Answers for what other extensions get from `extensions.getExtension(…).exports`; contextScout.d.ts describes it. */
import type { ContextScout } from '../app/contextScout';
import { DisposableStore } from '../app/disposableStore';
import type { ProjectContext } from '../domain/context';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { ContextChangeEvent, ContextJson, ContextScoutApi, ContextScoutError } from '../protocol/contextScout';
import type { IssueAnswers } from './panel/issueDetails';
import type { Painted } from './panel/panelSession';
import { PublicContext } from './publicContext';
import { kindOf, PublicEvent, type ListenerSurroundings } from './publicEvent';

export interface PublicApiMeans extends ListenerSurroundings {
  readonly scout: Pick<ContextScout, 'context' | 'onDidChange' | 'refresh' | 'sync' | 'uses'>;
  readonly clock: Pick<Clock, 'nextTurn'>;
  readonly isTrusted: () => boolean;
  readonly internals: Internals;
}

/** What tests and measurements look at: no part of the API, and not in its types. */
export interface Internals {
  /** The last frame of the panel that was painted; null before the first. */
  readonly painted: Painted | null;
  /** What webviews are answered about one issue. */
  readonly answers: IssueAnswers;
}

/** Where {@link Internals} are found on the exports, by whoever knows. */
export const internalsKey = 'context-scout.internals';

export class PublicApi implements Disposable {
  readonly exports: ContextScoutApi;

  private readonly lifetime = new DisposableStore();
  private readonly closing = new AbortController();
  private readonly contexts: PublicContext;

  constructor(private readonly means: PublicApiMeans) {
    const { scout, clock } = means;
    this.contexts = new PublicContext(clock);
    const changes = this.lifetime.add(new PublicEvent<ContextChangeEvent>(means));
    this.lifetime.add(
      scout.onDidChange(({ context: { revision } }) => {
        changes.fire(Object.freeze({ revision }));
      }),
    );
    const api = {
      version: 1,
      getContext: (options: unknown) => this.untilClosed(() => this.getContext(options)),
      onDidChangeContext: changes.event,
      sync: (source: unknown) => this.untilClosed(() => this.sync(source)),
    } satisfies ContextScoutApi;
    const internals: Internals = {
      get painted() {
        return means.internals.painted;
      },
      answers: means.internals.answers,
    };
    Object.defineProperty(api, Symbol.for(internalsKey), { value: internals });
    // One object for all extensions: none can change it for the others.
    this.exports = Object.freeze(api);
  }

  /** What is asked for and what comes later rejects. */
  dispose(): void {
    this.closing.abort();
    this.lifetime.dispose();
  }

  private async getContext(options: unknown = {}): Promise<ContextJson> {
    const all = wantsAll(options);
    const context = await this.snapshot();
    // What nobody worked in for long is read again for whoever asks.
    this.means.scout.uses.used(null);
    return this.contexts.of(context, all);
  }

  private async sync(source: unknown): Promise<ContextJson> {
    const { scout, isTrusted } = this.means;
    if (source === undefined) return this.contexts.of(await scout.sync(), false);
    if (typeof source !== 'string') throw new TypeError(`a source is named by its id, not by ${kindOf(source)}`);
    const known = (await this.snapshot()).sources.map(({ id }) => id);
    if (!known.includes(source)) throw unknownSource(source, known, isTrusted());
    return this.contexts.of(await scout.sync(source), false);
  }

  /** The latest; the first where there is none yet, as soon as it is published. */
  private async snapshot(): Promise<ProjectContext> {
    const { scout } = this.means;
    if (scout.context !== null) return scout.context;
    const listening = new DisposableStore();
    try {
      const published = new Promise<ProjectContext>((resolve) => {
        listening.add(
          scout.onDidChange(({ context }) => {
            resolve(context);
          }),
        );
      });
      return await Promise.race([published, scout.refresh()]);
    } finally {
      listening.dispose();
    }
  }

  private untilClosed<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.closing;
    const closed = (): ContextScoutError => failure('closed', 'Context Scout was closed.');
    if (signal.aborted) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      const onClosed = (): void => {
        reject(closed());
      };
      signal.addEventListener('abort', onClosed, { once: true });
      void work()
        .then(resolve, reject)
        .finally(() => {
          signal.removeEventListener('abort', onClosed);
        });
    });
  }
}

/** @throws a `TypeError` when these are no options. */
function wantsAll(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(`options are an object such as { all: true }, not ${kindOf(options)}`);
  const { all = false } = options as { readonly all?: unknown };
  if (typeof all !== 'boolean') throw new TypeError(`the option "all" is true or false, not ${kindOf(all)}`);
  return all;
}

function unknownSource(source: string, known: readonly string[], trusted: boolean): ContextScoutError {
  const present = known.length === 0 ? 'none was found' : `there are ${known.join(', ')}`;
  const restricted = trusted
    ? ''
    : ' This window is in Restricted Mode: no server is asked and no program is run, files alone are read.';
  return failure('unknownSource', `There is no source "${source}"; ${present}.${restricted}`);
}

const failure = (code: ContextScoutError['code'], message: string): ContextScoutError =>
  Object.assign(new Error(message), { code });
