/** Answers for when two names of repositories are one, and which issue an address means. */

export interface NumberedIssue {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

/** GitHub's names have no case. */
export const sameRepository = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether it can stand in a path. */
export const isRepositoryName = (name: string): boolean => /^[\w-][\w.-]*\/(?!\.{1,2}$)[\w.-]+$/.test(name);

/** The issue an address of the API ends with; null where it ends otherwise, or names its repository by number. */
export function issueOfAddress(url: string): NumberedIssue | null {
  const [, repository, number] = /\/repos\/([\w.-]+\/[\w.-]+)\/issues\/([1-9]\d{0,8})$/.exec(url) ?? [];
  return repository === undefined || number === undefined || !isRepositoryName(repository)
    ? null
    : { repository, number: Number(number) };
}

/** `owner/name#12` */
export const outsideId = ({ repository, number }: NumberedIssue): string => `${repository}#${number}`;
