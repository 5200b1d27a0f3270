/** Answers for the two tables of a scorecard. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bench/figure';
import { markdownTable, textTable } from '../../bench/scorecard';

const figures: readonly Figure[] = [
  {
    figure: 'list of files',
    value: 30.42,
    unit: 'ms',
    yardstick: { name: 'git status', value: 20 },
    target: '2x',
    note: 'both warm',
  },
  { figure: 'spawns', value: 0, unit: 'count', yardstick: { name: 'empty', value: 0 }, target: '0', note: 'both warm' },
  { figure: 'a | b', value: 1.5, unit: 'KB', yardstick: null, target: '' },
  { figure: 'idle', value: null, unit: 'ms', yardstick: null, target: '', note: 'idle failed: <gone>' },
];

describe('the table in a terminal', () => {
  it('has aligned columns, and each note once', () => {
    expect(textTable(figures)).toBe(
      [
        'figure             median        yardstick           ratio  target  met',
        'list of files [1]  30.4 ms       20.0 ms git status  1.52x  2x      yes',
        'spawns [1]         0             0 empty             –      0       yes',
        'a | b              1.50 KB       –                   –      –       –',
        'idle [2]           not measured  –                   –      –       –',
        '  [1] both warm',
        '  [2] idle failed: <gone>',
      ].join('\n'),
    );
  });
});

describe('the table in Markdown', () => {
  it('says where it was measured and keeps what would end a cell or begin an element as text', () => {
    expect(markdownTable(figures.slice(2), 'Measured here.')).toBe(
      [
        'Measured here.',
        '',
        '| figure | median | yardstick | ratio | target | met |',
        '| --- | --: | --: | --: | --: | :-: |',
        String.raw`| a \| b | 1.50 KB | – | – | – | – |`,
        '| idle [1] | not measured | – | – | – | – |',
        '',
        '- [1] idle failed: &lt;gone>',
        '',
      ].join('\n'),
    );
  });
});
