/** Answers for letting go of the files: texts of an issue as copies, and those that many issues share as one. */
import type { Issue } from '../../../domain/issue';

type Facts = Omit<Issue, 'location'>;

/** More different ones than any tracker has statuses, labels and people; then it begins anew. */
const mostShared = 20_000;

/**
 * V8 keeps the whole text alive of which another is a part, so an issue would keep its file. A part that short is a
 * copy already.
 */
const shortestPart = 13;

const copyOf = (text: string): string => (text.length < shortestPart ? text : Buffer.from(text).toString());

export class OwnTexts {
  private readonly shared = new Map<string, string>();

  /** The same facts, holding on to nothing else. */
  own(facts: Facts): Facts {
    const share = (text: string): string => this.share(text);
    return {
      ...facts,
      id: copyOf(facts.id),
      title: copyOf(facts.title),
      trackerStatus: share(facts.trackerStatus),
      type: facts.type === null ? null : share(facts.type),
      labels: facts.labels.map(share),
      assignees: facts.assignees.map(share),
      author: facts.author === null ? null : share(facts.author),
      phase: facts.phase === null ? null : share(facts.phase),
      url: facts.url === null ? null : copyOf(facts.url),
      edges: facts.edges.map((edge) => ({ ...edge, id: copyOf(edge.id) })),
    };
  }

  private share(text: string): string {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    if (this.shared.size >= mostShared) this.shared.clear();
    const copy = copyOf(text);
    this.shared.set(copy, copy);
    return copy;
  }
}
