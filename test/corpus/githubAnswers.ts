/** Answers for whether the loopback GitHub says what GitHub's own descriptions say it does, on every path it has. */
import { beyond } from './githubGraphql';
import type { Check } from './beadsCorpus';
import type { GitHubOpenApi } from './githubOpenApi';
import type { GraphQLSchema } from 'graphql';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import { schemaFor } from '../fakes/github/graphqlSchema';
import { seedRepository } from '../fakes/github/seed';

const token = 'tok-corpus';

/** One path for each endpoint and each way it ends, with the status it is answered by. */
const cases: readonly (readonly [path: string, status: number, nobody?: true])[] = [
  ['/user', 200],
  ['/user', 401, true],
  ['/rate_limit', 200],
  ['/repos/acme/shop', 200],
  ['/repos/octo/shop', 200],
  ['/repos/acme/nothing', 404],
  ['/repos/acme/secret/issues', 404],
  ['/repos/acme/old/issues', 301],
  ['/repos/acme/shop/issues?state=all&per_page=100', 200],
  ['/repos/acme/shop/issues?state=half', 422],
  ['/repos/acme/shop/issues/1', 200],
  ['/repos/acme/shop/issues/9999', 404],
  ['/repos/acme/small/issues/1', 200],
  ['/repos/acme/small/issues/4', 410],
  ['/repos/acme/small/issues/5', 301],
  ['/repos/acme/small/issues/1/dependencies/blocked_by', 200],
  ['/repos/acme/small/issues/2/dependencies/blocking', 200],
  ['/repos/acme/small/issues/3/sub_issues', 200],
  ['/repos/acme/small/issues/1/parent', 200],
  ['/repos/acme/small/issues/2/parent', 404],
  ['/repos/acme/shop/pulls?state=all&per_page=100', 200],
  ['/repos/acme/small/pulls/6', 200],
  ['/repos/acme/shop/milestones?state=all', 200],
];

/** Returns how many answers were compared. */
export async function checkAnswers(openApi: GitHubOpenApi, schema: GraphQLSchema, check: Check): Promise<number> {
  const server = await startGitHub();
  try {
    fill(server);
    for (const [path, status, nobody = false] of cases) {
      const { pathname } = new URL(path, server.origin);
      const answer = await fetch(`${server.apiUrl}${path}`, {
        headers: nobody ? {} : { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      const problem = openApi.answerProblem(pathname, answer.status, await answer.json());
      const isAsSaid = answer.status === status && problem === null;
      check(`${path}: answered ${status} as described`, isAsSaid, problem ?? `it was ${answer.status}`);
    }
    for (const dependencies of [true, false]) {
      const features = { dependencies, subIssues: dependencies, cursorPaging: false, enterpriseVersion: null };
      const problems = beyond(schemaFor(features), schema);
      check(
        `the loopback schema is part of the public one (dependencies: ${dependencies})`,
        problems.length === 0,
        problems.join('; '),
      );
    }
    return cases.length;
  } finally {
    await server.stop();
  }
}

function fill({ state }: GitHubServer): void {
  state.addToken(token, 'octo');
  const shop = seedRepository(state, { issues: 60, closed: 20, pulls: 20 });
  state.addRepository('octo/shop', { parent: shop });
  state.addRepository('acme/secret', { private: true });
  const old = state.addRepository('acme/old');
  state.rename(old, 'acme/new');
  const small = state.addRepository('acme/small');
  const milestone = state.addMilestone(small, '1.0', state.nowMs());
  const issue = state.addIssue(small, { labels: ['bug'], assignees: ['octo'], type: 'Bug', milestone, body: 'Text.' });
  const blocker = state.addIssue(small, { closed: 'not_planned' });
  state.block(issue, blocker);
  state.adopt(state.addIssue(small), issue);
  state.addIssue(small).deleted = true;
  state.transfer(state.addIssue(small), old);
  const pull = state.addPull(small, { closes: [issue], milestone });
  state.merge(pull);
}
