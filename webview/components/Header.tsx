/** Answers for the top of the panel: where one is, and whether what is shown can be trusted. */
import type { PanelHeader } from '../../src/protocol/messages';
import { RepositoryLines } from './RepositoryLines';
import { SourceChips } from './SourceChips';

export function Header({ header }: { readonly header: PanelHeader }) {
  if (header.repositories.length === 0 && header.sources.length === 0) return null;
  return (
    <header className="context">
      <RepositoryLines repositories={header.repositories} />
      <SourceChips sources={header.sources} syncing={header.syncing} withRepository={header.repositories.length > 1} />
    </header>
  );
}
