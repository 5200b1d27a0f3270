/** Answers for which phase (milestone) is the current one and how far it is. */
import { item } from './at';
import type { Issue } from './issue';
import type { EvaluatedIssue } from './readiness';

export interface PhaseProgress {
  readonly name: string;
  readonly completed: number;
  readonly total: number;
}

/** What a phase's progress depends on. */
export type PhaseIssue = Pick<EvaluatedIssue, 'status' | 'notWork'> & { readonly issue: Pick<Issue, 'phase'> };

/**
 * The first phase that still has work: the lowest-numbered one, then those without a number, the one due
 * first before the others and these by name. Null when no phase has any work left.
 * What nobody takes as work counts neither as done nor as to do.
 * @param dueAtMs when phases are due, by name.
 * @param counted what trackers count themselves; the issues they count are not among `issues`
 */
export function currentPhase(
  issues: Iterable<PhaseIssue>,
  dueAtMs: ReadonlyMap<string, number> = new Map(),
  counted: Iterable<PhaseProgress> = [],
): PhaseProgress | null {
  const phases = new Map<string, { name: string; completed: number; total: number }>();
  for (const { name, completed, total } of counted) {
    const phase = phases.get(name) ?? { name, completed: 0, total: 0 };
    phases.set(name, { name, completed: phase.completed + completed, total: phase.total + total });
  }
  for (const { status, notWork, issue } of issues) {
    if (issue.phase === null || (notWork && status !== 'done')) continue;
    let phase = phases.get(issue.phase);
    if (phase === undefined) {
      phase = { name: issue.phase, completed: 0, total: 0 };
      phases.set(issue.phase, phase);
    }
    phase.total++;
    if (status === 'done') phase.completed++;
  }
  let first: PhaseProgress | null = null;
  for (const phase of phases.values()) {
    if (phase.completed === phase.total) continue;
    if (first === null || comparePhases(phase.name, first.name, dueAtMs) < 0) first = phase;
  }
  return first;
}

/** By the first number in the name, part by part: v1.2.0, v1.10.0; Phase 2, Phase 10. */
function comparePhases(a: string, b: string, dueAtMs: ReadonlyMap<string, number>): number {
  const [numbersA, numbersB] = [firstNumber(a), firstNumber(b)];
  if (numbersA === null || numbersB === null) {
    if (numbersA !== numbersB) return numbersA === null ? 1 : -1;
    const byDue = (dueAtMs.get(a) ?? Number.MAX_VALUE) - (dueAtMs.get(b) ?? Number.MAX_VALUE);
    return byDue === 0 ? compareNames(a, b) : byDue;
  }
  for (let i = 0; i < Math.max(numbersA.length, numbersB.length); i++) {
    const difference = (i < numbersA.length ? item(numbersA, i) : 0) - (i < numbersB.length ? item(numbersB, i) : 0);
    if (difference !== 0) return difference;
  }
  return compareNames(a, b);
}

function firstNumber(name: string): readonly number[] | null {
  return (
    /\d+(?:\.\d+)*/
      .exec(name)?.[0]
      .split('.')
      .map((part) => Number.parseInt(part, 10)) ?? null
  );
}

/** By code unit: the same on every machine, whatever its language. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
