import { describe, expect, it } from 'vitest';
import { currentPhase, type PhaseIssue } from '../../../src/domain/phase';
import type { Status } from '../../../src/domain/readiness';

const issue = (phase: string | null, status: Status = 'ready', notWork = false): PhaseIssue => ({
  status,
  notWork,
  issue: { phase },
});

const nameOf = (...phases: string[]): string | undefined => currentPhase(phases.map((phase) => issue(phase)))?.name;

describe('currentPhase', () => {
  it('is null when no issue has a phase, or no phase has work left', () => {
    expect(currentPhase([])).toBeNull();
    expect(currentPhase([issue(null)])).toBeNull();
    expect(currentPhase([issue('v1', 'done'), issue('v2', 'other', true)])).toBeNull();
  });

  it('is the lowest-numbered phase with work left', () => {
    expect(nameOf('v1.10.0', 'v1.2.0')).toBe('v1.2.0');
    expect(nameOf('Phase 10', 'Phase 2')).toBe('Phase 2');
    expect(nameOf('v1.0.1', 'v1')).toBe('v1');
    expect(currentPhase([issue('v1', 'done'), issue('v3'), issue('v2', 'blocked')])?.name).toBe('v2');
  });

  it('takes phases without a number last, the one due first, then by name', () => {
    expect(nameOf('Backlog', 'v9')).toBe('v9');
    expect(nameOf('Later', 'Beta', 'Gamma')).toBe('Beta');
    const phases = [issue('Alpha'), issue('Beta'), issue('Gamma')];
    const due = new Map([
      ['Gamma', 100],
      ['Beta', 200],
    ]);
    expect(currentPhase(phases, due)?.name).toBe('Gamma');
  });

  it('counts done issues out of all, and leaves out what is not work', () => {
    const issues = [
      issue('v1', 'done'),
      issue('v1', 'inProgress'),
      issue('v1', 'other'),
      issue('v1', 'other', true),
      issue('v2', 'done'),
    ];
    expect(currentPhase(issues)).toEqual({ name: 'v1', completed: 1, total: 3 });
  });
});
