/** Answers for which servers are GitHub's: the one everybody knows, and those the person named. */
import type { AccountHost } from '../../../ports/credentials';
import type { GitHubSettings } from './options';

export interface GitHubHost extends AccountHost {
  /** `github.com`, or host and port of an Enterprise Server: what remotes name. */
  readonly name: string;
  /** Scheme, host and port of the pages, without a slash at the end. */
  readonly webOrigin: string;
  /** `https://api.github.com`, `https://ghe.example.com/api/v3`; no slash at the end. */
  readonly apiUrl: string;
  /** `https://api.github.com/graphql`, `https://ghe.example.com/api/graphql`. */
  readonly graphqlUrl: string;
  /** Set where the settings say where it is, and say it wrong: nothing is asked then. One sentence on what to do. */
  readonly problem?: string;
}

export interface NamedHosts {
  readonly hosts: readonly GitHubHost[];
  /** Addresses that cannot be used, one sentence each on what to do. They hold nothing of an address with a password. */
  readonly problems: readonly string[];
}

const usualApiUrl = 'https://api.github.com';

/** The hosts of these settings. An Enterprise Server whose address is not valid is left out: no remote is known to be of it. */
export function namedHosts(settings: Pick<GitHubSettings, 'apiUrl' | 'enterpriseUrl'>): NamedHosts {
  const hosts: GitHubHost[] = [];
  const problems: string[] = [];
  const api = readAddress(settings.apiUrl);
  if (typeof api === 'string') {
    const problem = `The setting for the API of github.com ${api}`;
    problems.push(problem);
    hosts.push({ ...dotCom(usualApiUrl), problem });
  } else hosts.push(dotCom(withoutSlash(api)));
  const named = settings.enterpriseUrl?.trim() ?? '';
  if (named === '') return { hosts, problems };
  const url = readAddress(named);
  if (typeof url === 'string') problems.push(`The setting for the GitHub Enterprise Server ${url}`);
  else if (!/^\/(api\/(v3|graphql)\/?)?$/.test(url.pathname)) {
    problems.push('The setting for the GitHub Enterprise Server has a path: give the address of its first page.');
  } else if (!/^(www\.|api\.)?github\.com$/.test(url.hostname)) hosts.push(enterprise(url));
  return { hosts, problems };
}

/** Whether an account of this host may be shown to what answers at `url`. */
export function hostAllows(host: GitHubHost, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return origin === apiOrigin(host) || origin === new URL(host.graphqlUrl).origin;
}

/** Scheme, host and port of the API. */
export const apiOrigin = (host: GitHubHost): string => new URL(host.apiUrl).origin;

function dotCom(apiUrl: string): GitHubHost {
  const graphqlUrl = apiUrl.endsWith('/api/v3') ? apiUrl.replace(/v3$/, 'graphql') : `${apiUrl}/graphql`;
  return { name: 'github.com', kind: 'github', webOrigin: 'https://github.com', apiUrl, graphqlUrl };
}

/**
 * An Enterprise Server has its API below its pages; a tenant of ghe.com has it on a host of its own.
 * See https://docs.github.com/en/enterprise-server/rest/enterprise-admin and
 * https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
function enterprise({ protocol, host, hostname, origin }: URL): GitHubHost {
  const common = { name: host, kind: 'githubEnterprise', webOrigin: origin } as const;
  if (/^[^.]+\.ghe\.com$/.test(hostname)) {
    const apiUrl = `${protocol}//api.${host}`;
    return { ...common, apiUrl, graphqlUrl: `${apiUrl}/graphql` };
  }
  return { ...common, apiUrl: `${origin}/api/v3`, graphqlUrl: `${origin}/api/graphql` };
}

/** The address, or what is wrong with it. */
function readAddress(text: string): URL | string {
  if (!URL.canParse(text.trim())) return 'is no address: it begins with https://.';
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '') return 'holds a user name or password: sign in instead.';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'is not secure: it begins with https://.';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is no web address: it begins with https://.';
  if (url.search !== '' || url.hash !== '') return 'has a query: give the address without it.';
  return url;
}

/** Nothing sent there leaves the machine. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const withoutSlash = ({ origin, pathname }: URL): string => `${origin}${pathname.replace(/\/+$/, '')}`;
