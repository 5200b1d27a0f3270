/** Answers for the line under the filter: whose issues are shown, in one click, or how many issues are chosen. */
import { setWhose } from '../state/findingDeeds';
import type { Selection } from '../state/selection';
import type { Whose } from '../state/whose';
import { listStrings as strings } from '../strings/list';
import { Codicon } from './Codicon';
import { usePanel } from './panel';

const chips = [
  { whose: 'anyone', name: strings.anyone, title: strings.anyoneTitle },
  { whose: 'mine', name: strings.mine, title: strings.mineTitle },
  { whose: 'unassigned', name: strings.unassigned, title: strings.unassignedTitle },
] as const;

export function WhoseChips({ whose }: { readonly whose: Whose }) {
  const { finding, view } = usePanel();
  return (
    <div className="whose" role="group" aria-label={strings.whose}>
      {chips.map((chip) => (
        <button
          key={chip.whose}
          type="button"
          className="whose-chip"
          aria-pressed={chip.whose === whose}
          title={chip.title}
          data-whose={chip.whose}
          onClick={() => {
            // Pressed once more, a chip lets go.
            setWhose(finding, view, chip.whose === whose ? 'anyone' : chip.whose);
          }}
        >
          {chip.name}
        </button>
      ))}
    </div>
  );
}

export function SelectionLine({ selection }: { readonly selection: Selection }) {
  const { selection: store } = usePanel();
  const { keys, isCut } = selection;
  return (
    <div className="selection-line">
      <span className="selection-count">
        {isCut ? strings.selectedCut(keys.length) : strings.selectedShort(keys.length)}
      </span>
      <button
        type="button"
        className="icon-button"
        title={strings.clearSelection}
        aria-label={strings.clearSelection}
        onClick={() => {
          store.clear();
        }}
      >
        <Codicon name="close" />
      </button>
    </div>
  );
}
