/** Answers for remembering the references of one source, and for saying once what does not work. */
import { describeFailure } from '../domain/failure';
import type { StoredSource } from '../ports/issueStore';
import type { StoredReferences } from '../ports/refStore';
import type { ReferencePorts } from './referencePorts';

export class ReferenceMemory {
  private complaint: string | null = null;

  constructor(
    private readonly ports: Pick<ReferencePorts, 'log' | 'refStore'>,
    private readonly source: StoredSource,
  ) {}

  /** What an earlier run remembered; null: nothing, or it cannot be had. */
  async load(): Promise<StoredReferences | null> {
    const found = await this.ports.refStore?.loadReferences(this.source);
    if (found === undefined) return null;
    if (found.ok) return found.value;
    this.complain(`the references of commits could not be read. ${describeFailure(found.error)}`);
    return null;
  }

  /** Settles when it is on disk, or cannot be. */
  async save(references: StoredReferences): Promise<void> {
    const saved = await this.ports.refStore?.saveReferences(this.source, references);
    if (saved?.ok === false && saved.error.kind !== 'closed') {
      this.complain(`the references of commits are not remembered. ${describeFailure(saved.error)}`);
    }
  }

  /** Logs a sentence, once as long as it is the same. */
  complain(sentence: string): void {
    if (this.complaint === sentence) return;
    this.complaint = sentence;
    this.ports.log.warn(`${this.source.id}: ${sentence}`);
  }
}
