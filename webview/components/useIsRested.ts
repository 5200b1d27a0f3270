/** Answers for waiting until a value stops changing. */
import { useEffect, useState } from 'react';

/** So long after the last key typing has stopped. */
const restMs = 700;

/** False from a change of `value` until it stayed the same for a while; a first value is there already. */
export function useIsRested(value: string): boolean {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(value);
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return rested === value;
}
