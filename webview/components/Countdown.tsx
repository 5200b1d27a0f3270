/** Answers for a span that runs out: in minutes while it is long, in seconds at its end. It alone renders again. */
import { useEffect, useSyncExternalStore } from 'react';
import { formatWait } from '../../src/protocol/age';
import { useNowMs, usePanel } from './panel';

/** From here on seconds count; before, the common ticker does. */
const secondsBelowMs = 90_000;

interface CountdownProps {
  readonly untilMs: number;
  /** What is said; null: the wait is over. */
  readonly say: (wait: string | null) => string;
}

export function Countdown({ untilMs, say }: CountdownProps) {
  const nowMs = useNowMs();
  return untilMs - nowMs < secondsBelowMs ? <Seconds untilMs={untilMs} say={say} /> : say(formatWait(untilMs - nowMs));
}

function Seconds({ untilMs, say }: CountdownProps) {
  const { seconds } = usePanel();
  const nowMs = useSyncExternalStore(seconds.subscribe, seconds.get);
  // Nobody looked at the clock while no seconds were counted.
  useEffect(() => {
    seconds.refresh();
  }, [seconds]);
  return say(formatWait(untilMs - nowMs));
}
