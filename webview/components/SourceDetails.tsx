/** Answers for all there is to know of a source on a server, below its chip: account, budget, what is missing, what helps. */
import type { ChipGroup } from '../state/chips';
import { chipState, offersOf } from '../state/chipState';
import { sourceLines, sourceName } from '../state/sourceLines';
import { strings } from '../strings';
import { OfferButton } from './OfferButton';
import { useNowMs, usePanel } from './panel';

export function SourceDetails({
  id,
  group,
  onClose,
}: {
  readonly id: string;
  readonly group: ChipGroup;
  readonly onClose: () => void;
}) {
  const { deeds } = usePanel();
  const nowMs = useNowMs();
  const [first] = group;
  const name = sourceName(first, true);
  return (
    <section
      id={id}
      className="source-details"
      aria-label={strings.sourceDetails(name)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Its own buttons go; the keyboard goes back to where it came from.
        document.querySelector<HTMLElement>(`[aria-controls='${id}']`)?.focus();
        onClose();
      }}
    >
      {group.map((source) => (
        <ul key={source.id}>
          {sourceLines(source, nowMs).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ))}
      <div className="source-deeds">
        {offersOf(first, chipState(first, nowMs)).map((offer) => (
          <OfferButton key={offer} offer={offer} source={first.id} name={name} />
        ))}
        <button
          type="button"
          className="link-button"
          onClick={() => {
            deeds.act('showStatistics');
          }}
        >
          {strings.statistics}
        </button>
      </div>
    </section>
  );
}
