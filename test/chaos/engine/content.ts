/** Answers for readings that say in every part which one they are, so that a mixture of two is recognised. */
import { createHash } from 'node:crypto';
import type { StoredReading, StoredSource } from '../../../src/ports/issueStore';
import { issueOf } from '../../fakes/issues';

/** The sources that engines share. */
export const sources: readonly StoredSource[] = [
  { id: 'github:shop', root: '/home/dev/shop' },
  { id: 'beads:shop', root: '/home/dev/shop' },
];

const proofOf = (titles: readonly string[], revision: number): string =>
  createHash('sha256')
    .update(`${revision}\n${titles.join('\n')}`)
    .digest('hex');

/** The reading of a revision: some issues change, some move, and how many there are changes. */
export function readingOf(revision: number, writer: string, most: number): StoredReading {
  const count = 1 + ((revision * 7) % most);
  const issues = Array.from({ length: count }, (_, at) => {
    const id = (at + revision) % most;
    return issueOf(`shop-${id}`, { title: id % 3 === 0 ? `${writer} ${revision}` : `Title of ${id}` });
  });
  const via = proofOf(
    issues.map(({ title }) => title),
    revision,
  );
  return { issues, problems: [], via, confirmedAtMs: revision, checkpoint: `${writer} ${revision}` };
}

/** The revision of a stored reading; a sentence where it is none that was ever handed over; 0: there is none. */
export function revisionOf(reading: StoredReading | null): number | string {
  if (reading === null) return 0;
  const { issues, via, confirmedAtMs, checkpoint } = reading;
  const whole = proofOf(
    issues.map(({ title }) => title),
    confirmedAtMs,
  );
  if (via !== whole) return `of revision ${confirmedAtMs} it has ${issues.length} issues that do not belong together`;
  return checkpoint?.endsWith(` ${confirmedAtMs}`) === true ? confirmedAtMs : `its checkpoint is of another revision`;
}
