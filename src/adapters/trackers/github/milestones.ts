/** Answers for the milestones of a repository: how far each phase is, closed issues included. */
import type { Failure } from '../../../domain/failure';
import type { PhaseProgress } from '../../../domain/phase';
import { countOf, textOf } from './fields';
import { isRecord } from './json';
import { perPage, type ListMeans } from './page';

const mostPages = 5;

/**
 * One conditional request where there are no more than a page has room for.
 * @returns the failure; what was known stays then
 * @throws the signal's reason when aborted.
 */
export async function readMilestones({ run, state, repository }: ListMeans): Promise<Failure | null> {
  const phases: PhaseProgress[] = [];
  let first: string | null = null;
  let page = 1;
  for (let next: number | null = 1; next !== null && page <= mostPages; page++) {
    const answer = await run.get('milestones', `/repos/${repository}/milestones`, {
      query: { state: 'all', per_page: perPage, page },
      etag: page === 1 ? state.milestonesEtag : null,
    });
    if (!answer.ok) return answer.error;
    if (answer.value.kind === 'unchanged') break;
    const { data, etag, nextPage } = answer.value;
    if (!Array.isArray(data)) return { kind: 'malformed', what: 'The milestones', detail: 'the answer is no list' };
    phases.push(...(data as readonly unknown[]).flatMap((value) => phaseOf(value) ?? []));
    // Of several pages one alone does not tell whether the others changed.
    first = page === 1 && nextPage === null ? etag : null;
    next = nextPage;
    state.phases = phases;
    state.milestonesEtag = first;
  }
  state.wantsMilestones = false;
  return null;
}

function phaseOf(value: unknown): PhaseProgress | null {
  if (!isRecord(value)) return null;
  const name = textOf(value, 'title');
  const open = countOf(value, 'open_issues');
  const completed = countOf(value, 'closed_issues');
  return name === null || open === null || completed === null ? null : { name, completed, total: open + completed };
}
