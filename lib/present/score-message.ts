import type { BandSet, ReasonRef } from "../core/scoring/types.ts";
import { formatDayTime, type TimeContext } from "./format.ts";
import { leadDetail, leadName, type NamedLead } from "./leads-row.ts";
import { overrideName } from "./override-words.ts";
import type { Stood, ToldEnding } from "./webhook-body.ts";
import { wordCause } from "./word-cause.ts";

/** What a chat is told of scores, as Slack and what is compatible with it takes a message. */

interface Named extends NamedLead {
  readonly jobTitle: string | null;
  readonly company: string | null;
}

export interface ChatMessage {
  /** For notifications and old clients. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** "Elena Marchetti went from Warm to Hot: 78" */
export function bandSlack(
  {
    lead,
    before,
    after,
    cause,
    link,
  }: {
    readonly lead: Named;
    readonly before: Stood;
    readonly after: Stood;
    /** null: an override began or ended. */
    readonly cause: ReasonRef | null;
    readonly link: string;
  },
  bandSet: BandSet,
): ChatMessage {
  const name = (id: string) => bandSet.bands.find((band) => band.id === id)?.name ?? id;
  const title = `${leadName(lead).name} went from ${name(before.bandId)} to ${name(after.bandId)}: ${after.score}`;
  const why = cause === null ? "Override" : wordCause(cause);
  return chatMessage(title, leadDetail(lead), [why], link);
}

/** "Ruth Adeyemi set Elena Marchetti to Hot", "The override of Elena Marchetti to Hot has expired" */
export function overrideSlack(
  {
    lead,
    override,
    ended,
    link,
  }: {
    readonly lead: Named;
    readonly override: {
      readonly kind: "score" | "band";
      readonly score: number | null;
      readonly band: string | null;
      readonly reason: string;
      readonly decidedBy: string | null;
      readonly expiresAt: number | null;
    };
    readonly ended: { readonly how: ToldEnding; readonly by: string | null } | null;
    readonly link: string;
  },
  bandSet: BandSet,
  context: TimeContext,
): ChatMessage {
  const { name } = leadName(lead);
  const value = overrideName(override, bandSet);
  if (ended) return chatMessage(endTitle(name, value, ended), leadDetail(lead), [], link);
  const until = override.expiresAt === null ? [] : [`Until ${formatDayTime(override.expiresAt, context)}`];
  const title = `${override.decidedBy ?? "Somebody"} set ${name} to ${value}`;
  return chatMessage(title, leadDetail(lead), [`“${override.reason}”`, ...until], link);
}

function endTitle(
  name: string,
  value: string,
  { how, by }: { readonly how: ToldEnding; readonly by: string | null },
): string {
  if (how === "reverted") return `${by ?? "Somebody"} reverted the override of ${name} to ${value}`;
  if (how === "lead_closed") return `${name} was closed, and the override to ${value} ended`;
  return `The override of ${name} to ${value} has expired`;
}

/** A title that leads somewhere, a line, and remarks in small. */
export function chatMessage(
  title: string,
  detail: string,
  remarks: readonly string[],
  link: string,
): ChatMessage {
  const [plain, first, ...rest] = [title, detail, ...remarks].map(inSlack);
  const markdown = (text: string) => ({ type: "mrkdwn", text });
  return {
    text: [plain, first, ...rest, link].join("\n"),
    blocks: [
      {
        type: "section",
        text: markdown([`*<${link}|${plain?.replaceAll("|", "/")}>*`, first].join("\n")),
      },
      // Slack refuses a context without elements.
      ...(rest.length === 0 ? [] : [{ type: "context", elements: rest.map(markdown) }]),
    ],
  };
}

/** Slack reads these three as markup. */
export const inSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
