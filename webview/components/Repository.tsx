/** Answers for the line of one repository: its name, branch, distance from upstream, changes and unfinished operation. */
import type { RepositoryLine } from '../../src/protocol/messages';
import { shownLines, shownText } from '../../src/protocol/shownText';
import { formatMoment } from '../state/ages';
import { strings } from '../strings';
import { Age } from './Age';
import { Badge } from './Badge';
import { Codicon } from './Codicon';

export function Repository({ repository }: { readonly repository: RepositoryLine }) {
  const { name, isGit, state, ahead, behind, changes, conflicted, phase, freshness, agedSinceMs, unwatched } =
    repository;
  const sentence = shownLines(describe(repository));
  return (
    <li className="repository" data-repository={repository.root} title={sentence} aria-label={sentence}>
      <Codicon name={isGit ? 'repo' : 'folder'} className="gutter-icon" />
      <span className="repository-name">{shownText(name)}</span>
      {isGit ? <Branch repository={repository} /> : <span className="quiet-word">{strings.notGit}</span>}
      {state !== 'clean' && (
        <span className="operation" data-operation={state}>
          <Badge>{strings.operation(state)}</Badge>
        </span>
      )}
      {ahead !== null && ahead > 0 && <span className="drift">↑{strings.atMostHundreds(ahead)}</span>}
      {behind !== null && behind > 0 && <span className="drift">↓{strings.atMostHundreds(behind)}</span>}
      {conflicted !== null && conflicted > 0 && (
        <span className="count tone-bad">
          <Codicon name="warning" className="small" />
          {strings.atMostHundreds(conflicted)}
        </span>
      )}
      {changes !== null && changes > 0 && (
        <span className="count tone-warn">
          <Codicon name="circle-filled" className="dot" />
          {strings.atMostHundreds(changes)}
        </span>
      )}
      {agedSinceMs !== null && freshness === 'stale' && (
        <span className="repository-age tone-warn" data-freshness={freshness}>
          {strings.freshness(freshness)} <Age sinceMs={agedSinceMs} say={strings.oldAge} />
        </span>
      )}
      {unwatched !== null && <Codicon name="eye-closed" className="small unwatched" />}
      {phase !== null && (
        <span className="phase">
          <Codicon name="milestone" className="small" />
          {strings.phaseShort(phase.completed, phase.total)}
        </span>
      )}
    </li>
  );
}

function Branch({ repository: { branch, head, detached, unborn } }: { readonly repository: RepositoryLine }) {
  // While a rebase has HEAD detached, the branch it will return to is where the person is.
  if (detached && branch === null) {
    return (
      <span className="branch">
        <Codicon name="git-commit" className="small" />
        <span className="commit">{head}</span>
        <span className="quiet-word">{strings.detached}</span>
      </span>
    );
  }
  if (branch === null) return <span className="quiet-word">{strings.gitUnknown}</span>;
  return (
    <span className="branch">
      <Codicon name="git-branch" className="small" />
      <span className="branch-name">{shownText(branch)}</span>
      {unborn && <span className="quiet-word">{strings.unborn}</span>}
    </span>
  );
}

function describe(line: RepositoryLine): string {
  if (!line.isGit)
    return [`${line.name}, ${strings.notGit}`, line.error, line.root].filter((each) => each !== null).join('\n');
  const detached = line.detached ? `${strings.detached} ${line.head ?? ''}` : strings.gitUnknown;
  const place = line.branch ?? detached;
  const parts = [
    `${line.name}, ${place}`,
    line.unborn ? strings.unborn : '',
    strings.operation(line.state),
    line.upstream === null ? (line.branch === null ? '' : strings.noUpstream) : strings.upstream(line.upstream),
    line.ahead === null || line.ahead === 0 ? '' : strings.ahead(line.ahead),
    line.behind === null || line.behind === 0 ? '' : strings.behind(line.behind),
    line.conflicted === null || line.conflicted === 0 ? '' : strings.conflicts(line.conflicted),
    line.changes === null ? '' : line.changes === 0 ? strings.noChanges : strings.changes(line.changes),
    line.phase === null ? '' : strings.phase(line.phase.name, line.phase.completed, line.phase.total),
    line.agedSinceMs === null ? '' : strings.gitAged(line.freshness, formatMoment(line.agedSinceMs)),
  ];
  const told = [
    parts.filter((part) => part !== '').join(', '),
    line.error,
    line.unwatched && strings.gitUnwatched(line.unwatched),
    line.root,
  ];
  return told.filter((each) => each !== null).join('\n');
}
