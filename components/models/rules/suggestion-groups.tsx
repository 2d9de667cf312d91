import type { SuggestionGroup, SuggestionRow } from "@/lib/modules/scoring/types-suggest";
import { formatNumber } from "@/lib/present/format";
import { Checkbox } from "../../ui/checkbox";
import { cn } from "../../ui/cn";

interface SuggestionGroupsProps {
  groups: readonly SuggestionGroup[];
  accepted: ReadonlySet<string>;
  mayChoose: boolean;
  onChoose: (key: string, on: boolean) => void;
}

const COLUMNS =
  "grid grid-cols-[20px_minmax(0,220px)_minmax(0,240px)_minmax(0,1fr)_152px] items-start gap-x-5 max-lg:grid-cols-[20px_minmax(0,1fr)] max-lg:gap-y-1";
const BELOW = "max-lg:col-start-2";

/** By dimension, the largest change first: what a rule gives, what history suggests, and what that rests on. */
export function SuggestionGroups({ groups, accepted, mayChoose, onChoose }: SuggestionGroupsProps) {
  return (
    <div className="mt-6">
      <div
        className={cn(COLUMNS, "border-b border-line pb-2 text-12 text-ink-2 max-lg:hidden")}
        aria-hidden="true"
      >
        <span />
        <span>Rule</span>
        <span>Points</span>
        <span>What became of the leads</span>
        <span className="text-right">Correlation</span>
      </div>
      {groups.map(({ name, remark, rows }) => (
        <section key={name} aria-label={name}>
          <div className="-mx-2 flex min-h-8 items-center gap-2 bg-bg px-2 py-1 text-13">
            <h2 className="font-medium text-ink">{name}</h2>
            <span className="text-12 text-ink-2">{remark}</span>
            <span className="ml-auto">{formatNumber(rows.length)}</span>
          </div>
          <ul>
            {rows.map((row) => (
              <Suggestion
                key={row.key}
                row={row}
                isAccepted={accepted.has(row.key)}
                mayChoose={mayChoose}
                onChoose={(on) => onChoose(row.key, on)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Suggestion({
  row,
  isAccepted,
  mayChoose,
  onChoose,
}: {
  row: SuggestionRow;
  isAccepted: boolean;
  mayChoose: boolean;
  onChoose: (on: boolean) => void;
}) {
  const id = `suggestion-${row.key}`;
  return (
    <li
      className={cn(
        COLUMNS,
        "-mx-2 min-h-11 border-b border-line px-2 py-3 text-13",
        isAccepted && "bg-selected",
      )}
    >
      {mayChoose ? (
        <Checkbox
          id={id}
          className="mt-[3px]"
          checked={isAccepted}
          onCheckedChange={(checked) => onChoose(checked === true)}
          aria-describedby={`${id}-why`}
        />
      ) : (
        <span />
      )}
      <label htmlFor={mayChoose ? id : undefined} className="font-medium text-ink">
        {row.label}
      </label>
      <span className={BELOW}>
        {row.before === null ? (
          <span className="text-ink-3">New rule</span>
        ) : (
          <span className="text-ink-3 line-through decoration-line-control">{row.before}</span>
        )}
        <span className="sr-only"> becomes</span>
        <span className="block font-medium text-ink">{row.after}</span>
        {row.levels ? <span className="block text-12 text-ink-2">{row.levels}</span> : null}
      </span>
      <span id={`${id}-why`} className={cn(BELOW, "text-12 leading-5 text-ink-2")}>
        {row.evidence}
      </span>
      <span className={cn(BELOW, "text-12 leading-5 text-ink-2 lg:text-right")}>
        <span className="lg:sr-only">Correlation </span>
        {row.correlation}
      </span>
    </li>
  );
}
