/** Answers for the words of a chip after its name: the state, how old the data is, and when it goes on. */
import type { ReactNode } from 'react';
import { formatAge } from '../../src/protocol/age';
import type { SourceChip as Source } from '../../src/protocol/messages';
import type { ChipState as State } from '../state/chipState';
import { strings } from '../strings';
import { Age } from './Age';
import { Countdown } from './Countdown';
import { useNowMs } from './panel';

interface Part {
  readonly name: string;
  readonly node: ReactNode;
}

export function ChipState({
  source,
  state,
  confirmedAtMs,
}: {
  readonly source: Source;
  readonly state: State;
  readonly confirmedAtMs: number | null;
}) {
  return (
    <span className="chip-state">
      {partsOf(source, state, confirmedAtMs).map(({ name, node }, at) => (
        <span key={name} data-part={name}>
          {at > 0 && ' · '}
          {node}
        </span>
      ))}
    </span>
  );
}

function partsOf(source: Source, state: State, confirmedAtMs: number | null): readonly Part[] {
  const age = confirmedAtMs === null ? null : { name: 'age', node: <Ago sinceMs={confirmedAtMs} /> };
  switch (state.kind) {
    case 'progress':
      return [
        { name: 'progress', node: strings.progress(state.done, state.total) },
        ...(state.pausedUntilMs === null ? [] : [{ name: 'word', node: strings.paused }, wait(state.pausedUntilMs)]),
      ];
    case 'paused':
      return [{ name: 'word', node: strings.paused }, ...present(age), wait(state.untilMs)];
    case 'trouble':
      return troubleParts(source, state, age);
    case 'recalled':
      return confirmedAtMs === null ? [] : [{ name: 'recalled', node: <RecalledAge sinceMs={confirmedAtMs} /> }];
    case 'quiet':
      return [{ name: 'freshness', node: <Freshness source={source} confirmedAtMs={confirmedAtMs} /> }];
  }
}

function troubleParts(
  { remote }: Source,
  { trouble, nextMs }: Extract<State, { readonly kind: 'trouble' }>,
  age: Part | null,
): readonly Part[] {
  const word = { name: 'word', node: strings.trouble(trouble) };
  const mendsItself = remote !== null && (trouble === 'offline' || trouble === 'notAnswering');
  const next =
    mendsItself && nextMs !== null
      ? {
          name: 'next',
          node: <Countdown untilMs={nextMs} say={strings.nextTry} />,
        }
      : null;
  return [word, ...present(age), ...present(next)];
}

const wait = (untilMs: number): Part => ({
  name: 'next',
  node: <Countdown untilMs={untilMs} say={strings.goesOn} />,
});

const present = (part: Part | null): readonly Part[] => (part === null ? [] : [part]);

function Freshness({ source, confirmedAtMs }: { readonly source: Source; readonly confirmedAtMs: number | null }) {
  const word = strings.freshness(source.freshness);
  if (source.freshness === 'live' || confirmedAtMs === null) return word;
  if (word === '') return <Age sinceMs={confirmedAtMs} />;
  return (
    <>
      {word} <Age sinceMs={confirmedAtMs} say={strings.oldAge} />
    </>
  );
}

function Ago({ sinceMs }: { readonly sinceMs: number }) {
  return strings.ago(formatAge(useNowMs() - sinceMs));
}

/** It keeps counting like any other age. */
function RecalledAge({ sinceMs }: { readonly sinceMs: number }) {
  return strings.recalled(formatAge(useNowMs() - sinceMs));
}
