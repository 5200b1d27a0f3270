/** Answers for how a status is written in lists and hovers. */
import type { Status } from '../domain/readiness';

/** A codicon and a word for each. */
export const statusWords: Readonly<Record<Status, string>> = {
  inProgress: '$(play-circle) in progress',
  ready: '$(circle-large-outline) ready',
  blocked: '$(lock) blocked',
  deferred: '$(clock) deferred',
  other: '$(question) other',
  done: '$(pass) done',
};
