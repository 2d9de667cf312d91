"use client";
import { Ban } from "lucide-react";
import { useState } from "react";
import type { LeakageVerdict } from "@/lib/core/leakage/types";
import type { FindingRow } from "@/lib/modules/training/types-screen";
import { formatNumber } from "@/lib/present/format";
import { VERDICT_WORDS } from "@/lib/present/leakage-words";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { SectionHeading } from "../../ui/page-bar";
import { SegmentedControl } from "../../ui/radio-group";
import { AucMark } from "./auc-mark";
import { type Choices, choiceOf, withChoice } from "./types";

interface FindingsTableProps {
  findings: readonly FindingRow[];
  choices: Choices;
  mayTrain: boolean;
  onChoices: (choices: Choices) => void;
  /** Asks why a leak should stay. */
  onKeepLeak: (key: string) => void;
}

const GROUPS: readonly { verdict: LeakageVerdict; tone: string }[] = [
  { verdict: "leak", tone: "text-danger" },
  { verdict: "suspect", tone: "text-caution" },
  { verdict: "fine", tone: "text-accent-text" },
];
/** Fine columns beyond these are behind a button. */
const SHOWN_FINE = 5;

const COLUMNS =
  "grid grid-cols-[minmax(0,180px)_132px_minmax(0,1fr)_auto] items-center gap-x-5 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-1";

/** Leak, suspect, fine: each column with how well it tells the outcome alone, why, and what is done about it. */
export function FindingsTable({ findings, choices, mayTrain, onChoices, onKeepLeak }: FindingsTableProps) {
  const [isWhole, setWhole] = useState(false);
  const suspects = findings.filter(({ verdict }) => verdict === "suspect");
  const open = suspects.filter(({ key }) => choiceOf(choices, key) === "open");
  return (
    <section className="mt-6 border-t border-line pt-6" aria-labelledby="findings">
      <SectionHeading
        id="findings"
        title="What knows the outcome"
        claim="A column filled in after the deal makes a model look brilliant and be useless."
        aside={`${formatNumber(findings.length)} columns checked`}
      />
      <div className="mt-3">
        <div
          className={cn(COLUMNS, "border-b border-line pb-2 text-12 text-ink-2 max-md:hidden")}
          aria-hidden="true"
        >
          <span>Column</span>
          <span className="flex justify-between">
            <span>0.5</span>
            <span>AUC alone</span>
            <span>1.0</span>
          </span>
          <span>Why</span>
          <span />
        </div>
        {GROUPS.map(({ verdict, tone }) => {
          const rows = findings.filter((finding) => finding.verdict === verdict);
          if (rows.length === 0) return null;
          const shown = verdict === "fine" && !isWhole ? rows.slice(0, SHOWN_FINE) : rows;
          return (
            <section key={verdict} aria-label={VERDICT_WORDS[verdict].name}>
              <div className="-mx-2 flex h-8 items-center gap-2 bg-bg px-2 text-13">
                <h3 className={cn("font-medium", tone)}>{VERDICT_WORDS[verdict].name}</h3>
                <span className="text-12 text-ink-2">{VERDICT_WORDS[verdict].remark}</span>
                <span className="ml-auto flex items-center gap-3">
                  {verdict === "suspect" && mayTrain && open.length > 0 ? (
                    <Button
                      variant="quiet"
                      size="sm"
                      onClick={() =>
                        onChoices(suspects.reduce((all, { key }) => withChoice(all, key, "out"), choices))
                      }
                    >
                      Leave out all {formatNumber(suspects.length)}
                    </Button>
                  ) : null}
                  <span>{formatNumber(rows.length)}</span>
                </span>
              </div>
              <ul>
                {shown.map((finding) => (
                  <li key={finding.key} className={cn(COLUMNS, "min-h-11 border-b border-line py-2 text-13")}>
                    <span className="font-medium text-ink">{finding.label}</span>
                    <AucMark value={finding.auc} verdict={verdict} />
                    <span className="text-12 text-ink-2 max-md:col-span-2">{finding.why}</span>
                    <span className="justify-self-end max-md:col-span-2 max-md:justify-self-start">
                      <Decision
                        finding={finding}
                        choices={choices}
                        mayTrain={mayTrain}
                        onChoices={onChoices}
                        onKeepLeak={onKeepLeak}
                      />
                    </span>
                  </li>
                ))}
              </ul>
              {shown.length < rows.length ? (
                <Button variant="quiet" size="sm" className="mt-1" onClick={() => setWhole(true)}>
                  {formatNumber(rows.length - shown.length)} more
                </Button>
              ) : null}
            </section>
          );
        })}
      </div>
    </section>
  );
}

function Decision({
  finding: { key, verdict, label },
  choices,
  mayTrain,
  onChoices,
  onKeepLeak,
}: Omit<FindingsTableProps, "findings"> & { finding: FindingRow }) {
  if (verdict === "fine") return <span className="text-12 text-ink-3">In</span>;
  if (verdict === "suspect")
    return mayTrain ? (
      <SegmentedControl
        label={`${label}: leave out or keep`}
        value={choiceOf(choices, key)}
        onValueChange={(choice) => onChoices(withChoice(choices, key, choice))}
        options={[
          { value: "open", label: "Ask" },
          { value: "out", label: "Leave out" },
          { value: "keep", label: "Keep" },
        ]}
      />
    ) : (
      <span className="text-12 text-ink-3">Asked</span>
    );
  const reason = choices.keepLeaks.get(key);
  if (reason !== undefined)
    return (
      <span className="flex items-center gap-2 text-12">
        <span className="max-w-40 truncate text-ink-2" title={reason}>
          Kept: {reason}
        </span>
        <Button
          variant="quiet"
          size="sm"
          onClick={() =>
            onChoices({
              ...choices,
              keepLeaks: new Map([...choices.keepLeaks].filter(([kept]) => kept !== key)),
            })
          }
        >
          Leave out
        </Button>
      </span>
    );
  return (
    <span className="flex items-center gap-2 text-12 text-ink-2">
      <Ban aria-hidden="true" className="size-3.5" /> Left out
      {mayTrain ? (
        <Button
          variant="quiet"
          size="sm"
          onClick={() => onKeepLeak(key)}
          aria-label={`Keep ${label}, say why`}
        >
          Keep, say why
        </Button>
      ) : null}
    </span>
  );
}
