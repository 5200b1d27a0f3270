/** Answers for the sentences across the panel: restricted mode, a failure beside rows, and what the host refused. */
import { useSyncExternalStore } from 'react';
import type { SourceChip } from '../../src/protocol/messages';
import { offersOf } from '../state/chipState';
import type { Observable } from '../state/observable';
import { unreadSources } from '../state/outlook';
import type { PanelData } from '../state/panelData';
import { sourceName } from '../state/sourceLines';
import { strings } from '../strings';
import { Banner, type BannerDeed } from './Banner';
import { offerActions, offerLabels } from './OfferButton';
import { usePanel, type PanelDeeds } from './panel';

export function Banners({
  data,
  connectionFailure,
  hasIssues,
  notice,
}: {
  readonly data: PanelData | null;
  readonly connectionFailure: string | null;
  readonly hasIssues: boolean;
  readonly notice: Observable<string | null>;
}) {
  const { deeds } = usePanel();
  const refused = useSyncExternalStore(notice.subscribe, notice.get);
  const failure = data === null ? null : (data.header.failure ?? connectionFailure);
  const unread = data === null ? null : unreadBanner(data.header.sources, deeds);
  const manageTrust = {
    label: strings.manageTrust,
    run: () => {
      deeds.act('manageTrust');
    },
  };
  const afterFailure = [
    {
      label: strings.tryAgain,
      run: () => {
        deeds.act('sync');
        deeds.reload();
      },
    },
    {
      label: strings.showLog,
      run: () => {
        deeds.act('showLog');
      },
    },
  ];
  return (
    <>
      {data !== null && !data.header.trusted && (
        <Banner name="restricted" icon="shield" text={strings.restricted} deeds={[manageTrust]} />
      )}
      {unread !== null && hasIssues && <Banner name="unread" icon="warning" text={unread.text} deeds={unread.deeds} />}
      {failure !== null && hasIssues && <Banner name="failure" icon="error" text={failure} deeds={afterFailure} />}
      {refused !== null && (
        <Banner
          name="notice"
          icon="warning"
          text={refused}
          deeds={[]}
          onDismiss={() => {
            notice.set(null);
          }}
        />
      )}
    </>
  );
}

/** That the list is without sources that were never read: the first one says why, and what helps. */
function unreadBanner(
  sources: readonly SourceChip[],
  deeds: PanelDeeds,
): { readonly text: string; readonly deeds: readonly BannerDeed[] } | null {
  const unread = unreadSources(sources);
  const [first] = unread;
  if (first === undefined || first.error === null) return null;
  const several = sources.some(({ label, id }) => label === first.label && id !== first.id);
  const names = unread.map((source) => sourceName(source, several)).join(', ');
  const offers = offersOf(first, { kind: 'trouble', trouble: first.error.trouble, nextMs: null });
  return {
    text: strings.unreadBeside(names, first.error.message),
    deeds: offers.map((offer) => ({
      label: offerLabels[offer],
      run: () => {
        if (offer === 'retry') deeds.act('sync');
        else deeds.act(offerActions[offer], first.id);
      },
    })),
  };
}
