"use client";
import { ArrowLeftRight, Send, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import type { Interval } from "@/lib/core/training/report";
import type { VersionRow } from "@/lib/modules/models/types-screen";
import { RowCheckbox } from "../../table/row-checkbox";
import { SelectionBar } from "../../table/selection-bar";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { TextLink } from "../../ui/text-link";
import { AucWhisker } from "./auc-whisker";
import { RollBackDialog } from "./roll-back-dialog";
import { StateMark } from "./state-mark";

interface VersionsTableProps {
  versions: readonly VersionRow[];
  axis: Interval | null;
  active: { readonly id: string; readonly title: string };
  leads: number;
  mayPublish: boolean;
}

const head = "py-2 pr-4 text-left text-12 font-medium text-ink-2";
const cell = "py-1.5 pr-4 align-middle";

/** Every version; two of them are compared, one is put in use. */
export function VersionsTable({ versions, axis, active, leads, mayPublish }: VersionsTableProps) {
  const router = useRouter();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const chosen = versions.filter(({ id }) => selected.includes(id));
  const [one, other] = chosen;
  const clear = useCallback(() => setSelected([]), []);

  useEffect(() => {
    if (selected.length === 0) return;
    function onKey(event: KeyboardEvent) {
      if (event.key === "Escape" && !document.querySelector("[role=dialog]")) clear();
    }
    // Before the dialog hears of it: the Escape that closes it is not meant for the selection.
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [selected.length, clear]);

  /** A third takes the place of the one chosen first: only two are compared. */
  const toggle = (id: string) =>
    setSelected((was) => (was.includes(id) ? was.filter((each) => each !== id) : [...was, id].slice(-2)));

  return (
    <>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">All versions</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="w-8 py-2 text-left">
              <span className="sr-only">Select</span>
            </th>
            <th scope="col" className={head}>
              Scorer
            </th>
            <th scope="col" className={cn(head, "max-md:hidden")}>
              State
            </th>
            <th scope="col" className={cn(head, "w-[140px] max-lg:hidden")}>
              {axis ? (
                <span className="flex justify-between gap-2">
                  <span>{axis.low.toFixed(2)}</span>
                  <span className="text-ink">95 %</span>
                  <span>{axis.high.toFixed(2)}</span>
                </span>
              ) : (
                <span className="sr-only">AUC with its interval of 95 %, drawn</span>
              )}
            </th>
            <th scope="col" className={cn(head, "text-right max-md:pr-0")}>
              AUC
            </th>
            <th scope="col" className={cn(head, "whitespace-nowrap text-right max-md:hidden")}>
              Top 20 %
            </th>
            <th scope="col" className={cn(head, "pr-6 text-right max-lg:hidden")}>
              ECE
            </th>
            <th scope="col" className={cn(head, "max-lg:hidden")}>
              Made
            </th>
            <th scope="col" className={cn(head, "pr-0 max-md:hidden")}>
              In use
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Row
              key={version.id}
              version={version}
              axis={axis}
              selected={selected.includes(version.id)}
              onToggle={() => toggle(version.id)}
            />
          ))}
        </tbody>
      </table>
      {one ? (
        <SelectionBar text={`${chosen.length} selected`} onClear={clear}>
          {other ? (
            <Button
              variant="quiet"
              icon={<ArrowLeftRight aria-hidden="true" />}
              onClick={() => router.push(`/models/compare?a=${other.id}&b=${one.id}`)}
            >
              Compare
            </Button>
          ) : (
            <>
              <span className="px-2 text-13 text-ink-3 max-md:hidden">Choose another to compare</span>
              {mayPublish && one.state === "earlier" ? (
                <RollBackDialog
                  target={one}
                  active={active}
                  leads={leads}
                  trigger={
                    <Button variant="quiet" icon={<Undo2 aria-hidden="true" />}>
                      Roll back to {one.title}
                    </Button>
                  }
                />
              ) : null}
              {mayPublish && one.state === "never_published" ? (
                <Button
                  variant="quiet"
                  icon={<Send aria-hidden="true" />}
                  onClick={() => router.push(`/models/${one.id}/publish`)}
                >
                  Publish
                </Button>
              ) : null}
            </>
          )}
        </SelectionBar>
      ) : null}
    </>
  );
}

function Row({
  version,
  axis,
  selected,
  onToggle,
}: {
  version: VersionRow;
  axis: Interval | null;
  selected: boolean;
  onToggle: () => void;
}) {
  const { title, kindName, hash, note, state, stateText, auc, top20, ece } = version;
  return (
    <tr
      data-selected={selected || undefined}
      className="h-12 border-b border-line transition-colors duration-(--fast) hover:bg-hover data-[selected]:bg-selected"
    >
      <td className="w-8 pl-1">
        <RowCheckbox label={`Select ${title} ${hash}`} checked={selected} onToggle={onToggle} />
      </td>
      <th scope="row" className={cn(cell, "max-w-[280px] text-left font-normal")}>
        <span className="block truncate font-medium text-ink">
          {title}
          {kindName ? <span className="ml-1.5 font-normal text-ink-2">{kindName}</span> : null}
        </span>
        <span className="block truncate text-12 text-ink-3">
          <span className="font-mono">{hash}</span>
          <span className="md:hidden"> {stateText}</span>
          {note ? ` ${note}` : ""}
        </span>
      </th>
      <td className={cn(cell, "whitespace-nowrap max-md:hidden")}>
        <StateMark state={state} text={stateText} />
      </td>
      <td className={cn(cell, "max-lg:hidden")}>
        {auc && axis ? <AucWhisker estimate={auc} axis={axis} current={state === "in_use"} /> : null}
      </td>
      <td className={cn(cell, "text-right font-medium text-ink max-md:pr-1")}>
        {auc ? (
          <>
            {auc.value.toFixed(3)}
            <span className="sr-only">
              , 95 % interval {auc.low.toFixed(3)} to {auc.high.toFixed(3)}
            </span>
          </>
        ) : (
          <NotTested />
        )}
      </td>
      <td className={cn(cell, "text-right text-ink max-md:hidden")}>{top20 ?? <NotTested />}</td>
      <td className={cn(cell, "pr-6 text-right text-ink max-lg:hidden")}>{ece ?? <NotTested />}</td>
      <td className={cn(cell, "max-lg:hidden")}>
        <span className="block text-ink-2">
          {version.runId ? (
            <TextLink href={`/models/runs/${version.runId}`} className="font-normal">
              {version.made}
            </TextLink>
          ) : (
            version.made
          )}
        </span>
        {version.dataHash ? (
          <span className="block text-12 text-ink-3">
            data <span className="font-mono">{version.dataHash}</span>
          </span>
        ) : null}
      </td>
      <td className={cn(cell, "pr-0 text-ink-2 max-md:hidden")}>
        <span className="block">{version.inUse}</span>
        {version.publishedBy ? (
          <span className="block text-12 text-ink-3">published by {version.publishedBy}</span>
        ) : null}
      </td>
    </tr>
  );
}

function NotTested() {
  return (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not measured</span>
    </span>
  );
}
