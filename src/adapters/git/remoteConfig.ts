/** Answers for what configuration says of remotes: where each is fetched from, and which the main branch follows. */
import type { GitRemote } from '../../ports/repositoryReader';
import { configValue, type GitConfig } from './gitConfig';

/** What of the configuration matters here, for `git config --null --get-regexp`. */
export const remoteConfigCommand = [
  'config',
  '--null',
  '--get-regexp',
  '^(remote\\..*\\.url|url\\..*\\.insteadof|branch\\..*\\.remote)$',
] as const;

/** Reads what {@link remoteConfigCommand} prints: `key`, a newline and the value, each ended by a NUL. */
export function parseConfigOutput(output: string): GitConfig {
  const config = new Map<string, string[]>();
  for (const entry of output.split('\0')) {
    const at = entry.indexOf('\n');
    if (at <= 0) continue;
    const key = entry.slice(0, at);
    config.set(key, [...(config.get(key) ?? []), entry.slice(at + 1)]);
  }
  return config;
}

/** In the configuration's order. @param hostNameOf what the ssh client takes a host's name for */
export function remotesOf(config: GitConfig, hostNameOf: (host: string) => string): readonly GitRemote[] {
  const rules = insteadOfRules(config);
  const followed = followedRemote(config);
  return [...config].flatMap(([key, urls]) => {
    const name = between(key, 'remote.', '.url');
    const written = urls.find((each) => each !== '');
    if (name === null || written === undefined) return [];
    const url = withHostName(withoutUser(rewritten(written, rules)), hostNameOf);
    return [name === followed ? { name, url, followed: true } : { name, url }];
  });
}

interface Rule {
  readonly prefix: string;
  readonly base: string;
}

function insteadOfRules(config: GitConfig): readonly Rule[] {
  return [...config].flatMap(([key, prefixes]) => {
    const base = between(key, 'url.', '.insteadof');
    return base === null ? [] : prefixes.filter((each) => each !== '').map((prefix) => ({ prefix, base }));
  });
}

/** The longest prefix counts: https://git-scm.com/docs/git-config#Documentation/git-config.txt-urlbaseinsteadOf */
function rewritten(url: string, rules: readonly Rule[]): string {
  let best: Rule | null = null;
  for (const rule of rules) {
    if (url.startsWith(rule.prefix) && rule.prefix.length > (best?.prefix.length ?? 0)) best = rule;
  }
  return best === null ? url : best.base + url.slice(best.prefix.length);
}

/** A clone writes the branch that the server calls its main one before any other. */
function followedRemote(config: GitConfig): string | null {
  const main = configValue(config, 'branch.main.remote') ?? configValue(config, 'branch.master.remote');
  if (main !== null) return main;
  const first = [...config].find(([key]) => between(key, 'branch.', '.remote') !== null);
  return first?.[1].at(-1) ?? null;
}

/** Passwords and tokens in addresses are seen by nobody; `git`, as everybody is called by ssh, may stay. */
function withoutUser(url: string): string {
  const [, scheme, place = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined) return url.replace(/^[^/:]*(:[^/]*)?@(?=[^/]*:)/, (user) => (user === 'git@' ? user : ''));
  const user = place.lastIndexOf('@') + 1;
  const kept = place.slice(0, user) === 'git@' ? place : place.slice(user);
  return `${scheme}${kept}${/^https?:/i.test(scheme) ? rest.replace(/[?#].*$/s, '') : rest}`;
}

/** Only an address the ssh client is given has a host whose name it may read otherwise. */
function withHostName(url: string, hostNameOf: (host: string) => string): string {
  const parts =
    /^((?:git\+)?ssh(?:\+git)?:\/\/(?:[^/@]*@)?)([^/:@]+)(.*)$/is.exec(url) ??
    /^((?:[^/:@]+@)?)([^/:@]{2,})(:(?!\/\/).*)$/s.exec(url);
  const [, before, host, after] = parts ?? [];
  return before === undefined || host === undefined || after === undefined ? url : before + hostNameOf(host) + after;
}

function between(key: string, start: string, end: string): string | null {
  const fits = key.startsWith(start) && key.endsWith(end) && key.length > start.length + end.length;
  return fits ? key.slice(start.length, -end.length) : null;
}
