/** Answers for the issues a person is at: they are known also when they are closed, and asked for where no list told. */
import type { Failure } from '../../../domain/failure';
import { applyRecords } from './applyRecords';
import { countOf, pageOf } from './fields';
import { isRecord } from './json';
import type { Ledger } from './ledger';
import { issuesPath, type ListMeans } from './page';

/** A name of more numbers than that means none of the others. */
const mostFollowed = 5;

/** Numbers that are followed, and those of them that are no issue. */
export type WrittenFollowed = readonly [readonly number[], readonly number[]];

type Known = Pick<Ledger, 'get' | 'openNumbers'>;

export class Followed {
  private numbers: readonly number[] = [];
  /** There is no such issue: a pull request, or nothing. */
  private readonly absent = new Set<number>();
  private hasMoved = false;

  /** @param ids the likeliest first. @returns whether these are others than before */
  follow(ids: readonly string[]): boolean {
    const numbers = ids.filter((id) => /^[1-9]\d{0,8}$/.test(id)).map(Number);
    const followed = numbers.slice(0, mostFollowed);
    if (followed.join() === this.numbers.join()) return false;
    this.numbers = followed;
    for (const number of this.absent) if (!followed.includes(number)) this.absent.delete(number);
    this.hasMoved = true;
    return true;
  }

  /** The closed one that is kept: the likeliest, and none as long as one is open, for that one is meant. */
  kept(known: Known): ReadonlySet<number> {
    const first = this.hasOpen(known) ? undefined : this.numbers.find((number) => known.get(number) !== undefined);
    return new Set(first === undefined ? [] : [first]);
  }

  /** Those to ask for, the likeliest first: none that is less likely than a known one. */
  lacking(known: Known): readonly number[] {
    if (this.hasOpen(known)) return [];
    const first = this.numbers.findIndex((number) => known.get(number) !== undefined);
    const likelier = first < 0 ? this.numbers : this.numbers.slice(0, first);
    return likelier.filter((number) => !this.absent.has(number));
  }

  isNoIssue(number: number): void {
    this.absent.add(number);
  }

  /** Whether what is kept is not what is followed now. */
  isUnsettled(known: Known): boolean {
    return this.hasMoved || this.lacking(known).length > 0;
  }

  settle(): void {
    this.hasMoved = false;
  }

  /** What was no issue may be one: for another account, or in another repository. */
  doubt(): void {
    this.absent.clear();
  }

  get written(): WrittenFollowed {
    return [this.numbers, [...this.absent]];
  }

  restore([numbers, absent]: WrittenFollowed): void {
    this.numbers = numbers;
    for (const number of absent) this.absent.add(number);
  }

  private hasOpen({ openNumbers }: Known): boolean {
    return this.numbers.some((number) => openNumbers.has(number));
  }
}

/**
 * Asks for what is followed and not known, until one is found; each once.
 * @throws the signal's reason when aborted.
 */
export async function readFollowed(means: ListMeans): Promise<Failure | null> {
  const { state, run, repository } = means;
  const { followed, ledger } = state;
  for (let [number] = followed.lacking(ledger); number !== undefined; [number] = followed.lacking(ledger)) {
    const answer = await run.get('branch', `${issuesPath(repository)}/${number}`);
    if (answer.ok && answer.value.kind === 'changed' && isThere(answer.value.data, number, repository)) {
      applyRecords(state, [answer.value.data], { hostName: run.api.host.name, repository, labels: state.labels });
    } else if (!answer.ok && answer.error.kind !== 'absent' && answer.error.kind !== 'refused') {
      return answer.error;
    }
    if (ledger.get(number) === undefined) followed.isNoIssue(number);
  }
  return null;
}

/** A transferred issue answers as what it is now: another one. */
function isThere(value: unknown, number: number, repository: string): boolean {
  if (!isRecord(value) || countOf(value, 'number') !== number) return false;
  const page = pageOf(value, 'html_url')?.toLowerCase();
  return page === undefined || page.includes(`/${repository.toLowerCase()}/`);
}
