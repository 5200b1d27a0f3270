/** Answers for what a person is told after they signed in or typed a token: who that is there, or what is wrong. */
import type { SourceContext } from '../../domain/context';
import { describeFailure } from '../../domain/failure';
import { say } from '../../domain/words';

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
    return {
      isGood: true,
      text:
        what === 'token'
          ? say('The token is kept, and acts when a folder has a remote at {0}.', host)
          : say('The account is kept, and acts when a folder has a remote at {0}.', host),
    };
  }
  const via = what === 'token' ? 'token' : 'editor';
  const refused = here.find(
    ({ error, remote }) => error?.failure.kind === 'unauthorized' || remote?.account?.via !== via,
  );
  if (refused !== undefined) {
    const why = refused.error === null ? notAccepted(host, what) : describeFailure(refused.error.failure);
    return { isGood: false, text: why };
  }
  const acting = say('{0} knows you as {1}.', host, first.remote?.account?.name ?? say('the owner of the token'));
  const [failing] = here.flatMap(({ error }) => error ?? []);
  if (failing === undefined) return { isGood: true, text: acting };
  return { isGood: false, text: `${acting} ${describeFailure(failing.failure)}` };
}

const notAccepted = (host: string, what: 'account' | 'token'): string =>
  what === 'token' ? say('{0} did not accept the token.', host) : say('{0} did not accept the account.', host);
