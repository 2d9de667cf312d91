import { tableBuilder } from "@/lib/core/encoding/table-builder";
import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { CompiledSignals } from "@/lib/core/signals/compile";
import { signalReport } from "@/lib/core/signals/report";
import { DAY_MS } from "@/lib/core/signals/types";
import type { LabelledLead } from "@/lib/modules/training/labelled-leads";
import type { BacktestResult } from "./types";

/** Leads of the last so many days are compared with the earlier ones. */
const RECENT_DAYS = 60;

/** Measures every signal of the catalogue while leads are visited: those with a known outcome, and the newest. */
export function signalMeasuring(catalogue: CompiledSignals, now: Date) {
  const past = tableBuilder(catalogue.definitions);
  const recent = tableBuilder(catalogue.definitions);
  const labels: number[] = [];
  let newest = 0;
  const isRecent = (moment: number | null) =>
    moment !== null && moment >= now.getTime() - RECENT_DAYS * DAY_MS;
  const measure = ({ history, seenUntil }: Pick<LabelledLead, "history" | "seenUntil">) =>
    signalsAsOf(catalogue, history, seenUntil).vector.values;
  return {
    lead(lead: LabelledLead): void {
      const values = measure(lead);
      past.add(values);
      labels.push(lead.label);
      if (!isRecent(lead.moment)) return;
      recent.add(values);
      newest += 1;
    },
    /** A lead whose outcome is not known yet. */
    recent(lead: Pick<LabelledLead, "history" | "moment" | "seenUntil">): void {
      if (!isRecent(lead.moment)) return;
      recent.add(measure(lead));
      newest += 1;
    },
    finish(): NonNullable<BacktestResult["signals"]> {
      const lines = signalReport(past.finish(), Uint8Array.from(labels), recent.finish());
      return { lines, rows: labels.length, recent: newest, recentDays: RECENT_DAYS };
    },
  };
}
