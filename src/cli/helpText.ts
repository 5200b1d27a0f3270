/** Answers for what `--help` and `help` print. */
import type { CommandName } from './commandLine';

const general = `Context Scout: what can I work on right now, what is in my way, and how fresh is that answer?

Usage: context-scout <command> [FOLDER] [options]

Commands:
  context   the whole context: repositories, git, sources and issues
  ready     issues that can be taken up now
  blocked   issues that cannot, and why
  sync      read every source now; one line a source
  refs      the issues that commits name: how many were looked up, and look up more
  schema    print the JSON Schema of the context
  help      print this, or the help of one command

FOLDER is the working directory unless given. Repositories in it are read too.

Options:
  --json         print the context as JSON
  --cache DIR    keep the cache in DIR
  --untrusted    run no program, not even git: read files only
  --verbose      write a log to standard error
  --help         print help
  --version      print the version

GitHub is asked with the token in GITHUB_TOKEN or GH_TOKEN (an Enterprise Server with that in GH_ENTERPRISE_TOKEN or
GITHUB_ENTERPRISE_TOKEN), and without one for what is public. GITHUB_API_URL and GITHUB_SERVER_URL name other servers.

Exit code: 0 when a context was produced (failed sources and unreadable records are inside),
2 for wrong usage, 1 when no context could be produced at all.
`;

const reading = `  --cache DIR    keep the cache in DIR
  --untrusted    run no program, not even git: read files only
  --verbose      write a log to standard error
`;

const topics: Readonly<Record<CommandName, string>> = {
  context: `Usage: context-scout context [FOLDER] [options]

Prints repositories, git state, sources and issues of FOLDER, all of one moment.

Options:
  --json         print it as JSON; \`context-scout schema\` prints what it looks like
  --all          list done issues too
${reading}`,
  ready: `Usage: context-scout ready [FOLDER] [options]

Lists the issues that can be taken up now: the most urgent first, then the newest.

Options:
  --json         print the context as JSON with these issues only
${reading}`,
  blocked: `Usage: context-scout blocked [FOLDER] [options]

Lists the issues that something stands in the way of, each with all its reasons.

Options:
  --json         print the context as JSON with these issues only
${reading}`,
  sync: `Usage: context-scout sync [FOLDER] [options]

Reads every source now and prints one line for each: its issues, how fresh they are and what failed; of a source on a
server also the account that asks and the requests that are left.

Options:
${reading}`,
  refs: `Usage: context-scout refs [FOLDER] [--status | --limit N | --drain] [options]

Finds the issues and pull requests that commits name (#12, GH-12, owner/name#12, web addresses), prints how many were
looked up at GitHub, and looks up more when told to: the newest first, each result saved at once.

Options:
  --status       look nothing up (unless told otherwise)
  --limit N      look up the N newest that are due
  --drain        look up all that are due; it ends at a limit of the server and says when it goes on
  --json         print the numbers as JSON
${reading}`,
  schema: `Usage: context-scout schema

Prints the JSON Schema of what \`context-scout context --json\` prints.
`,
  help: `Usage: context-scout help [COMMAND]

Prints the help of COMMAND, or the general one.
`,
};

/** Help on one command, or (null) on all. Ends with a line end. */
export const helpText = (about: CommandName | null): string => (about === null ? general : topics[about]);
