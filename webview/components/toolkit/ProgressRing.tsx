/** Answers for "something is under way, and nobody knows how long". */
export function ProgressRing({ label }: { readonly label: string }) {
  return <vscode-progress-ring aria-label={label} />;
}
