/** Answers for what the log says when a pause begins or ends. */
import type { RequestPause } from '../../domain/requests';
import type { Log } from '../../ports/log';

export class PauseNews {
  private known = new Map<string, RequestPause>();

  constructor(
    /** Host and account. */
    private readonly label: string,
    private readonly log: Log,
  ) {}

  tell(pauses: readonly RequestPause[]): void {
    const now = new Map(pauses.map((pause) => [`${pause.because} ${pause.resource ?? ''}`, pause]));
    for (const [key, pause] of now) {
      if (!this.known.has(key)) this.log.info(`${this.label}: ${sentence(pause)}`);
    }
    for (const [key, { resource }] of this.known) {
      if (!now.has(key)) this.log.info(`${this.label}: requests${of(resource)} go on.`);
    }
    this.known = now;
  }
}

function sentence({ because, resource, untilMs }: RequestPause): string {
  const until = new Date(untilMs).toISOString();
  switch (because) {
    case 'budget':
      return `the request budget${of(resource)} is used up; requests wait until ${until}.`;
    case 'limit':
      return `asked for a pause; requests wait until ${until}.`;
  }
}

const of = (resource: string | null): string => (resource === null ? '' : ` (${resource})`);
