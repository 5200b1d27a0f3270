import { beforeEach, describe, expect, it } from 'vitest';
import type { IssueDetails } from '../../../src/protocol/issueDetails';
import { CardStore } from '../../../webview/card/cardStore';
import { sampleDetails } from '../../fakes/issueDetails';

describe('what a card says', () => {
  let asked: string[];
  let answers: ((details: IssueDetails | null | Error) => void)[];
  let cards: CardStore;
  const shown = (): string | null => cards.shown.get()?.title ?? null;
  const answer = async (at: number, details: IssueDetails | null | Error): Promise<void> => {
    answers[at]?.(details);
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  };

  beforeEach(() => {
    asked = [];
    answers = [];
    cards = new CardStore((key) => {
      asked.push(key);
      return new Promise((resolve, reject) => {
        answers.push((details) => {
          if (details instanceof Error) reject(details);
          else resolve(details);
        });
      });
    });
    cards.setRevision(1);
  });

  it('is asked for once a revision, and is there at once the second time', async () => {
    void cards.show('a');
    await answer(0, sampleDetails('a'));
    await cards.show(null);
    expect(shown()).toBeNull();
    void cards.show('a');
    expect(shown()).toBe('Issue a');
    expect(asked).toEqual(['a']);
  });

  it('is at hand when it was asked for before it was wanted', async () => {
    cards.prepare('a');
    await answer(0, sampleDetails('a'));
    void cards.show('a');
    expect(shown()).toBe('Issue a');
  });

  it('stays until that of the next issue is here, and never turns back to one that came late', async () => {
    void cards.show('a');
    await answer(0, sampleDetails('a'));
    void cards.show('b');
    void cards.show('c');
    expect(shown()).toBe('Issue a');
    await answer(2, sampleDetails('c'));
    await answer(1, sampleDetails('b'));
    expect(shown()).toBe('Issue c');
  });

  it('is asked for again when the panel has a new revision, and stays meanwhile', async () => {
    void cards.show('a');
    await answer(0, sampleDetails('a'));
    cards.setRevision(2);
    expect(shown()).toBe('Issue a');
    await answer(1, sampleDetails('a', { title: 'Renamed' }));
    expect(shown()).toBe('Renamed');
  });

  it('is nothing for an issue that is gone, or of which the host says nothing', async () => {
    void cards.show('a');
    await answer(0, sampleDetails('a'));
    void cards.show('b');
    await answer(1, null);
    expect(shown()).toBeNull();
    void cards.show('c');
    await answer(2, new Error('no'));
    expect(shown()).toBeNull();
    void cards.show('c');
    expect(asked).toEqual(['a', 'b', 'c', 'c']);
  });

  it('does not keep what nobody looks at any more', async () => {
    for (let at = 0; at < 60; at++) {
      void cards.show(`issue-${at}`);
      await answer(at, sampleDetails(`${at}`));
    }
    void cards.show('issue-0');
    expect(asked).toHaveLength(61);
  });
});
