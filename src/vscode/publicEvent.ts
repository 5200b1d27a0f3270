/** Answers for telling listeners of other extensions: one that throws costs only itself, and is named in the log. */
import { Emitter } from '../app/emitter';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import type { Event } from '../protocol/contextScout';

export interface ListenerSurroundings {
  readonly log: Log;
  /** Id of the extension that a stack of calls leads to; null when it is none of those installed. */
  readonly extensionIn: (stack: string) => string | null;
}

export class PublicEvent<T> implements Disposable {
  private readonly emitter: Emitter<T>;
  private disposed = false;

  constructor(private readonly surroundings: ListenerSurroundings) {
    this.emitter = new Emitter<T>((error) => {
      surroundings.log.error('a listener could not be told', error);
    });
  }

  /** Once disposed nobody is told any more; subscribing is without effect. */
  readonly event: Event<T> = (listener: unknown, thisArgs?: unknown, disposables?: unknown) => {
    if (typeof listener !== 'function') throw new TypeError(`a listener is a function, not ${kindOf(listener)}`);
    if (disposables !== undefined && !Array.isArray(disposables))
      throw new TypeError(`disposables are an array, not ${kindOf(disposables)}`);
    const { stack = '' } = new Error('subscribed');
    const onError = (error: unknown): void => {
      // At the end of a window much is cut short.
      if (this.disposed) return;
      const extension = this.surroundings.extensionIn(stack) ?? 'another extension';
      this.surroundings.log.error(`a listener of ${extension} failed`, error);
    };
    const subscription = this.disposed
      ? { dispose: () => undefined }
      : this.emitter.event((value) => {
          try {
            const outcome: unknown = Reflect.apply(listener, thisArgs, [value]);
            if (outcome instanceof Promise) outcome.catch(onError);
          } catch (error) {
            onError(error);
          }
        });
    if (Array.isArray(disposables)) disposables.push(subscription);
    return subscription;
  };

  fire(value: T): void {
    this.emitter.fire(value);
  }

  dispose(): void {
    this.disposed = true;
    this.emitter.dispose();
  }
}

/** What a wrong argument is, in a word. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
