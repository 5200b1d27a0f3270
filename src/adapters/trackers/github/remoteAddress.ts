/** Answers for which repository of which host the address of a remote names. */
import type { GitHubHost } from './hosts';

export interface RepositoryAddress {
  readonly host: GitHubHost;
  /** As the remote writes it; the server compares without case. */
  readonly owner: string;
  readonly name: string;
}

/** `owner/name` */
export const fullName = ({ owner, name }: RepositoryAddress): string => `${owner}/${name}`;

export function isSameRepository(one: RepositoryAddress, other: RepositoryAddress): boolean {
  return one.host.name === other.host.name && fullName(one).toLowerCase() === fullName(other).toLowerCase();
}

const MAX_LENGTH = 2000;
const schemes = /^(https?|ssh|git|git\+ssh|ssh\+git):\/\//i;

/**
 * The repository at one of these hosts; null for a local path, another host, or what is no repository.
 * Forms: https://git-scm.com/docs/git-clone#_git_urls
 */
export function readRemoteAddress(url: string, hosts: readonly GitHubHost[]): RepositoryAddress | null {
  // The parser of addresses would pass over characters nobody sees.
  if (url.length > MAX_LENGTH || /[\p{Cc}\s\\]/u.test(url)) return null;
  const place = schemes.test(url) ? placeOfUrl(url) : placeOfShortForm(url);
  const named = place === null ? null : repositoryOf(place.path);
  if (place === null || named === null) return null;
  const host = hosts.find((each) => isAt(each, place));
  return host === undefined ? null : { host, ...named };
}

interface Place {
  readonly scheme: 'http' | 'ssh';
  /** In lower case, without a dot at its end. */
  readonly hostname: string;
  /** As written; empty for the scheme's own. */
  readonly port: string;
  readonly path: string;
}

function placeOfUrl(text: string): Place | null {
  // Only web addresses are taken apart as people mean it: their names get lower case, their usual ports go.
  const isWeb = /^https?:/i.test(text);
  const rewritten = isWeb ? text : text.replace(/^[^:]+/, 'https');
  if (!URL.canParse(rewritten)) return null;
  const { hostname, port, pathname } = new URL(rewritten);
  return { scheme: isWeb ? 'http' : 'ssh', hostname: withoutDot(hostname), port, path: pathname };
}

/** `git@github.com:acme/shop.git`; one letter before the colon is a drive. */
function placeOfShortForm(text: string): Place | null {
  const [, hostname, path] = /^(?:[^/@:]+@)?([\w.-]{2,255}):(?!\/\/)(.+)$/.exec(text) ?? [];
  if (hostname === undefined || path === undefined) return null;
  return { scheme: 'ssh', hostname: withoutDot(hostname.toLowerCase()), port: '', path };
}

/** By ssh, another port is another way to the same server; on the web it may be another server. */
function isAt({ name, kind }: GitHubHost, { scheme, hostname, port }: Place): boolean {
  const host = new URL(`https://${name}`);
  // See https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port
  const names = kind === 'github' ? [name, `www.${name}`, `ssh.${name}`] : [host.hostname];
  if (!names.includes(hostname)) return false;
  return scheme === 'ssh' || kind === 'github' || host.port === port;
}

/** Rules of names: https://docs.github.com/en/rest/repos/repos#create-a-repository-for-the-authenticated-user */
function repositoryOf(path: string): { readonly owner: string; readonly name: string } | null {
  const [owner = '', last = '', ...more] = path.replace(/^\/+/, '').replace(/\/+$/, '').split('/');
  const name = last.replace(/\.git$/i, '');
  if (more.length > 0 || !/^[a-z\d][\w-]{0,99}$/i.test(owner) || !/^[\w.-]{1,100}$/.test(name)) return null;
  // A wiki is a repository of its own and has no issues.
  return /^\.{1,2}$|\.wiki$/i.test(name) ? null : { owner, name };
}

const withoutDot = (hostname: string): string => hostname.replace(/\.$/, '');
