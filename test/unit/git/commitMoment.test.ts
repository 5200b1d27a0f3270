import { describe, expect, it } from 'vitest';
import { parseCommits } from '../../../src/adapters/git/commitLog';
import { commitMoment } from '../../../src/adapters/git/commitMoment';
import { parseLog } from '../../../src/adapters/git/logParser';

const oid = 'a'.repeat(40);

describe('the moment of a commit', () => {
  it('is that of its seconds', () => {
    expect(commitMoment('1760000000')).toBe(1_760_000_000_000);
  });

  it.each(['18446744073709551615', '-8640000000001', 'odd', ''])('is the first of all where it says %j', (seconds) => {
    expect(commitMoment(seconds)).toBe(0);
  });

  it('can be printed whatever a record says', () => {
    const seconds = '99999999999999999999';
    const [logged] = parseLog(`${oid}\0Ada\0${seconds}\0Odd\0`);
    const [named] = parseCommits(`${oid}\0${seconds}\0Odd\0`);
    expect([logged, named].map((commit) => new Date(commit?.committedAtMs ?? NaN).getTime())).toEqual([0, 0]);
  });
});
