import { WITH_COMPANY_SIZE } from "../core/scoring/reasons.ts";
import type { ReasonRef } from "../core/scoring/types.ts";
import type { SignalEvidence } from "../core/signals/types.ts";
import { formatDay, formatDays, formatNumber, formatTime, relativeDay, type TimeContext } from "./format.ts";
import { besideOthers, ownPhrase } from "./own-phrases.ts";
import type { PhraseInput } from "./phrase-kit.ts";
import { PHRASES } from "./phrases.ts";

/** What a reason needs to be worded; a Factor is one, and so is what a lead's row stores. */
export interface WordableReason {
  readonly reason: ReasonRef;
  readonly evidence: SignalEvidence;
}

export interface WordedReason {
  /** A sentence to read aloud: "Viewed pricing 3 times in 7 days". */
  readonly title: string;
  /** The line beneath, "13, 16 and 17 Nov"; null where the title says it all. */
  readonly evidence: string | null;
}

/**
 * Words one reason or risk for screens, API, CSV and webhooks alike. `isPlain` leaves out a person's company size and
 * how a number lies among others, for lists that have a line about the one and no room for the other.
 */
export function wordReason(
  { reason, evidence }: WordableReason,
  context: TimeContext,
  isPlain = false,
): WordedReason {
  const input: PhraseInput = {
    value: reason.args.value ?? null,
    evidence,
    args: reason.args,
    context,
    isPlain,
  };
  const phrase = reason.args.own === undefined ? PHRASES[reason.key] : undefined;
  const title = (phrase ?? ownPhrase)(input);
  const line = evidenceLine(reason.key, input, title);
  const beside = phrase && !isPlain ? besideOthers(input) : null;
  if (beside === null) return { title, evidence: line };
  return { title, evidence: line === null ? capitalised(beside) : `${line}, ${beside}` };
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const ABOUT_SIZE: ReadonlySet<string> = new Set(["employees", "company_size_log"]);

/** Words several reasons that stand together: a person's company size is named once. */
export function wordReasons(reasons: readonly WordableReason[], context: TimeContext): WordedReason[] {
  return wordTogether(reasons, (item, isPlain) => wordReason(item, context, isPlain));
}

/** The same with words from wherever they are kept: `word` gives those of `wordReason`. */
export function wordTogether<Item extends Pick<WordableReason, "reason">, Worded extends WordedReason>(
  reasons: readonly Item[],
  word: (item: Item, isPlain: boolean) => Worded,
): Worded[] {
  let isSizeSaid = reasons.some(({ reason }) => ABOUT_SIZE.has(reason.key));
  return reasons.map((item) => {
    const isPerson = WITH_COMPANY_SIZE.has(item.reason.key);
    const worded = word(item, isPerson && isSizeSaid);
    isSizeSaid ||= isPerson && worded.title.endsWith("company");
    return worded;
  });
}

/** Whether the words of a reason depend on others of its kind in the list: two of them are worded by `wordTogether`. */
export const isToldTogether = (key: string): boolean => WITH_COMPANY_SIZE.has(key) || ABOUT_SIZE.has(key);

/** "Viewed pricing twice in 7 days (13 and 16 Nov)": one line, for CSV and messages. */
export function reasonLine({ title, evidence }: WordedReason): string {
  return evidence === null ? title : `${title} (${evidence})`;
}

/** Signals whose raw attribute is worth a line of its own; the others have it in the title. */
const SHOWS_ATTRIBUTE: ReadonlySet<string> = new Set([
  "decision_maker",
  "seniority",
  "in_territory",
  "out_of_territory",
]);

function evidenceLine(key: string, input: PhraseInput, title: string): string | null {
  const { evidence } = input;
  if (evidence.imported === true) return "From the import";
  const raw = evidence.attribute?.value;
  if (evidence.recentAt !== undefined && evidence.recentAt.length > 0) {
    if (key === "days_since_last_activity") return null;
    const dates = whenLine(key, input, title);
    return key === "decision_maker_x_pricing" && typeof raw === "string" ? `${raw}, ${dates}` : dates;
  }
  if (ABOUT_SIZE.has(key)) return typeof raw === "number" ? `${formatNumber(raw)} people` : null;
  if (SHOWS_ATTRIBUTE.has(key) && typeof raw === "string") return raw.trim();
  if (
    key === "source_channel" &&
    typeof raw === "string" &&
    !title.toLowerCase().includes(raw.trim().toLowerCase())
  ) {
    return raw.trim();
  }
  return null;
}

/** Dates, or the time of day where the title names the day already; then what the lead said or took. */
function whenLine(key: string, { evidence, context, args }: PhraseInput, title: string): string | null {
  const { recentAt = [], occurrences = recentAt.length, detail } = evidence;
  const newest = recentAt[0]!;
  const relative = relativeDay(newest, context);
  const dates = title.endsWith(relative)
    ? [
        /^(yesterday$|on [A-Z])/.test(relative) ? formatDay(newest, context) : null,
        isDateOnly(newest) ? null : formatTime(newest, context.timeZone),
      ]
    : [formatDays(recentAt, context, occurrences === recentAt.length)];
  const said = args.own === undefined && detail !== undefined ? detailPhrase(key, detail) : null;
  const parts = [...dates, said].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

/** Files that give days without times import as midnight UTC: "00:00" would be a claim. */
function isDateOnly(at: number): boolean {
  return at % 86_400_000 === 0;
}

function detailPhrase(key: string, detail: string): string | null {
  if (key === "calls_connected_90d") return detail === "meeting_booked" ? "meeting booked" : null;
  const shown = detail.length > 80 ? `${detail.slice(0, 79).trimEnd()}…` : detail;
  return `${key === "demo_requests_90d" ? "wrote " : ""}“${shown}”`;
}
