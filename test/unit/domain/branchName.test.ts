import { describe, expect, it } from 'vitest';
import { branchName, defaultBranchTemplate, slugOf, type BranchFacts } from '../../../src/domain/branchName';
import { currentIssue } from '../../../src/domain/currentIssue';

const facts = { key: 'bd-7', title: 'Retry the webhook', type: 'bug', user: 'Dana Ray' };
const named = (changes: Partial<BranchFacts> = {}, template = defaultBranchTemplate): string =>
  branchName(template, { ...facts, ...changes });

/** Whether the branch is taken for the issue `id` where the others are there too. */
const recognises =
  (id: string, ...others: string[]) =>
  (branch: string): boolean =>
    currentIssue(branch, (found) =>
      [id, ...others]
        .filter((each) => each.toLowerCase() === found.toLowerCase())
        .map((key) => ({ key, status: 'ready' })),
    ) === id;

describe('branchName', () => {
  it('fills the template in', () => {
    expect(named()).toBe('bug/bd-7-retry-the-webhook');
    expect(named({ type: null })).toBe('feature/bd-7-retry-the-webhook');
    expect(named({}, '${user}/${key}/${slug}')).toBe('dana-ray/bd-7/retry-the-webhook');
    expect(named({ key: '#412' })).toBe('bug/412-retry-the-webhook');
  });

  it('leaves out what is empty or unknown, with the sign beside it', () => {
    expect(named({ title: '🎉🎉' })).toBe('bug/bd-7');
    expect(named({ user: null }, '${user}/${key}_${slug}')).toBe('bd-7_retry-the-webhook');
    expect(named({ user: null }, '${user}-${key}')).toBe('bd-7');
    expect(named({}, '${nobody}${key}')).toBe('bd-7');
    expect(named({}, '   ')).toBe('bug/bd-7-retry-the-webhook');
  });

  it('is a name that Git takes, whatever the template is', () => {
    expect(named({}, '../${key}..x.lock')).toBe('bd-7.x');
    expect(named({}, '-${key}@{1}')).toBe('bd-7-1}');
    expect(named({}, '/a//${key}/')).toBe('a/bd-7');
    expect(named({ key: '', title: '' }, '~^:?*[')).toBe('issue');
    expect(named({ key: 'HEAD', title: '' }, '${key}')).toBe('issue-HEAD');
    expect(named({ key: '@', title: '' }, '${key}')).toBe('issue-at');
    expect(named({ key: 'a b\u0000\u202ec' }, '${key}')).toBe('a-b-c');
  });

  it('speaks of the issue where the template puts a number elsewhere, or leaves the key out', () => {
    const facts412 = { ...facts, key: '412' };
    expect(branchName('${slug}-${key}', facts412, recognises('412'))).toBe('retry-the-webhook-issue-412');
    expect(branchName('work/${slug}', facts, recognises('bd-7'))).toBe('work/retry-the-webhook-bd-7');
    expect(branchName('work', facts412, recognises('412'))).toBe('work-issue-412');
  });

  it('leaves out of the title what would speak of another issue', () => {
    const follow = { ...facts, title: 'Follow up on bd-1234 soon' };
    expect(branchName(defaultBranchTemplate, follow, recognises('bd-7', 'bd-1234'))).toBe('bug/bd-7-follow-up-on-bd');
  });

  it('keeps the first name where none speaks of the issue', () => {
    expect(branchName(defaultBranchTemplate, facts, () => false)).toBe('bug/bd-7-retry-the-webhook');
  });
});

describe('slugOf', () => {
  it('takes accents off Latin letters and keeps the letters of others', () => {
    expect(slugOf('Größe ändern — straße!')).toBe('grosse-andern-strasse');
    expect(slugOf('Łódź Æther İstanbul')).toBe('lodz-aether-istanbul');
    expect(slugOf('キャッシュを消す')).toBe('キャッシュを消す');
    expect(slugOf('नमस्ते दुनिया')).toBe('नमस्ते-दुनिया');
    expect(slugOf('Ёлка и йод')).toBe('ёлка-и-йод');
    expect(slugOf('שלום עולם')).toBe('שלום-עולם');
    expect(slugOf('ｗｉｄｅ ½')).toBe('wide-1-2');
  });

  it('has no emoji, apostrophes or signs', () => {
    expect(slugOf("🚀 Don't panic 👩‍👩‍👧 1️⃣ $(touch x) `y` <b>")).toBe('dont-panic-1-touch-x-y-b');
    expect(slugOf('--upload-pack=x')).toBe('upload-pack-x');
    expect(slugOf('')).toBe('');
  });

  it('ends at a word of at most sixty letters', () => {
    const long = slugOf('word '.repeat(40));
    expect(long.length).toBeLessThanOrEqual(60);
    expect(long.endsWith('word')).toBe(true);
    expect(slugOf('x'.repeat(300))).toBe('x'.repeat(60));
  });
});
