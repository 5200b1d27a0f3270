/** Answers for the state of a source on GitHub: what is known, how far it was read, and what is still to be asked. */
import type { Failure } from '../../../domain/failure';
import type { RecordProblem } from '../../../domain/issue';
import type { PhaseProgress } from '../../../domain/phase';
import type { ChosenRepository } from './access';
import { Followed } from './followed';
import { LabelRules } from './labelRules';
import { Ledger } from './ledger';
import type { GitHubSettings } from './options';

/** Where a page of a list begins: by its number, or behind a cursor of the server's. */
export type PagePlace = { readonly page: number } | { readonly after: string };

export const firstPlace: PagePlace = { page: 1 };

/** A page as it was read last. */
export interface PageMark {
  readonly place: PagePlace;
  /** Null: it is to be read whatever it says. */
  readonly etag: string | null;
  /** Of issues and pull requests, as they stood on it. */
  readonly numbers: readonly number[];
  /** Where the next page begins; null at the end, as of then. */
  readonly next: PagePlace | null;
}

/** How far the list was read from its newest issues on, while it is read for the first time and paged by cursor. */
export interface Descent {
  /** Where it goes on; null: there is nothing more that was not read. */
  next: PagePlace | null;
  /** What was read on this way; it has no marks. */
  readonly numbers: Set<number>;
}

/** What is to be asked in detail: a pull request, or an issue whose blockers are counted. */
export interface Wanted {
  readonly number: number;
  readonly nodeId: string | null;
  readonly what: 'blockers' | 'pull';
  /** Only where the server answered and did not tell it: how often, since all pages were read last. */
  readonly inVain?: number;
}

/** What an account may not read is the same at the next look. */
const mostInVain = 3;

/** Whether it is to be asked before all pages are read again. */
export const isWorthAsking = ({ inVain = 0 }: Wanted): boolean => inVain < mostInVain;

/** The newest change of all, as the server told it last. */
export interface Head {
  readonly etag: string | null;
  /** `updated_at` of the issue changed last, epoch milliseconds; null: there was none. */
  readonly newestAtMs: number | null;
}

/** What a server answered that allows nothing more for a while. */
export type Pause = Extract<Failure, { readonly kind: 'rateLimited' }>;

export class SyncState {
  readonly labels: LabelRules;
  readonly ledger: Ledger;
  /** Null until the server was asked which one it is. */
  chosen: ChosenRepository | null = null;
  /** Whose answers the ETags are of; null: nobody's, undefined: of nobody known. */
  account: string | null | undefined = undefined;
  /** What the server calls that account; null: it was not asked, or did not tell. */
  accountName: string | null = null;
  /** The account may ask nothing before then, an earlier run was told. */
  pause: Pause | null = null;
  head: Head | null = null;
  /** Pages of the list of open issues, by their places. */
  readonly pages = new Map<string, PageMark>();
  /** How many pages there were at the beginning; null where the server does not tell. */
  lastPage: number | null = null;
  /** Null before it began, where nothing is gained by it, and once all was read. */
  descent: Descent | null = null;
  /** Whether all issues were read at least once. */
  isListed = false;
  /** When all pages are to be read again, epoch milliseconds. */
  fullDueAtMs = 0;
  /** Open issues that were on no page at the last full reading, which could not be trusted. */
  missing: ReadonlySet<number> = new Set();
  readonly wanted = new Map<number, Wanted>();
  readonly followed = new Followed();
  /** Whether the pull requests merged lately are still to be asked for. */
  wantsMerged = true;
  wantsMilestones = true;
  milestonesEtag: string | null = null;
  phases: readonly PhaseProgress[] | null = null;
  /** When pull requests that were asked about in detail had changed last, by number: those that did not since are not asked about again. */
  readonly pullsReadAt = new Map<number, number>();
  /** Issues of other repositories that were looked up since all pages were read last, found or not. */
  readonly lookedUp = new Set<string>();
  /** How often in a row something beside the issues could not be read. */
  failedSides = 0;
  /** What could not be read, by the record's name. */
  readonly problems = new Map<string, RecordProblem>();
  /** Whether the server counts dependencies; null until an issue told. */
  countsBlockers: boolean | null = null;
  /** What is missing, by what it concerns: one sentence each. */
  readonly incomplete = new Map<string, string>();

  constructor(settings: GitHubSettings) {
    this.labels = new LabelRules(settings);
    this.ledger = new Ledger(this.labels);
  }

  /**
   * Another account may see more: what the server said of changes to the one before does not hold, and somebody who
   * signs in is worth all pages. Nobody has the means to read them again.
   */
  actAs(account: string | null): void {
    if (this.account === account) return;
    this.account = account;
    this.accountName = null;
    this.pause = null;
    this.incomplete.clear();
    this.ledger.forgetHidden();
    this.followed.doubt();
    this.dropEtags();
    if (account === null) return;
    this.fullDueAtMs = 0;
    this.wantsMerged = true;
  }

  /** @param ids of issues a person is at, the likeliest first */
  follow(ids: readonly string[]): void {
    // Another one is a reason to ask.
    if (this.followed.follow(ids)) this.failedSides = 0;
  }

  /** What failed, or was asked in vain, is worth another try. */
  tryAgain(): void {
    this.failedSides = 0;
    for (const [number, wanted] of this.wanted) {
      if (wanted.inVain !== undefined) this.wanted.set(number, { ...wanted, inVain: 0 });
    }
  }

  /** The repository is another one, or has another name: all that was said of its list is void. */
  beginAnew(): void {
    // A closed issue that is followed is another one there, or has another address.
    this.ledger.prune();
    this.followed.doubt();
    this.dropEtags();
    this.pages.clear();
    this.lastPage = null;
    this.descent = null;
    this.isListed = false;
    this.head = null;
  }

  private dropEtags(): void {
    if (this.head !== null) this.head = { ...this.head, etag: null };
    this.milestonesEtag = null;
    this.wantsMilestones = true;
    this.pullsReadAt.clear();
    for (const [key, mark] of this.pages) this.pages.set(key, { ...mark, etag: null });
  }
}

export const placeKey = (place: PagePlace): string => ('page' in place ? String(place.page) : `>${place.after}`);
