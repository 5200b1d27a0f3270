/** Answers for the states without a list: each says what it is and what to do next. */
import type { ReactNode } from 'react';
import type { Outlook } from '../state/outlook';
import { strings } from '../strings';
import { listStrings } from '../strings/list';
import { Countdown } from './Countdown';
import { offerActions, offerLabels } from './OfferButton';
import { usePanel } from './panel';
import { Skeleton } from './Skeleton';
import { Button } from './toolkit/Button';

export function StatePage({
  outlook,
  filter,
  total,
  onClearFilter,
}: {
  readonly outlook: Exclude<Outlook, { readonly kind: 'list' }>;
  readonly filter: string;
  /** Issues the filter hides. */
  readonly total: number;
  readonly onClearFilter: () => void;
}) {
  const { deeds } = usePanel();
  const look = (label: string, primary: boolean) => (
    <Button
      label={label}
      primary={primary}
      onPress={() => {
        deeds.act('sync');
      }}
    />
  );
  const newIssue = (primary: boolean) => (
    <Button
      label={strings.newIssue}
      primary={primary}
      onPress={() => {
        deeds.act('newIssue');
      }}
    />
  );
  switch (outlook.kind) {
    case 'loading':
      return <Skeleton />;
    case 'noFolder':
      return (
        <Page name="noFolder" title={strings.noFolder}>
          <p>{strings.noFolderHow}</p>
          <Button
            label={strings.openFolder}
            primary
            onPress={() => {
              deeds.act('openFolder');
            }}
          />
        </Page>
      );
    case 'failure':
      return <FailurePage outlook={outlook} />;
    case 'paused':
      return (
        <Page name="paused" title={strings.waiting(outlook.source.label)}>
          <p>
            <Countdown untilMs={outlook.untilMs} say={strings.pausedUnread} />
          </p>
          {outlook.source.remote?.account === null && <SignInButtons source={outlook.source.id} />}
          <Button
            label={strings.statistics}
            onPress={() => {
              deeds.act('showStatistics');
            }}
          />
        </Page>
      );
    case 'noTracker':
      return (
        <Page name="noTracker" title={strings.noTracker(placeName(outlook.folders))}>
          <p>{strings.noTrackerLooked}</p>
          <ul className="trackers">
            {strings.trackersRead.map((tracker) => (
              <li key={tracker.name}>
                {tracker.name} <code>{tracker.place}</code>
              </li>
            ))}
          </ul>
          <p>{strings.noTrackerHow}</p>
          {newIssue(true)}
          {look(strings.lookAgain, false)}
          <Button
            label={strings.settings}
            onPress={() => {
              deeds.act('openSettings');
            }}
          />
        </Page>
      );
    case 'noIssues':
      return (
        <Page name="noIssues" title={strings.noIssues(outlook.labels)}>
          <p>{strings.noIssuesHow}</p>
          {outlook.writable && newIssue(true)}
          {look(strings.lookAgain, false)}
        </Page>
      );
    case 'allDone':
      return (
        <Page name="allDone" title={strings.allDone(outlook.count)}>
          <p>{strings.allDoneHow}</p>
          {look(strings.lookAgain, false)}
        </Page>
      );
    case 'noMatch':
      return (
        <Page name="noMatch" title={listStrings.noMatch(filter.trim())}>
          <p>{listStrings.noMatchHow(total)}</p>
          <Button label={listStrings.clearFilter} primary onPress={onClearFilter} />
        </Page>
      );
  }
}

function FailurePage({ outlook }: { readonly outlook: Extract<Outlook, { readonly kind: 'failure' }> }) {
  const { deeds } = usePanel();
  const { message, labels, source, offers } = outlook;
  const ways = offers.filter((offer) => offer !== 'retry');
  const { remote = null, nextAttemptAtMs = null } = source ?? {};
  return (
    <Page name="failure" title={labels === null ? strings.failureTitle : strings.unread(labels)}>
      <p className="failure-sentence">{message}</p>
      {remote !== null && ways.length > 0 && remote.account === null && <p>{strings.nobodySignedIn(remote.host)}</p>}
      {remote !== null && ways.length === 0 && nextAttemptAtMs !== null && (
        <p>
          <Countdown untilMs={nextAttemptAtMs} say={strings.nextAttemptIn} />
        </p>
      )}
      {ways.map((offer, at) => (
        <Button
          key={offer}
          label={offerLabels[offer]}
          primary={at === 0}
          onPress={() => {
            deeds.act(offerActions[offer], source?.id);
          }}
        />
      ))}
      <Button
        label={strings.tryAgain}
        primary={ways.length === 0}
        onPress={() => {
          deeds.act('sync');
          deeds.reload();
        }}
      />
      <Button
        label={strings.showLog}
        onPress={() => {
          deeds.act('showLog');
        }}
      />
    </Page>
  );
}

function SignInButtons({ source }: { readonly source: string }) {
  const { deeds } = usePanel();
  return (['signIn', 'useToken'] as const).map((offer, at) => (
    <Button
      key={offer}
      label={offerLabels[offer]}
      primary={at === 0}
      onPress={() => {
        deeds.act(offerActions[offer], source);
      }}
    />
  ));
}

function Page({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="state-page" data-state={name} aria-live="polite">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function placeName(folders: readonly string[]): string {
  const [only, ...others] = folders;
  if (only === undefined) return strings.thisFolder;
  return others.length === 0 ? only : strings.theseFolders;
}
