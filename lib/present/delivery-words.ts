import { formatDayTime, type TimeContext, timesOf } from "./format.ts";
import { leadName, type NamedLead } from "./leads-row.ts";

/** Messages that leave the product, in words. */

export interface WordableDelivery extends NamedLead {
  readonly channel: "email" | "slack" | "webhook";
  readonly topic: string;
  /** "nurture.enrolled" */
  readonly type: string | null;
  readonly leadId: string | null;
  readonly status: "waiting" | "sent" | "failed";
  readonly attempts: number;
  readonly lastError: string | null;
}

/** "Hot lead: Ingrid Solheim", "Entered nurture: Ingrid Solheim", "Test" */
export function deliveryWhat(delivery: WordableDelivery): string {
  const { topic, type, leadId } = delivery;
  const what =
    topic === "hot"
      ? "Hot lead"
      : topic === "test"
        ? "Test"
        : topic === "band"
          ? "Band changed"
          : topic === "override"
            ? "Override"
            : type === "nurture.left"
              ? "Left nurture"
              : topic === "nurture"
                ? "Entered nurture"
                : "Message";
  return leadId === null ? what : `${what}: ${leadName(delivery).name}`;
}

const CHANNELS = { email: "Mail", slack: "Chat", webhook: "Webhook" } as const;

/** "Chat, https://hooks.slack.com/…Xy3k"; mail addresses are people's and stay whole. */
export const deliveryTo = (channel: WordableDelivery["channel"], address: string): string =>
  `${CHANNELS[channel]}, ${address.replace(/^https?:\/\//, "")}`;

/** "Sent", "Waiting", "Tried twice: answered 503", "Given up: answered 404" */
export function deliveryState({
  status,
  attempts,
  lastError,
}: Pick<WordableDelivery, "status" | "attempts" | "lastError">): string {
  if (status === "sent") return attempts > 1 ? `Sent at the ${ordinal(attempts)} try` : "Sent";
  const why = lastError ? `: ${lastError}` : "";
  if (status === "failed") return `Given up${attempts > 1 ? ` after ${attempts} tries` : ""}${why}`;
  return attempts === 0 ? "Waiting" : `Tried ${timesOf(attempts)}${why}`;
}

const ordinal = (count: number): string => ["", "1st", "2nd", "3rd"][count] ?? `${count}th`;

/** How a test went, beside its button. */
export function testText(delivery: Pick<WordableDelivery, "status" | "attempts" | "lastError">): string {
  if (delivery.status === "sent") return "It arrived.";
  const why = delivery.lastError ?? "no reason was given";
  if (delivery.status === "failed") return `It did not arrive: ${why}. Check the address.`;
  return delivery.attempts === 0
    ? "It has not been sent yet. Look at the deliveries in a while."
    : `Not yet: ${why}. It is tried again by itself.`;
}

export const deliveryWhen = (at: number, context: TimeContext): string => formatDayTime(at, context);

/** A message that says it is a test. */
export function testMessage({ workspace, by }: { readonly workspace: string; readonly by: string }) {
  const text = `A test of Firstcall's alerts for ${workspace}, sent by ${by}. Hot leads will be announced here.`;
  const inHtml = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const inSlack = inHtml;
  return {
    mail: { subject: `Test of Firstcall's alerts for ${workspace}`, text, html: `<p>${inHtml}</p>` },
    slack: { text: inSlack },
  };
}
