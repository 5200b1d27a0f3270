/** Answers for what is known of a number without asking: issues that were read, and the pull requests they name. */
import type { ResolvedReference } from '../domain/commitReference';
import type { Issue } from '../domain/issue';
import { StatusRules } from '../domain/statusRules';
import type { ReferenceQuery, RemoteSource, TrackerSource } from '../ports/tracker';

/** Ids of issues and pull requests: `12`, `#12`, `owner/name#12`. */
const writtenId = /^(?:([^#\s]+\/[^#\s]+)?#)?([1-9]\d{0,8})$/;

export class ReferenceKnowledge {
  private readonly answers = new Map<string, ResolvedReference>();

  constructor(remote: RemoteSource, source: Pick<TrackerSource, 'rules'>, issues: readonly Issue[]) {
    const rules = new StatusRules(source.rules);
    for (const issue of issues) {
      const state = rules.standing(issue).done ? 'closed' : 'open';
      // Of an issue without an address of its own there is nothing to open.
      if (issue.url !== null) this.add(remote, issue.id, { kind: 'issue', title: issue.title, url: issue.url, state });
    }
    for (const issue of issues) {
      for (const { id, title, url, state } of issue.remote?.pullRequests ?? []) {
        this.add(remote, id, { kind: 'pullRequest', title, url, state: state === 'draft' ? 'open' : state });
      }
    }
  }

  get(query: ReferenceQuery): ResolvedReference | null {
    return this.answers.get(referenceKey(query)) ?? null;
  }

  private add(remote: RemoteSource, id: string, answer: ResolvedReference): void {
    const match = writtenId.exec(id);
    if (match === null) return;
    const key = referenceKey({ repository: match[1] ?? remote.repository, number: Number(match[2]) });
    if (!this.answers.has(key)) this.answers.set(key, answer);
  }
}

/** One for all spellings of a repository: servers do not tell upper from lower case in its name. */
export const referenceKey = ({ repository, number }: ReferenceQuery): string => `${repository.toLowerCase()}#${number}`;
