/** Answers for what is shown of the chosen issue: asked for when it is chosen, and again whenever the state moves on. */
import type { Chain, ChainDirection, IssueDetails, IssueText } from '../../src/protocol/issueDetails';
import { RequestCancelledError } from '../../src/protocol/messenger';
import { Observable } from '../state/observable';

export interface DetailSupply {
  details(key: string): Promise<IssueDetails | null>;
  chain(key: string, direction: ChainDirection): Promise<Chain | null>;
  text(key: string): Promise<IssueText | null>;
}

export type Detail =
  | { readonly kind: 'nothing' }
  /** What was shown before stays until this is here; `key` is the one to come. */
  | { readonly kind: 'loading'; readonly key: string }
  /** It is not there any more. */
  | { readonly kind: 'gone'; readonly key: string }
  /** The host said no; one sentence. */
  | { readonly kind: 'failed'; readonly key: string; readonly message: string }
  | {
      readonly kind: 'shown';
      readonly key: string;
      readonly details: IssueDetails;
      readonly blockers: Chain;
      readonly unblocks: Chain;
      /** Undefined while it is on its way; null: it has none. */
      readonly text: IssueText | null | undefined;
    };

const noChain: Chain = { nodes: [], more: 0 };

export class DetailStore {
  readonly shown = new Observable<Detail>({ kind: 'nothing' });
  #wanted: string | null = null;
  #asking = false;
  #askAgain = false;

  constructor(private readonly supply: DetailSupply) {}

  /** @param key null: no issue is chosen */
  show(key: string | null): void {
    if (key === this.#wanted) return;
    this.#wanted = key;
    if (key === null) this.shown.set({ kind: 'nothing' });
    else {
      if (this.shown.get().kind !== 'shown') this.shown.set({ kind: 'loading', key });
      void this.refresh();
    }
  }

  /** Asks again for what is shown, once at a time: keys that follow each other quickly ask for the last of them. */
  async refresh(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        if (this.#wanted !== null) await this.#ask(this.#wanted);
      }
    } finally {
      this.#asking = false;
    }
  }

  async #ask(key: string): Promise<void> {
    try {
      const [details, blockers, unblocks] = await Promise.all([
        this.supply.details(key),
        this.supply.chain(key, 'blockers'),
        this.supply.chain(key, 'unblocks'),
      ]);
      if (key !== this.#wanted) return;
      if (details === null) {
        this.shown.set({ kind: 'gone', key });
        return;
      }
      const before = this.shown.get();
      const known = before.kind === 'shown' && before.key === key ? before.text : undefined;
      this.#set({
        kind: 'shown',
        key,
        details,
        blockers: blockers ?? noChain,
        unblocks: unblocks ?? noChain,
        text: known ?? beginning(details),
      });
      const text = await this.supply.text(key);
      const now = this.shown.get();
      if (key === this.#wanted && now.kind === 'shown' && now.key === key) this.#set({ ...now, text });
    } catch (cause) {
      if (cause instanceof RequestCancelledError || key !== this.#wanted) return;
      this.shown.set({ kind: 'failed', key, message: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  /** The same object for as long as it says the same: nothing is rendered again for a state that did not touch it. */
  #set(detail: Detail): void {
    if (JSON.stringify(detail) !== JSON.stringify(this.shown.get())) this.shown.set(detail);
  }
}

/** All of the text where it is short; otherwise it is on its way. */
const beginning = ({ excerpt, excerptIsWhole }: IssueDetails): IssueText | null | undefined =>
  excerptIsWhole && excerpt !== null ? { markdown: excerpt, isWhole: true } : undefined;
