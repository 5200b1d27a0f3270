/** Answers for what people do to issues meanwhile. */
import type { FakeIssue } from '../../fakes/github/records';
import type { Chance } from '../chance';
import type { Simulation } from './simulation';

/** So few are left open at least: an empty list is always wrong, and it has two pages. */
const leastOpen = 110;

export function changeIssues(chance: Chance, { server: { state }, repository }: Simulation): void {
  for (let left = chance.between(0, 6); left > 0; left--) {
    const all = [...repository.issues.values()];
    const open = all.filter((issue) => issue.state === 'open');
    const closed = all.filter((issue) => issue.state === 'closed');
    const one = chance.pick(open);
    const other: FakeIssue = chance.pick(open);
    const what = chance.next();
    if (what < 0.3) state.addIssue(repository, { title: `Word ${chance.between(1, 1e6)}`, labels: ['bug'] });
    else if (what < 0.55) state.edit(one, { title: `Other word ${chance.between(1, 1e6)}` });
    else if (what < 0.75 && open.length > leastOpen) state.close(one);
    else if (what < 0.85 && closed.length > 0) state.reopen(chance.pick(closed));
    else if (one.number > other.number) state.block(one, other);
  }
}
