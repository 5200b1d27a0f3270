/** Answers for what a person is told after they signed in or typed a token: who that is there, or what is wrong. */
import type { SourceContext } from '../../domain/context';
import { describeFailure } from '../../domain/failure';

export interface AccountMessage {
  readonly isGood: boolean;
  readonly text: string;
}

/**
 * @param sources as they are after the reading that followed
 * @param what `account` or `token`, as the person gave it
 */
export function accountMessage(
  sources: readonly Pick<SourceContext, 'remote' | 'error'>[],
  host: string,
  what: 'account' | 'token',
): AccountMessage {
  const here = sources.filter(({ remote }) => remote?.host === host);
  const [first] = here;
  if (first === undefined) {
    return { isGood: true, text: `The ${what} is kept, and acts when a folder has a remote at ${host}.` };
  }
  const via = what === 'token' ? 'token' : 'editor';
  const refused = here.find(
    ({ error, remote }) => error?.failure.kind === 'unauthorized' || remote?.account?.via !== via,
  );
  if (refused !== undefined) {
    const why = refused.error === null ? `${host} did not accept the ${what}.` : describeFailure(refused.error.failure);
    return { isGood: false, text: why };
  }
  const acting = `${host} knows you as ${first.remote?.account?.name ?? 'the owner of the token'}.`;
  const [failing] = here.flatMap(({ error }) => error ?? []);
  if (failing === undefined) return { isGood: true, text: acting };
  return { isGood: false, text: `${acting} ${describeFailure(failing.failure)}` };
}
