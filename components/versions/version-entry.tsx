"use client";
import { ShieldCheck, Undo2 } from "lucide-react";
import { useState, useTransition } from "react";
import { verifyVersionAction } from "@/lib/modules/versions/actions";
import type { VerifyVersionResult, VersionLine, VersionsPage } from "@/lib/modules/versions/types";
import { RollBackDialog } from "../models/registry/roll-back-dialog";
import { StateMark } from "../models/registry/state-mark";
import { Button } from "../ui/button";
import { TextLink } from "../ui/text-link";
import { ChangeList } from "./change-list";
import { VerifyAnswer } from "./verify-answer";

const NO_ANSWER: VerifyVersionResult = {
  ok: false,
  code: "no_answer",
  message: "No answer from the server. Nothing was changed; verify again.",
};

/** One version: who published it, when it scored, what it changed, and what can be done about it. */
export function VersionEntry({
  version,
  active,
  leads,
}: {
  version: VersionLine;
  active: VersionsPage["active"];
  leads: number;
}) {
  const { id, title, kindName, hash, state, note, published, inUse, before, changes, fromActive, runId } =
    version;
  const [isVerifying, start] = useTransition();
  const [answer, setAnswer] = useState<VerifyVersionResult | null>(null);

  function verify() {
    if (isVerifying) return;
    start(async () => setAnswer(await verifyVersionAction(id).catch(() => NO_ANSWER)));
  }

  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-4 md:grid-cols-[minmax(0,232px)_minmax(0,1fr)] xl:grid-cols-[minmax(0,232px)_minmax(0,1fr)_280px]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-center gap-x-2 text-14 font-semibold text-ink">
          {title}
          {kindName ? <span className="text-13 font-normal text-ink-2">{kindName}</span> : null}
          {state === "in_use" ? <StateMark state={state} text="In use" /> : null}
        </h3>
        <p className="mt-1 text-12 text-ink-2">{published}</p>
        {inUse.length === 0 ? (
          <p className="text-12 text-ink-3">Never in use</p>
        ) : (
          inUse.map((period) => (
            <p key={period} className="text-12 text-ink-3">
              {period.startsWith("Since") ? `In use since${period.slice(5)}` : `In use ${period}`}
            </p>
          ))
        )}
        <p className="text-12 text-ink-3">
          <span className="font-mono">{hash}</span>
          {runId ? (
            <>
              {" · "}
              <TextLink href={`/models/runs/${runId}`}>Its run</TextLink>
            </>
          ) : null}
        </p>
      </div>
      <div className="min-w-0">
        {note ? <p className="mb-2 text-13 text-ink">{note}</p> : null}
        {before === null ? (
          <p className="text-13 text-ink-2">The first version.</p>
        ) : (
          <ChangeList
            changes={changes}
            heading={`Changed from ${before}`}
            none={`Nothing changed from ${before}.`}
          />
        )}
        {answer ? <VerifyAnswer answer={answer} /> : null}
      </div>
      <div className="flex flex-wrap items-start gap-2 md:col-start-2 xl:col-start-3 xl:justify-end">
        <Button
          variant="quiet"
          icon={<ShieldCheck aria-hidden="true" />}
          aria-label={`Verify 200 past scores of ${title}`}
          busy={isVerifying}
          busyText="Verifying"
          onClick={verify}
        >
          Verify 200 past scores
        </Button>
        {state === "in_use" ? null : (
          <RollBackDialog
            target={{ id, title }}
            active={active}
            leads={leads}
            changes={fromActive}
            trigger={
              <Button icon={<Undo2 aria-hidden="true" />} aria-label={`Restore ${title}`}>
                Restore
              </Button>
            }
          />
        )}
      </div>
    </li>
  );
}
