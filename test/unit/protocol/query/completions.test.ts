import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsFor, maxCompletions } from '../../../../src/protocol/query/completions';
import { hidesRows, parseQuery } from '../../../../src/protocol/query/parseQuery';
import { vocabularyOf, type QueryVocabulary } from '../../../../src/protocol/query/queryVocabulary';
import { sampleRow } from '../../../fakes/panelState';
import { surroundings } from './queryRows';

const rows = [
  sampleRow('1', { labels: ['bug', 'help wanted'], assignees: ['ann'], phase: 'Phase 2', type: 'bug' }),
  sampleRow('2', { labels: ['Bug'], assignees: ['ben', 'ann'], phase: null }),
  sampleRow('3', { labels: ['a "quoted", one'], source: 'github:shop/api' }),
  sampleRow('4', { labels: ['gone'], status: 'done' }),
];
const vocabulary = vocabularyOf(rows, surroundings);

/** What is offered at the bar, which stands for the caret, as the text it makes. */
function offered(typed: string, known: QueryVocabulary = vocabulary): readonly string[] {
  const caret = typed.indexOf('|');
  const text = typed.replace('|', '');
  return completionsFor(text, caret, known).map(
    ({ from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
  );
}

describe('Completion', () => {
  it('offers the filters at the beginning of a token, and those that begin as typed', () => {
    expect(offered('|').slice(0, 3)).toEqual(['is:', 'assignee:', 'no:']);
    expect(offered('x |').slice(0, 2)).toEqual(['x is:', 'x assignee:']);
    expect(offered('x -la|')).toEqual(['x -label:']);
    expect(offered('-|')[0]).toBe('-is:');
    expect(offered('pr|').slice(0, 1)).toEqual(['priority:']);
  });

  it('offers the values of the issues at hand, the most frequent first', () => {
    expect(offered('label:|')).toEqual(['label:bug ', 'label:"a \\"quoted\\", one" ', 'label:"help wanted" ']);
    expect(offered('assignee:|')).toEqual(['assignee:@me ', 'assignee:ann ', 'assignee:ben ']);
    expect(offered('milestone:|')).toEqual(['milestone:"Phase 2" ']);
    expect(offered('source:|')).toEqual(['source:beads ', 'source:github ']);
    expect(offered('repo:a|')).toEqual(['repo:api ']);
    expect(vocabulary.labels[0]).toEqual({ value: 'bug', count: 2 });
  });

  it('replaces the value the caret is in, and none beside it', () => {
    expect(offered('label:h|')).toEqual(['label:"help wanted" ']);
    expect(offered('label:bug,wan|')).toEqual(['label:bug,"help wanted" ']);
    expect(offered('label:"help w|')).toEqual(['label:"help wanted" ']);
    expect(offered('label:h|,bug x')).toEqual(['label:"help wanted",bug x']);
    expect(offered('is:r|eady x')).toEqual(['is:ready x']);
    expect(offered('priority:>=|')[0]).toBe('priority:>=0 ');
  });

  it('offers nothing within a quoted word, a name, or a filter there is not', () => {
    for (const typed of ['"la|', 'la|bel:bug', 'foo:|', 'parent:|']) expect(offered(typed)).toEqual([]);
  });

  it('is no longer than one can look through', () => {
    const many = Array.from({ length: 500 }, (_, at) => sampleRow(`${at}`, { labels: [`label ${at}`] }));
    expect(offered('label:|', vocabularyOf(many, surroundings))).toHaveLength(maxCompletions);
  });

  it('inserts what is read as it was meant, whatever labels are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (label) => {
        const known = vocabularyOf([sampleRow('1', { labels: [label] })], surroundings);
        for (const text of offered('label:|', known)) {
          const { filters, troubles, words } = parseQuery(text);
          expect(troubles).toEqual([]);
          expect(words).toEqual([]);
          expect(filters[0]?.conditions).toEqual([{ kind: 'value', field: 'label', value: label }]);
        }
      }),
    );
  });

  it('inserts values that every filter knows', () => {
    for (const name of offered('|')) {
      for (const text of offered(`${name}|`)) {
        expect(parseQuery(text).troubles).toEqual([]);
        expect(hidesRows(parseQuery(text))).toBe(true);
      }
    }
  });

  it('never fails, wherever the caret is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, caret) => {
        for (const { from, to } of completionsFor(text, Math.min(caret, text.length), vocabulary)) {
          expect(from).toBeLessThanOrEqual(to);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
