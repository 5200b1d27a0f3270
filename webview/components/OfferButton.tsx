/** Answers for the small buttons that mend a source: sign in, authorise, try again, cancel. */
import type { PanelAction } from '../../src/protocol/messages';
import type { Offer } from '../state/chipState';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { usePanel } from './panel';

export const offerActions: Readonly<Record<Offer, PanelAction>> = {
  signIn: 'signIn',
  useToken: 'useToken',
  authorize: 'openOffer',
  retry: 'sync',
  cancel: 'cancelSync',
};

export const offerLabels: Readonly<Record<Offer, string>> = {
  signIn: strings.signIn,
  useToken: strings.useToken,
  authorize: strings.authorize,
  retry: strings.tryAgain,
  cancel: strings.cancel,
};

export function OfferButton({
  offer,
  source,
  name,
  compact = false,
}: {
  readonly offer: Offer;
  /** Id of the source. */
  readonly source: string;
  /** Its name, spoken with what the button does. */
  readonly name: string;
  /** Where a picture says it, a picture only. */
  readonly compact?: boolean;
}) {
  const { deeds } = usePanel();
  const icon = offer === 'retry' ? 'refresh' : offer === 'cancel' ? 'close' : null;
  const label = offerLabels[offer];
  const run = (): void => {
    if (offer === 'retry') deeds.act('sync');
    else deeds.act(offerActions[offer], source);
  };
  return (
    <button
      type="button"
      className={compact && icon !== null ? 'icon-button' : 'link-button'}
      title={label}
      aria-label={strings.ofSource(label, name)}
      data-offer={offer}
      onClick={run}
    >
      {compact && icon !== null ? <Codicon name={icon} /> : label}
    </button>
  );
}
