/** Answers for which servers a person can sign in at, by the settings. */
import type { SourceContext } from '../../domain/context';
import type { AccountHost } from '../../ports/credentials';

/** @param enterpriseUrl address of an Enterprise Server; null: none */
export function accountHosts(enterpriseUrl: string | null): readonly AccountHost[] {
  const known: AccountHost = { name: 'github.com', kind: 'github' };
  if (enterpriseUrl === null || !URL.canParse(enterpriseUrl)) return [known];
  const { host } = new URL(enterpriseUrl);
  return host === known.name ? [known] : [known, { name: host, kind: 'githubEnterprise' }];
}

/** The hosts to choose from: that of the source a button stands at; else those whose issues are read; else all. */
export function offeredHosts(
  hosts: readonly AccountHost[],
  sources: readonly Pick<SourceContext, 'id' | 'remote'>[],
  sourceId: string | undefined,
): readonly AccountHost[] {
  const named = (wanted: readonly (string | undefined)[]): readonly AccountHost[] =>
    hosts.filter(({ name }) => wanted.includes(name));
  const one = named([sources.find(({ id }) => id === sourceId)?.remote?.host]);
  if (one.length > 0) return one;
  const read = named(sources.map(({ remote }) => remote?.host));
  return read.length > 0 ? read : hosts;
}
