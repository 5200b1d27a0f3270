/** Answers for saying on a row that the data of its source is old; it alone renders again when that begins or ends. */
import { useSyncExternalStore } from 'react';
import { dataAgeFact, oldSinceMs } from '../state/facts';
import { FactList } from './FactList';
import { usePanel } from './panel';

/** @param source id of the source */
export function DataAge({ source, id }: { readonly source: string; readonly id: string }) {
  const { store, now } = usePanel();
  const sinceMs = useSyncExternalStore(store.data.subscribe, () => {
    const chip = store.data.get()?.header.sources.find((each) => each.id === source);
    return chip === undefined ? null : oldSinceMs(chip);
  });
  return sinceMs === null ? null : <FactList facts={[dataAgeFact(sinceMs, now.get())]} id={id} />;
}
