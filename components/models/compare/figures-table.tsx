import type { CompareData } from "@/lib/modules/models/types-screen";
import { cn } from "../../ui/cn";

const head = "py-2 pl-4 text-right text-12 font-medium text-ink-2 first:pl-0 first:text-left";

/** Figures of two versions; differences only where both were measured on the same test leads. */
export function FiguresTable({ data }: { data: CompareData }) {
  const { first, second, rows, isSameTest } = data;
  return (
    <div>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">
          {first.title} and {second.title} on {isSameTest ? "the same test leads" : "their own test leads"}
        </caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={head}>
              <span className="sr-only">Figure</span>
            </th>
            <th scope="col" className={cn(head, "whitespace-nowrap")}>
              {first.title}
            </th>
            <th scope="col" className={cn(head, "whitespace-nowrap")}>
              {second.title}
            </th>
            {isSameTest ? (
              <th scope="col" className={cn(head, "max-md:hidden")}>
                Difference, 95 %
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} className="border-b border-line">
              <th scope="row" className="py-2 text-left font-normal text-ink">
                {row.label}
              </th>
              <td className="whitespace-nowrap py-2 pl-4 text-right text-ink-2 max-md:whitespace-normal">
                {row.first}
              </td>
              <td className="whitespace-nowrap py-2 pl-4 text-right font-medium text-ink max-md:whitespace-normal">
                {row.second}
              </td>
              {isSameTest ? (
                <td className="whitespace-nowrap py-2 pl-4 text-right max-md:hidden">
                  <span className="font-medium text-ink">{row.difference}</span>{" "}
                  <span className="text-ink-3">{row.range ?? ""}</span>
                  <span
                    className={cn(
                      "block text-12",
                      row.better === null
                        ? "text-ink-3"
                        : row.better === "second"
                          ? "font-medium text-accent-text"
                          : "font-medium text-ink",
                    )}
                  >
                    {row.verdict ?? ""}
                  </span>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {isSameTest ? (
        <ul className="mt-3 space-y-0.5 text-12 text-ink-2 md:hidden">
          {rows
            .filter(({ verdict }) => verdict !== null)
            .map(({ label, difference, range, verdict }) => (
              <li key={label}>
                {label}: {difference} ({range}). {verdict}.
              </li>
            ))}
        </ul>
      ) : null}
      {isSameTest ? (
        <p className="mt-3 text-12 text-ink-3">
          Lower is better for log loss, Brier score and ECE. Where no interval stands, none was measured.
        </p>
      ) : null}
    </div>
  );
}
