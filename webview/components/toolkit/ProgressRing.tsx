/** Answers for "something is under way, and nobody knows how long". */
export function ProgressRing({ label }: { readonly label: string }) {
  // The element calls itself an alert, in English, whatever it is given: it is heard as what stands around it.
  return (
    <span className="progress-ring" role="img" aria-label={label}>
      <vscode-progress-ring aria-hidden="true" />
    </span>
  );
}
