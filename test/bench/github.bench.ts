/** Measures reading a repository of 10,000 issues at GitHub, and staying current with it, beside plain requests of the same. */
import { pathToFileURL } from 'node:url';
import { printFigures, type Figure } from './figure';
import { measureDrift } from './githubDrift';
import { measureBurden, measureFirstRows, measureFirstSync } from './githubFirstSync';
import { GitHubPlace } from './githubPlace';
import { measureChange, measureSteadyState } from './githubSteady';
import { measureValidation } from './githubValidation';
import { figuresOf, partByPart } from './measured';

/** @param count of open issues */
export function benchGitHub(count = 10_000): AsyncGenerator<Figure> {
  return partByPart([measureValidation, () => GitHubPlace.use(count, measureAll)]);
}

const measureAll = (place: GitHubPlace): AsyncGenerator<Figure> =>
  partByPart(
    [measureFirstSync, measureBurden, measureFirstRows, measureSteadyState, measureChange, measureDrift].map(
      (measure) => () => measure(place),
    ),
  );

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void figuresOf('github', () => benchGitHub(Number(process.argv[2] ?? 10_000))).then(({ figures, failure }) => {
    printFigures(figures);
    if (failure === null) return;
    console.error(failure.cause);
    process.exitCode = 1;
  });
}
