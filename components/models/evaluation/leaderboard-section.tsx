import Link from "next/link";
import type { ContenderKind } from "@/lib/core/training/report";
import type { Leaderboard, LeaderboardRow } from "@/lib/present/evaluation/ranking-table";
import { PreparedFrame } from "../../charts/prepared-frame";
import { WideTable } from "../../charts/wide-table";
import { cn } from "../../ui/cn";

interface LeaderboardSectionProps {
  board: Leaderboard;
  /** Where the page about another scorer is; without it names are plain words. */
  links?: Partial<Record<ContenderKind, string>> | undefined;
}

const HEAD = "pb-1.5 pl-4 text-right text-12 font-medium text-ink-2 print:pl-1.5 print:text-10";
const CELL = "py-0 pl-4 text-right print:pl-1.5";

/** Every scorer on the same test leads, best AUC first, each difference to the subject paired. */
export function LeaderboardSection({ board, links = {} }: LeaderboardSectionProps) {
  return (
    <PreparedFrame chart={board} kind="table">
      <WideTable label="Leaderboard as a table">
        <table className="w-full min-w-[980px] border-collapse text-13 print:min-w-0 print:text-10">
          <caption className="sr-only">{board.textAlternative}</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="w-52 pb-1.5 print:w-auto text-left text-12 font-medium text-ink-2">
                Scorer
              </th>
              <th scope="col" className="w-44 pb-1.5 print:w-24 pl-4 text-12 font-medium text-ink-2">
                <span className="flex justify-between">
                  <span className="font-normal text-ink-3">{board.axis.fromText}</span>
                  AUC, 95 %<span className="font-normal text-ink-3">{board.axis.toText}</span>
                </span>
              </th>
              <th scope="col" className={HEAD}>
                AUC
              </th>
              <th scope="col" className={HEAD}>
                Difference, paired
              </th>
              <th scope="col" className={cn(HEAD, "print:hidden")}>
                Cross-validated
              </th>
              <th scope="col" className={HEAD}>
                Avg. precision
              </th>
              <th scope="col" className={HEAD}>
                Log loss
              </th>
              <th scope="col" className={HEAD}>
                Brier
              </th>
              <th scope="col" className={HEAD}>
                ECE
              </th>
              <th scope="col" className={HEAD}>
                Top 20 %
              </th>
            </tr>
          </thead>
          <tbody>
            {board.rows.map((row) => (
              <tr key={row.kind} className="h-[34px] border-b border-line last:border-b-0">
                <th scope="row" className="whitespace-nowrap text-left font-normal text-ink">
                  <ScorerName row={row} href={links[row.kind]} />
                  {row.remark ? (
                    <span className="ml-1.5 text-12 text-ink-3 print:text-10">{row.remark}</span>
                  ) : null}
                </th>
                <td className="relative p-0 pl-4">
                  <AucLine row={row} subject={board.axis.subject} />
                </td>
                <td className={cn(CELL, row.isSubject && "font-semibold")}>{row.auc}</td>
                <td className={cn(CELL, "whitespace-nowrap")}>
                  {row.difference ? (
                    <>
                      {row.difference}{" "}
                      <span className="text-12 text-ink-3 print:text-10">{row.differenceRange}</span>
                      <span className="sr-only">, {row.differenceWords}</span>
                    </>
                  ) : (
                    <span className="text-ink-3">–</span>
                  )}
                </td>
                <td className={cn(CELL, "whitespace-nowrap text-ink-2 print:hidden")}>
                  {row.crossValidation}
                </td>
                <td className={CELL}>{row.averagePrecision}</td>
                <td className={CELL}>{row.logLoss}</td>
                <td className={CELL}>{row.brier}</td>
                <td className={CELL}>{row.ece}</td>
                <td className={CELL} title={row.captureWithin}>
                  {row.capture}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </PreparedFrame>
  );
}

function ScorerName({ row, href }: { row: LeaderboardRow; href: string | undefined }) {
  const look = row.isSubject ? "font-semibold" : undefined;
  return href && !row.isSubject ? (
    <Link href={href} className="underline decoration-line-strong underline-offset-2 hover:decoration-ink">
      {row.name}
    </Link>
  ) : (
    <span className={look}>{row.name}</span>
  );
}

/** The dot and its interval; the dashed line is where the subject lies. */
function AucLine({ row, subject }: { row: LeaderboardRow; subject: number | null }) {
  const tone = row.isSubject ? "bg-series-1" : "bg-ink-2";
  return (
    <span aria-hidden="true" className="absolute inset-y-0 left-4 right-0">
      {subject === null ? null : (
        <span
          className="absolute inset-y-0 border-l border-dashed border-accent-line"
          style={{ left: `${100 * subject}%` }}
        />
      )}
      {row.line ? (
        <>
          <span
            data-bar
            className={cn("absolute top-1/2 h-[1.25px] -translate-y-1/2", tone)}
            style={{ left: `${100 * row.line.low}%`, width: `${100 * (row.line.high - row.line.low)}%` }}
          />
          <span
            data-bar
            className={cn(
              "absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-pill",
              row.isSubject ? tone : "border-[1.5px] border-ink-2 bg-surface",
            )}
            style={{ left: `${100 * row.line.at}%` }}
          />
        </>
      ) : null}
    </span>
  );
}
