/** Answers for a chain on a card: what an issue waits for, or frees, each a step to its row. */
import { issueName, nameBeside } from '../../src/protocol/issueName';
import type { Chain, ChainNode } from '../../src/protocol/issueDetails';
import { shownText } from '../../src/protocol/shownText';
import { statusIcons } from '../board/statusIcons';
import { Codicon } from '../components/Codicon';
import { strings } from '../strings';
import { cardStrings } from '../strings/card';

/** Deeper ones stand no further in: there is no room for it. */
const maxIndent = 5;

export function ChainList({
  heading,
  chain,
  source,
  onIssue,
}: {
  readonly heading: string;
  readonly chain: Chain;
  /** Id of the source of the issue the chain belongs to. */
  readonly source: string;
  readonly onIssue: (key: string) => void;
}) {
  const { nodes, more } = chain;
  if (nodes.length === 0) return null;
  return (
    <section className="issue-chain">
      <h3>{heading}</h3>
      <ul>
        {nodes.map((node, at) => (
          <li key={at} style={{ paddingInlineStart: `${(Math.min(node.depth, maxIndent) - 1) * 12}px` }}>
            <Step node={node} source={source} onIssue={onIssue} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="issue-more">{cardStrings.moreNodes(more)}</p>}
    </section>
  );
}

function Step({
  node,
  source,
  onIssue,
}: {
  readonly node: ChainNode;
  readonly source: string;
  readonly onIssue: (key: string) => void;
}) {
  const { key, id, title, status, depth, mark } = node;
  const name = shownText(key === null ? issueName(source, id) : nameBeside(source, key, id));
  const words = (
    <>
      <Codicon name={status === null ? 'question' : statusIcons[status]} className="small" />
      {depth > 1 && <span className="spoken">{`${cardStrings.level(depth)}, `}</span>}
      <span className="issue-name">{name} </span>
      <span className="issue-step-title" dir="auto">
        {title === null ? '' : shownText(title)}
      </span>
      {status !== null && <span className="spoken">{`, ${strings.status(status)}`}</span>}
      {mark !== null && <span className="issue-mark"> {cardStrings.mark(mark)}</span>}
    </>
  );
  if (key === null) return <span className="issue-step">{words}</span>;
  return (
    <button
      type="button"
      className="issue-step"
      onClick={() => {
        onIssue(key);
      }}
    >
      {words}
    </button>
  );
}
