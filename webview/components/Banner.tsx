/** Answers for one sentence across the panel about something that limits what it shows. */
import { strings } from '../strings';
import { Codicon } from './Codicon';
import type { IconName } from './icons';

export interface BannerDeed {
  readonly label: string;
  readonly run: () => void;
}

export function Banner({
  name,
  icon,
  text,
  deeds,
  onDismiss,
}: {
  /** For tests and styles. */
  readonly name: string;
  readonly icon: IconName;
  readonly text: string;
  readonly deeds: readonly BannerDeed[];
  readonly onDismiss?: () => void;
}) {
  return (
    <div className="banner" role="status" data-banner={name}>
      <Codicon name={icon} className="gutter-icon" />
      <span className="banner-text">
        {text}
        {deeds.map(({ label, run }) => (
          <span key={label}>
            {' '}
            <button type="button" className="link-button" onClick={run}>
              {label}
            </button>
          </span>
        ))}
      </span>
      {onDismiss !== undefined && (
        <button
          type="button"
          className="icon-button"
          title={strings.dismiss}
          aria-label={strings.dismiss}
          onClick={onDismiss}
        >
          <Codicon name="close" />
        </button>
      )}
    </div>
  );
}
