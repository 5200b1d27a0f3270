import { describe, expect, it } from 'vitest';
import { canonicalId } from '../../../src/domain/canonicalId';
import { exactIds, type IdRules } from '../../../src/domain/trackerRules';

/** The groups of ids that are one. */
function groups(rules: Partial<IdRules>, ids: readonly string[]): readonly (readonly string[])[] {
  const byForm = new Map<string, string[]>();
  for (const id of ids) {
    const form = canonicalId(id, { ...exactIds, ...rules });
    byForm.set(form, [...(byForm.get(form) ?? []), id]);
  }
  return [...byForm.values()];
}

describe('ids of a tracker', () => {
  it('are as they are written unless it says otherwise', () => {
    for (const id of ['Task-007.02', '007', '', 'bd-a1b2']) expect(canonicalId(id, exactIds)).toBe(id);
  });

  it('differ only in case', () => {
    expect(groups({ ignoreCase: true }, ['Ab-01', 'aB-01', 'ab-1'])).toEqual([['Ab-01', 'aB-01'], ['ab-1']]);
  });

  it('have leading zeros in numbers, of which the last zero counts', () => {
    const same = [
      ['t-7.2', 't-07.002'],
      ['t-0', 't-000'],
      ['t-70', 't-070'],
      ['7', '007'],
      ['1.10', '001.010'],
      ['t-7.0'],
      ['T-7.2'],
    ];
    expect(groups({ ignoreLeadingZeros: true }, same.flat())).toEqual(same);
  });

  it('keep zeros where they are no numbers', () => {
    const different = ['bd-0a', 'bd-a', 'bd-00a', 'v2-01', 'v2-1', 't-1-02', 't-1-2', 't-01.', 't-1.', 'a.01', 'a.1'];
    expect(groups({ ignoreLeadingZeros: true }, different)).toEqual(different.map((id) => [id]));
  });

  it('lack the prefix where they begin otherwise than with letters and a dash', () => {
    const same = [
      ['7', 'task-7'],
      ['a7', 'task-a7'],
      ['', 'task-'],
      ['-7', 'task--7'],
      ['[-7', 'task-[-7'],
      ['back-7'],
      ['AZaz-7'],
      ['task-AZaz-7'],
    ];
    expect(groups({ barePrefix: 'task-' }, same.flat())).toEqual(same);
  });

  it('are compared by all of this at once', () => {
    const rules = { ignoreCase: true, ignoreLeadingZeros: true, barePrefix: 'Task-' };
    const same = [['7.2', '007.02', 'TASK-7.02', 'task-7.2'], ['7'], ['BACK-07', 'back-7']];
    expect(groups(rules, same.flat())).toEqual(same);
  });
});
