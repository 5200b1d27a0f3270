/** Answers for how a status is written in lists and hovers. */
import type { Status } from '../domain/readiness';
import { say } from '../domain/words';

/** A codicon and a word for each. */
export function statusWord(status: Status): string {
  switch (status) {
    case 'inProgress':
      return `$(play-circle) ${say('in progress')}`;
    case 'ready':
      return `$(circle-large-outline) ${say('ready')}`;
    case 'blocked':
      return `$(lock) ${say('blocked')}`;
    case 'deferred':
      return `$(clock) ${say('deferred')}`;
    case 'other':
      return `$(question) ${say('other')}`;
    case 'done':
      return `$(pass) ${say('done')}`;
  }
}
