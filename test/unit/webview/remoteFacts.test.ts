import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../src/protocol/query/compileQuery';
import { parseQuery } from '../../../src/protocol/query/parseQuery';
import { factsOf } from '../../../webview/state/facts';
import type { Fact } from '../../../webview/state/fact';
import { outlookOf, unreadSources } from '../../../webview/state/outlook';
import { dataOfState } from '../../../webview/state/panelData';
import { reasonFact } from '../../../webview/state/reasons';
import { rowLabel, rowTooltip } from '../../../webview/state/rowText';
import { listOfData } from '../../fakes/listModel';
import { sampleNowMs } from '../../fakes/panelState';
import { remoteRow, remoteRows, remoteState, remoteStates } from '../../fakes/remoteState';

const rowOf = (number: number) => {
  const row = remoteRows().find(({ id }) => id === `${number}`);
  if (row === undefined) throw new Error(`no row ${number}`);
  return row;
};
const facts = (number: number): readonly Fact[] => factsOf(rowOf(number), null, sampleNowMs);
const brief = (number: number): readonly unknown[] =>
  facts(number).map(({ kind, icon, text, mark, more, tone, link }) => [kind, icon, text, mark, more, tone, link]);

describe('the facts only a server tells', () => {
  it('are the pull request with its state as a shape, its review as a mark', () => {
    expect(brief(412)).toContainEqual([
      'pullRequest',
      'open',
      '#415',
      'changesRequested',
      0,
      'plain',
      'pullRequest #415',
    ]);
    expect(brief(398)).toContainEqual(['pullRequest', 'open', '#399', 'approved', 2, 'plain', 'pullRequest #399']);
    expect(brief(401)).toContainEqual(['pullRequest', 'draft', '#420', null, 0, 'plain', 'pullRequest #420']);
    expect(brief(349)).toContainEqual(['pullRequest', 'closed', '#348', null, 0, 'plain', 'pullRequest #348']);
  });

  it('are where issue and git differ, loud, with a link to what it speaks of', () => {
    expect(brief(377)).toEqual([['drift', 'commit', '9f2c1a3 says fixed', null, 1, 'warn', 'commit 9f2c1a3']]);
    expect(brief(401)[0]).toEqual(['drift', 'noCommits', 'no commits 9d', null, 0, 'warn', 'page']);
  });

  it('say a merged pull request once', () => {
    expect(brief(361)).toEqual([['drift', 'merged', 'PR #40 merged', null, 0, 'warn', 'pullRequest #40']]);
  });

  it('say once that the branch is of an issue that is closed', () => {
    const drift = [{ kind: 'branchOfDone', subject: 'fix/9', sentence: 'It is closed.', link: 'page' }] as const;
    const row = remoteRow(9, { status: 'done', current: true, drift });
    expect(factsOf(row, null, sampleNowMs).map(({ text }) => text)).toEqual(['branch of a closed issue']);
  });

  it('leave the third place to the age of the data', () => {
    expect(facts(398).map(({ text }) => text)).toEqual(['unblocks 5', '#399']);
  });
});

describe('blockers at a server', () => {
  it('bear the name of their repository and lead to their page where they have no row', () => {
    expect(facts(330)[0]).toMatchObject({
      text: 'by acme/api#7 Orders endpoint answers with pages',
      target: null,
      link: 'issue acme/api#7',
    });
    expect(facts(332)[0]).toMatchObject({ text: 'by #398 Schema migration', target: 'github:shop#398', link: null });
  });

  it('are named as what they are where the account may not see them', () => {
    expect(facts(331)[0]).toMatchObject({ text: 'by a blocker you cannot see', strong: null, tone: 'warn' });
    expect(rowLabel(rowOf(331), facts(331))).toContain('Waits for an issue that you cannot see');
  });

  it('are not said to be out of sight where they were not read', () => {
    const row = { ...rowOf(331), blockedBy: [{ reason: 'unknown', kind: 'blocked_by', id: 'unread' } as const] };
    expect(reasonFact(row)).toMatchObject({ text: 'by blockers not read', strong: null, tone: 'warn' });
    expect(rowLabel(row, facts(331))).toContain('Has blockers that were not read');
  });
});

describe('the words of a row at a server', () => {
  it('have the sign of its number, which a filter finds with and without', () => {
    const row = rowOf(398);
    expect(rowLabel(row, [])).toContain('Schema migration for orders, #398');
    const nowhere = { nowMs: sampleNowMs, me: [], sources: [], repositories: [] };
    const finds = (text: string): boolean => compileQuery(parseQuery(text), nowhere).matches(row);
    expect([finds('#398'), finds('398'), finds('#3980')]).toEqual([true, true, false]);
  });

  it('tell all of it in the tooltip', () => {
    const tooltip = rowTooltip(rowOf(398));
    expect(tooltip).toContain('Pull request #399 Reload the cache after a rebase: open, approved');
    expect(tooltip).toContain('2 of 5 sub-issues done');
    expect(rowTooltip(rowOf(377)).match(/Something is off/g)).toHaveLength(2);
  });
});

describe('the outlook on a server', () => {
  const outlook = (name: keyof typeof remoteStates) => {
    const data = dataOfState(remoteStates[name]);
    const model = listOfData(data);
    return outlookOf(data, model, null, sampleNowMs);
  };

  it.each([
    ['private', { kind: 'failure', labels: 'GitHub', offers: ['signIn', 'useToken', 'retry'] }],
    ['offlineUnread', { kind: 'failure', labels: 'GitHub', offers: ['retry'] }],
    ['limitedUnread', { kind: 'paused', untilMs: sampleNowMs + 12 * 60_000 }],
    ['beginning', { kind: 'loading' }],
    ['firstSync', { kind: 'list' }],
    ['offline', { kind: 'list' }],
  ] as const)('of %s is %j', (name, expected) => {
    expect(outlook(name)).toMatchObject(expected);
  });

  it('never takes a first reading that has no rows yet for an empty tracker', () => {
    const [source] = remoteStates.firstSync.header.sources;
    if (source === undefined) throw new Error('no source');
    const data = dataOfState(remoteState({ ...source, freshness: 'fresh', confirmedAtMs: 1 }, {}, []));
    const model = listOfData(data);
    expect(outlookOf(data, model, null, sampleNowMs).kind).toBe('loading');
  });

  it('forgets what failed before as soon as a first reading goes on', () => {
    const [source] = remoteStates.firstSync.header.sources;
    const [failed] = remoteStates.private.header.sources;
    if (source === undefined || failed === undefined) throw new Error('no source');
    const retried = { ...source, freshness: 'never' as const, confirmedAtMs: null, error: failed.error };
    const data = dataOfState(remoteState(retried, {}, []));
    const model = listOfData(data);
    expect(outlookOf(data, model, null, sampleNowMs).kind).toBe('loading');
    expect(unreadSources([retried])).toEqual([]);
  });

  it('knows the sources of which nothing was ever read', () => {
    expect(unreadSources(remoteStates.offlineUnread.header.sources)).toHaveLength(1);
    expect(unreadSources(remoteStates.offline.header.sources)).toEqual([]);
  });
});
