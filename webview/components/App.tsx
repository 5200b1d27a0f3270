/** Answers for the panel from top to bottom, in the order of attention. */
import { useDeferredValue, useEffect, useMemo, useRef, useSyncExternalStore, useCallback } from 'react';
import type { Observable } from '../state/observable';
import { ListModel } from '../state/listModel';
import { outlookOf } from '../state/outlook';
import type { PanelData } from '../state/panelData';
import { strings } from '../strings';
import { Banner } from './Banner';
import { FilterLine } from './FilterLine';
import { IssueTree, type ListHandle } from './IssueTree';
import { usePanel } from './panel';
import { RepositoryLines } from './RepositoryLines';
import { SourceChips } from './SourceChips';
import { StatePage } from './StatePage';
import type { TextFieldHandle } from './toolkit/TextField';
import { useHeights } from './useHeights';

export function App({
  notice,
  onShown,
}: {
  /** What the host refused last, as a sentence. */
  readonly notice: Observable<string | null>;
  /** Hears of each revision after it is in the page. */
  readonly onShown: (revision: number) => void;
}) {
  const { store, view } = usePanel();
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const connectionFailure = useSyncExternalStore(store.connectionFailure.subscribe, store.connectionFailure.get);
  const { filter, collapsed, collapsedInFilter } = useSyncExternalStore(view.subscribe, view.get);
  const deferredFilter = useDeferredValue(filter);
  const model = useMemo(
    () => (data === null ? null : new ListModel(data, { filter: deferredFilter, collapsed, collapsedInFilter })),
    [data, deferredFilter, collapsed, collapsedInFilter],
  );
  const heights = useHeights();
  const outlook = outlookOf(data, model, connectionFailure);
  const field = useRef<TextFieldHandle>(null);
  const list = useRef<ListHandle>(null);
  const keepField = useCallback((handle: TextFieldHandle | null) => {
    field.current = handle;
  }, []);
  const keepList = useCallback((handle: ListHandle | null) => {
    list.current = handle;
  }, []);
  const setFilter = useCallback(
    (typed: string) => {
      view.setFilter(typed);
    },
    [view],
  );
  const leaveFilter = useCallback(() => list.current?.focus(), []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
      const typing = event.target instanceof Element && event.target.localName === 'vscode-text-field';
      if (!find && !(slash && !typing)) return;
      if (field.current === null) return;
      event.preventDefault();
      field.current.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  const revision = data?.revision ?? null;
  useEffect(() => {
    if (revision !== null) onShown(revision);
  }, [revision, onShown]);

  const hasIssues = model !== null && model.total > 0;
  return (
    <div className="panel" data-revision={revision ?? undefined}>
      {data !== null && <Header data={data} />}
      <Banners data={data} connectionFailure={connectionFailure} hasIssues={hasIssues} notice={notice} />
      {hasIssues && (
        <FilterLine
          filter={filter}
          matching={model.matching}
          total={model.total}
          onFilter={setFilter}
          onLeave={leaveFilter}
          handle={keepField}
        />
      )}
      {data !== null && model !== null && outlook.kind === 'list' ? (
        <IssueTree
          data={data}
          model={model}
          heights={heights}
          filtering={deferredFilter.trim() !== ''}
          handle={keepList}
        />
      ) : (
        outlook.kind !== 'list' && (
          <StatePage
            outlook={outlook}
            filter={deferredFilter}
            total={model?.total ?? 0}
            onClearFilter={() => {
              view.setFilter('');
              field.current?.focus();
            }}
          />
        )
      )}
    </div>
  );
}

function Header({ data: { header } }: { readonly data: PanelData }) {
  if (header.repositories.length === 0 && header.sources.length === 0) return null;
  return (
    <header className="context">
      <RepositoryLines repositories={header.repositories} />
      <SourceChips sources={header.sources} syncing={header.syncing} withRepository={header.repositories.length > 1} />
    </header>
  );
}

function Banners({
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
