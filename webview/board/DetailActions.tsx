/** Answers for what can be done with the chosen issue. */
import type { IssueDetails } from '../../src/protocol/issueDetails';
import type { RowCommand } from '../../src/protocol/rowCommand';
import { Codicon } from '../components/Codicon';
import type { IconName } from '../components/icons';
import { usePanel } from '../components/panel';
import { boardStrings } from '../strings/board';

interface Action {
  readonly command: RowCommand;
  readonly icon: IconName;
  readonly label: string;
}

export function DetailActions({
  details,
  current,
}: {
  readonly details: IssueDetails;
  /** A branch that is checked out names the issue. */
  readonly current: boolean;
}) {
  const { deeds } = usePanel();
  const actions = actionsOf(details, current);
  return (
    <div className="detail-actions" role="group" aria-label={boardStrings.deeds}>
      {actions.map(({ command, icon, label }, index) => (
        <button
          key={command}
          type="button"
          className={`action${index === 0 ? ' primary' : ''}`}
          data-command={command}
          onClick={() => {
            deeds.run(command, [details.key]);
          }}
        >
          <Codicon name={icon} className="small" />
          {label}
        </button>
      ))}
    </div>
  );
}

function actionsOf({ status, openable, linkable }: IssueDetails, current: boolean): readonly Action[] {
  const isOpen = status !== 'done';
  const stop: Action | null =
    current || status === 'inProgress'
      ? { command: 'stopWork', icon: 'debug-stop', label: boardStrings.stopWork }
      : null;
  const start: Action | null =
    isOpen && !current ? { command: 'startWork', icon: 'play', label: boardStrings.startWork } : null;
  const open: Action | null = openable ? { command: 'openIssue', icon: 'go-to-file', label: boardStrings.open } : null;
  // What waits is better looked at than begun.
  const first = status === 'blocked' ? [open, start] : current ? [open, stop] : [start, open, stop];
  const others: (Action | null)[] = [
    linkable ? { command: 'openInBrowser', icon: 'link-external', label: boardStrings.openInBrowser } : null,
    { command: 'copyIssueKey', icon: 'copy', label: boardStrings.copyKey },
  ];
  return [...first, ...others].filter((action) => action !== null);
}
