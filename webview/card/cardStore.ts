/** Answers for what a card says: asked of the host once a revision, and kept while that holds. */
import type { IssueDetails } from '../../src/protocol/issueDetails';
import { Observable } from '../state/observable';

/** What is asked of the host. It throws when the host says no. */
export type DetailsSupply = (key: string) => Promise<IssueDetails | null>;

/** Answers that are kept: those of a person who looks up and down a list. */
const kept = 50;

export class CardStore {
  /** What the card shows; null: there is no card. */
  readonly shown = new Observable<IssueDetails | null>(null);
  #wanted: string | null = null;
  #revision: number | null = null;
  readonly #answers = new Map<string, Promise<IssueDetails | null>>();
  readonly #known = new Map<string, IssueDetails>();

  constructor(private readonly supply: DetailsSupply) {}

  /** Answers of another revision are asked for again; what is shown stays until then. */
  setRevision(revision: number | null): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#answers.clear();
    this.#known.clear();
    if (this.#wanted !== null) void this.#show(this.#wanted);
  }

  /** Asks for what will be shown in a moment. */
  prepare(key: string): void {
    void this.#ask(key).catch(() => undefined);
  }

  /**
   * What was shown before stays until the answer is here, so that nothing flickers; an issue that is gone, or of which
   * the host says nothing, has no card.
   * @param key null: nothing is to be shown
   */
  async show(key: string | null): Promise<void> {
    this.#wanted = key;
    if (key === null) {
      this.shown.set(null);
      return;
    }
    const known = this.#known.get(key);
    if (known !== undefined) this.shown.set(known);
    else await this.#show(key);
  }

  async #show(key: string): Promise<void> {
    const revision = this.#revision;
    const details = await this.#ask(key).catch(() => null);
    if (this.#wanted === key && this.#revision === revision) this.shown.set(details);
  }

  #ask(key: string): Promise<IssueDetails | null> {
    const asked = this.#answers.get(key);
    if (asked !== undefined) return asked;
    const answer = this.supply(key);
    this.#keep(key, answer);
    return answer;
  }

  #keep(key: string, answer: Promise<IssueDetails | null>): void {
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > kept && oldest !== undefined) {
      this.#answers.delete(oldest);
      this.#known.delete(oldest);
    }
    answer.then(
      (details) => {
        if (details !== null && this.#answers.get(key) === answer) this.#known.set(key, details);
      },
      () => {
        // What failed once may not fail again.
        if (this.#answers.get(key) === answer) this.#answers.delete(key);
      },
    );
  }
}
