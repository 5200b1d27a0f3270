import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelRules } from '../../../src/adapters/trackers/github/labelRules';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import {
  decodeListed,
  type ListedIssue,
  type ListedPull,
  type RecordReader,
} from '../../../src/adapters/trackers/github/record';

const reader: RecordReader = {
  hostName: 'github.com',
  repository: 'acme/shop',
  labels: new LabelRules(defaultGitHubSettings),
};

function issueFrom(fields: Readonly<Record<string, unknown>>): ListedIssue {
  const listed = decodeListed({ number: 12, title: 'Basket', state: 'open', ...fields }, reader);
  if (listed.kind !== 'issue') throw new Error(`it is ${listed.kind}`);
  return listed;
}

function pullFrom(fields: Readonly<Record<string, unknown>>): ListedPull {
  const record = { number: 12, title: 'Basket', state: 'open', pull_request: { merged_at: null }, ...fields };
  const listed = decodeListed(record, reader);
  if (listed.kind !== 'pull') throw new Error(`it is ${listed.kind}`);
  return listed;
}

describe('a record of an issue', () => {
  it('becomes its facts', () => {
    const listed = issueFrom({
      node_id: 'I_12',
      labels: ['docs', { name: 'P1' }, { name: 'high' }],
      user: { login: 'dana' },
      assignees: [{ login: 'kim' }, { login: 'lee' }],
      milestone: { title: '1.0' },
      type: { name: 'Bug' },
      created_at: '2026-01-02T03:04:05Z',
      updated_at: '2026-01-03T03:04:05Z',
      closed_at: null,
      html_url: 'https://github.com/acme/shop/issues/12',
      parent_issue_url: 'https://api.github.com/repos/acme/plans/issues/3',
      sub_issues_summary: { total: 4, completed: 1 },
      issue_dependencies_summary: { blocked_by: 1, total_blocked_by: 2, blocking: 0, total_blocking: 0 },
      body: 'Blocked by #4, #12 and https://github.com/Acme/Shop/issues/5\n\n`depends on #6`\n\n> depends on #7',
    });
    expect(listed).toMatchObject({ nodeId: 'I_12', blockers: { open: 1, total: 2 }, open: true });
    expect(listed.facts).toEqual({
      id: '12',
      title: 'Basket',
      trackerStatus: 'open',
      notWork: false,
      priority: 1,
      type: 'Bug',
      labels: ['docs', 'P1', 'high'],
      assignees: ['kim', 'lee'],
      author: 'dana',
      phase: '1.0',
      started: false,
      createdAtMs: Date.parse('2026-01-02T03:04:05Z'),
      updatedAtMs: Date.parse('2026-01-03T03:04:05Z'),
      closedAtMs: null,
      deferUntilMs: null,
      url: 'https://github.com/acme/shop/issues/12',
      location: null,
      edges: [
        { kind: 'text', id: '4', scope: null, reversed: false },
        { kind: 'text', id: '5', scope: null, reversed: false },
        { kind: 'parent', id: '3', scope: 'acme/plans', reversed: false },
      ],
      excerpt: {
        text: 'Blocked by #4, #12 and https://github.com/Acme/Shop/issues/5\n\n`depends on #6`\n\n> depends on #7',
        isWhole: true,
      },
      remote: { pullRequests: [], outside: false, subIssues: { total: 4, completed: 1 } },
    });
  });

  it.each([
    [{ labels: ['WIP'] }, 'in progress'],
    [{ labels: ['WIP', 'Blocked'] }, 'blocked'],
    [{ state: 'closed', labels: ['WIP'] }, 'closed'],
    [{ state: 'closed', state_reason: 'completed' }, 'closed'],
    [{ state: 'closed', state_reason: 'not_planned' }, 'not planned'],
    [{ state: 'closed', state_reason: 'duplicate' }, 'duplicate'],
    [{ state: 'closed', state_reason: 'constructor' }, 'closed'],
    [{ state_reason: 'reopened' }, 'open'],
  ])('of %j is %s', (fields, status) => {
    expect(issueFrom(fields).facts.trackerStatus).toBe(status);
  });

  it('does not take texts of another server', () => {
    expect(issueFrom({ body: 'blocked by https://gitlab.com/acme/shop/issues/4' }).facts.edges).toEqual([]);
  });

  it('says nothing of blockers where the server does not', () => {
    expect(issueFrom({}).blockers).toBeNull();
    expect(issueFrom({ issue_dependencies_summary: { blocked_by: 'two' } }).blockers).toBeNull();
  });

  it.each([
    [null, null],
    [[], null],
    ['12', null],
    [{}, null],
    [{ number: -1, title: 'x', state: 'open' }, null],
    [{ number: 1.5, title: 'x', state: 'open' }, null],
    [{ number: 12, title: null, state: 'open' }, 12],
    [{ number: 12, title: 'x', state: 'ajar' }, 12],
  ])('is left out where it is %j', (value, number) => {
    expect(decodeListed(value, reader)).toMatchObject({ kind: 'malformed', number });
  });

  it('loses only the field that is wrong', () => {
    const { facts } = issueFrom({
      labels: [4, null, { name: 7 }, 'docs'],
      user: 'dana',
      assignees: { login: 'kim' },
      assignee: { login: 'lee' },
      milestone: 'soon',
      created_at: 'yesterday',
      html_url: 'javascript:alert(1)',
      parent_issue_url: 'https://api.github.com/repos/../user/issues/1',
      body: 7,
    });
    expect(facts).toMatchObject({ labels: ['docs'], author: null, assignees: ['lee'], phase: null, url: null });
    expect(facts).toMatchObject({ createdAtMs: null, edges: [] });
  });

  it('is never taken for more than it is, whatever it holds', () => {
    const fields = fc.dictionary(
      fc.constantFrom('number', 'title', 'state', 'labels', 'user', 'body', 'milestone', 'pull_request', '__proto__'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fields, (value) => {
        expect(['issue', 'pull', 'malformed']).toContain(decodeListed(value, reader).kind);
      }),
    );
  });
});

describe('a record of a pull request', () => {
  it.each([
    [{}, 'open'],
    [{ draft: true }, 'draft'],
    [{ state: 'closed' }, 'closed'],
    [{ state: 'closed', pull_request: { merged_at: '2026-01-02T03:04:05Z' } }, 'merged'],
  ])('of %j is %s', (fields, state) => {
    expect(pullFrom(fields).pull.state).toBe(state);
  });

  it('closes what its text says with a keyword', () => {
    const body = 'Fixes #1, closes acme/shop#2, resolves acme/api#3, see #4. `fixes #5` Fixes #1';
    expect(pullFrom({ body }).closes).toEqual([1, 2]);
  });
});

describe('labels', () => {
  it('name the most urgent priority, whatever their case', () => {
    const labels = new LabelRules({ ...defaultGitHubSettings, priorityLabels: [['Now'], [' soon '], []] });
    expect(labels.priorityOf(['SOON', 'now'])).toBe(0);
    expect(labels.priorityOf(['Soon'])).toBe(1);
    expect(labels.priorityOf(['later', ''])).toBeNull();
  });
});
