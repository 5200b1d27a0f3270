/** Answers for a button with words on it. */
import type {} from './elements';

export function Button({
  label,
  primary = false,
  onPress,
}: {
  readonly label: string;
  /** The one thing to do next. */
  readonly primary?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <vscode-button appearance={primary ? 'primary' : 'secondary'} onClick={onPress}>
      {label}
    </vscode-button>
  );
}
