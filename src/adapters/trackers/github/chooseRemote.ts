/** Answers for which of a repository's remotes issues are read of, and how people are told. */
import type { GitRemote } from '../../../ports/repositoryReader';
import type { ChosenRepository } from './access';
import { countOf } from './fields';
import type { GitHubHost } from './hosts';
import { isRecord } from './json';
import { fullName, isSameRepository, readRemoteAddress, type RepositoryAddress } from './remoteAddress';

export interface RemoteChoice {
  readonly address: RepositoryAddress;
  /** The remote's name. */
  readonly remote: string;
  /** One sentence each; most choices need none. */
  readonly notes: readonly string[];
}

/** The remote `upstream`, then the one the main branch follows, then `origin`, then the first; null: none is of these hosts. */
export function chooseRemote(remotes: readonly GitRemote[], hosts: readonly GitHubHost[]): RemoteChoice | null {
  const candidates = remotes.flatMap((remote) => {
    const address = readRemoteAddress(remote.url, hosts);
    return address === null ? [] : [{ remote, address }];
  });
  const named = (name: string) => candidates.find(({ remote }) => remote.name === name);
  const upstream = named('upstream');
  const own = candidates.find(({ remote }) => remote.followed === true) ?? named('origin') ?? candidates[0];
  const chosen = upstream ?? own;
  if (chosen === undefined || own === undefined) return null;
  const { address, remote } = chosen;
  const note = (): string | null => {
    if (!isSameRepository(address, own.address)) return upstreamNote(fullName(address), fullName(own.address));
    const other = candidates.find((each) => !isSameRepository(each.address, address));
    return other === undefined
      ? null
      : `Issues of ${fullName(address)}, the remote ${remote.name}; ${other.remote.name} is ${fullName(other.address)}.`;
  };
  const said = note();
  return { address, remote: remote.name, notes: said === null ? [] : [said] };
}

const upstreamNote = (upstream: string, fork: string): string =>
  `Issues of ${upstream}, the upstream of your fork ${fork}.`;

/**
 * The repository the server means by a remote, or its parent where it is a fork: there is where work is. A fork is read
 * itself where its parent keeps no issues, or a person made it a remote named `upstream`.
 * @param answer of https://docs.github.com/en/rest/repos/repos#get-a-repository ; null: it names no repository
 */
export function servedRepository(choice: RemoteChoice, answer: unknown): ChosenRepository | null {
  const own = readRepository(answer);
  if (own === null || !isRecord(answer)) return null;
  const asked = fullName(choice.address);
  const moved = own.repository.toLowerCase() === asked.toLowerCase() ? [] : [`${asked} is now ${own.repository}.`];
  const parent = answer.fork === true ? readRepository(answer.parent) : null;
  const leads = parent !== null && parent.hasIssues && !(choice.remote === 'upstream' && own.hasIssues);
  if (leads) return chosen(parent, [upstreamNote(parent.repository, own.repository)]);
  const none = own.hasIssues ? [] : [`${own.repository} keeps no issues: they are switched off there.`];
  return chosen(own, [...choice.notes, ...moved, ...none]);
}

const chosen = ({ repository, openCount }: ReadRepository, notes: readonly string[]): ChosenRepository => ({
  repository,
  notes,
  ...(openCount !== null && { openCount }),
});

interface ReadRepository {
  readonly repository: string;
  readonly hasIssues: boolean;
  readonly openCount: number | null;
}

function readRepository(value: unknown): ReadRepository | null {
  if (!isRecord(value) || typeof value.full_name !== 'string') return null;
  if (!/^[a-z\d][\w-]*\/[\w.-]+$/i.test(value.full_name)) return null;
  const openCount = countOf(value, 'open_issues_count');
  return { repository: value.full_name, hasIssues: value.has_issues !== false, openCount };
}
