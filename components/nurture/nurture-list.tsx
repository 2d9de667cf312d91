import Link from "next/link";
import type { NurtureLine, NurtureState } from "@/lib/modules/nurture/types";
import { Avatar } from "../ui/avatar";
import { BandBadge } from "../ui/band";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { ScoreFigure } from "../ui/score";

interface NurtureListProps {
  lines: readonly NurtureLine[];
  state: NurtureState;
  onRemove: (line: NurtureLine) => void;
}

const head = "py-1.5 pr-4 text-left text-12 font-medium text-ink-2";
const cell = "py-1.5 pr-4 align-middle";

/** A table of 48 px rows; on a phone each lead is a block of lines. */
export function NurtureList({ lines, state, onRemove }: NurtureListProps) {
  const isLeft = state === "left";
  return (
    <table aria-label={isLeft ? "Left nurture" : "In nurture"} className="mt-3 w-full text-13 max-md:block">
      <thead className="border-b border-line max-md:sr-only">
        <tr>
          <th scope="col" className={head}>
            Lead
          </th>
          <th scope="col" className={cn(head, "w-[148px]")}>
            Band
          </th>
          <th scope="col" className={cn(head, "w-[104px]")}>
            Since
          </th>
          <th scope="col" className={cn(head, "w-[120px]")}>
            Last contact
          </th>
          <th scope="col" className={cn(head, "w-[160px] max-lg:hidden")}>
            Owner
          </th>
          <th scope="col" className={cn(head, isLeft ? "w-[180px]" : "w-[96px] pr-0 text-right")}>
            {isLeft ? "Why it left" : <span className="sr-only">What can be done</span>}
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {lines.map((line) => (
          <tr
            key={line.id}
            className="h-12 border-b border-line hover:bg-hover max-md:grid max-md:h-auto max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:py-2"
          >
            <td className={cn(cell, "max-w-0 max-md:max-w-none max-md:p-0")}>
              <Link
                href={`/leads/${line.leadId}`}
                className="block min-w-0 rounded-1 max-md:flex max-md:min-h-11 max-md:flex-col max-md:justify-center"
              >
                <span className="block truncate font-medium text-ink">{line.name}</span>
                <span className="block truncate text-12 text-ink-3">{line.detail}</span>
              </Link>
            </td>
            <td className={cn(cell, "whitespace-nowrap max-md:p-0 max-md:pt-2")}>
              <span className="inline-flex items-center gap-3">
                {line.score === null ? (
                  <span className="text-ink-3">Not scored</span>
                ) : (
                  <ScoreFigure value={line.score} />
                )}
                {line.band ? <BandBadge band={line.band} /> : null}
              </span>
            </td>
            <td
              className={cn(cell, "whitespace-nowrap text-ink-2 max-md:col-span-2 max-md:p-0 max-md:text-12")}
            >
              <span className="md:hidden">Since </span>
              {line.since}
              <span className="md:hidden">
                {line.lastContact ? `, last contact ${line.lastContact}` : ""}
                {line.owner ? `, ${line.owner.name}` : ", unclaimed"}
              </span>
            </td>
            <td className={cn(cell, "whitespace-nowrap text-ink-2 max-md:hidden")}>
              {line.lastContact ?? <span className="text-ink-3">Not known</span>}
            </td>
            <td className={cn(cell, "max-lg:hidden")}>
              <span className="flex min-w-0 items-center gap-2 text-ink-2">
                <Avatar name={line.owner?.name ?? null} id={line.owner?.id} />
                <span className="truncate">{line.owner?.name ?? "Unclaimed"}</span>
              </span>
            </td>
            <td
              className={cn(
                cell,
                "pr-0 max-md:col-span-2 max-md:p-0",
                isLeft ? "text-ink-2" : "text-right max-md:text-left",
              )}
            >
              {line.left}
              {line.mayRemove ? (
                <Button
                  variant="quiet"
                  onClick={() => onRemove(line)}
                  aria-label={`Remove ${line.name} from nurture`}
                  className="max-md:-ml-4"
                >
                  Remove
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
