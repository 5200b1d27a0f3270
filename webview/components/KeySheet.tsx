/** Answers for showing the keys of the panel, which are loaded when they are asked for first. */
import { useSyncExternalStore } from 'react';
import { usePanel } from './panel';

export function KeySheet() {
  const { keySheet, finding: findingStore } = usePanel();
  const isOpen = useSyncExternalStore(keySheet.subscribe, keySheet.get);
  const finding = useSyncExternalStore(findingStore.subscribe, findingStore.get);
  if (!isOpen || finding === null) return null;
  return (
    <finding.KeyTable
      onClose={() => {
        keySheet.set(false);
      }}
    />
  );
}
