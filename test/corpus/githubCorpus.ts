/** Answers for the GitHub part of the corpus: recorded answers, the descriptions of both APIs, and a whole sync. */
import { join } from 'node:path';
import type { Check } from './beadsCorpus';
import { checkAnswers } from './githubAnswers';
import { loadPublicSchema } from './githubGraphql';
import { GitHubOpenApi } from './githubOpenApi';
import { checkRecordings } from './githubRecordings';
import { checkSync } from './githubSync';

/** Returns how many records, answers and requests were compared. */
export async function checkGitHub(folder: string, check: Check): Promise<number> {
  const openApi = await GitHubOpenApi.load(join(folder, 'github-rest-issues-openapi.json.gz'));
  const schema = await loadPublicSchema(join(folder, 'github-public-schema-2026-03.graphql.gz'));
  const records = await checkRecordings(folder, check);
  const answers = await checkAnswers(openApi, schema, check);
  const requests = await checkSync(openApi, schema, check);
  check(
    `github: ${records} records, ${answers} answers and ${requests} requests were compared`,
    Math.min(records, answers, requests) > 0,
  );
  return records + answers + requests;
}
