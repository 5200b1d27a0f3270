import { describe, expect, it } from 'vitest';
import type { ProjectContext } from '../../../src/domain/context';
import { findProblem, problemsText } from '../../../src/vscode/panel/problemList';

const problems = [
  { source: 'beads:shop', path: '.beads/issues.jsonl', line: 31, message: 'The line is not JSON.' },
  { source: 'roadmap:docs', path: '.roadmap/issues/a.md', line: null, message: 'The file is too large.' },
  { source: 'roadmap:docs', path: null, line: null, message: 'Something else.' },
];
const sources = ['beads:shop', 'roadmap:docs'].map((id) => ({ id, root: `/w/${id.split(':')[1] ?? ''}` }));
const context = { problems, sources } as unknown as Pick<ProjectContext, 'problems' | 'sources'>;

describe('findProblem', () => {
  it('finds a problem by its place, below the root of its own source', () => {
    expect(findProblem(context, { source: 'roadmap:docs', path: '.roadmap/issues/a.md', line: null })).toEqual({
      ...problems[1],
      root: '/w/docs',
    });
  });

  it.each([
    ['a path no problem has', { source: 'beads:shop', path: '../../etc/passwd', line: 31 }],
    ['another line', { source: 'beads:shop', path: '.beads/issues.jsonl', line: 32 }],
    ['another source', { source: 'roadmap:docs', path: '.beads/issues.jsonl', line: 31 }],
    ['a source nobody knows', { source: 'jira:x', path: null, line: null }],
  ])('finds nothing at %s', (_what, place) => {
    expect(findProblem(context, place)).toBeNull();
  });
});

describe('problemsText', () => {
  it('has a line for each, under the name of its source', () => {
    expect(problemsText(problems)).toBe(
      [
        'beads:shop',
        '  .beads/issues.jsonl:31: The line is not JSON.',
        '',
        'roadmap:docs',
        '  .roadmap/issues/a.md: The file is too large.',
        '  Something else.',
        '',
      ].join('\n'),
    );
  });

  it('says so when there is none', () => {
    expect(problemsText([])).toBe('Every record could be read.\n');
  });
});
