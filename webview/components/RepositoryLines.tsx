/** Answers for "where am I": one line for each repository, the first few of many. */
import { useState } from 'react';
import type { RepositoryLine } from '../../src/protocol/messages';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { Repository } from './Repository';

const maxLines = 3;

export function RepositoryLines({ repositories }: { readonly repositories: readonly RepositoryLine[] }) {
  const [all, setAll] = useState(false);
  const hidden = repositories.length - maxLines;
  const shown = all ? repositories : repositories.slice(0, maxLines);
  return (
    <div className="repositories">
      <ul aria-label={strings.repositories}>
        {shown.map((repository) => (
          <Repository key={repository.root} repository={repository} />
        ))}
      </ul>
      {hidden > 0 && (
        <button
          type="button"
          className="more"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          <Codicon name={all ? 'chevron-down' : 'chevron-right'} />
          {all ? strings.fewerRepositories : strings.moreRepositories(hidden)}
        </button>
      )}
    </div>
  );
}
