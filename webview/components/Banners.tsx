/** Answers for the sentences across the panel: restricted mode, a failure beside rows, and what the host refused. */
import { useSyncExternalStore } from 'react';
import type { Observable } from '../state/observable';
import type { PanelData } from '../state/panelData';
import { strings } from '../strings';
import { Banner } from './Banner';
import { usePanel } from './panel';

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
