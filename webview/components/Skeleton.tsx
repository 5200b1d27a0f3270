/** Answers for the first moment, before any issue is known: where things will be, without claiming anything. */
import { strings } from '../strings';

const rows = [70, 55, 82, 48, 64, 76, 58, 45];

export function Skeleton() {
  return (
    <div className="skeleton" data-state="loading" role="status" aria-busy="true" aria-label={strings.loading}>
      <div className="skeleton-header" />
      {rows.map((width, index) => (
        // The rows are alike and never move.
        <div key={index} className="skeleton-row">
          <div className="skeleton-bar" style={{ width: `${width}%` }} />
          <div className="skeleton-bar thin" style={{ width: `${width * 0.6}%` }} />
        </div>
      ))}
    </div>
  );
}
