const SHOWN = 5;

/** What changed, a line each; beyond the first few behind a disclosure. */
export function ChangeList({
  changes,
  heading,
  none,
}: {
  changes: readonly string[];
  heading: string;
  none: string;
}) {
  if (changes.length === 0) return <p className="text-13 text-ink-2">{none}</p>;
  const rest = changes.slice(SHOWN);
  return (
    <div className="text-13">
      <p className="text-12 text-ink-3">{heading}</p>
      <Lines changes={changes.slice(0, SHOWN)} />
      {rest.length > 0 ? (
        <details className="group">
          <summary className="touch-target mt-1 w-fit cursor-pointer rounded-1 text-12 font-medium text-accent-text group-open:hidden">
            {rest.length} more
          </summary>
          <Lines changes={rest} />
        </details>
      ) : null}
    </div>
  );
}

function Lines({ changes }: { changes: readonly string[] }) {
  return (
    <ul className="mt-0.5 space-y-0.5 text-ink">
      {changes.map((change) => (
        <li key={change} className="[overflow-wrap:anywhere]">
          {change}
        </li>
      ))}
    </ul>
  );
}
