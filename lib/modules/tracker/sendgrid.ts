import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { robotName } from "@/lib/core/tracking/agents";
import type { Suspicion } from "@/lib/core/tracking/types";
import { eventTime } from "@/lib/modules/ingestion/bounds";
import { uuidOfText } from "@/lib/modules/ingestion/events";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import { flagWords } from "@/lib/present/flag-words";

/** SendGrid's event webhook, as it documents it: a list of these, signed with ECDSA over timestamp and body. */
const eventSchema = z.looseObject({
  email: z.string().max(320),
  /** Seconds. */
  timestamp: z.number(),
  event: z.string().max(60),
  sg_event_id: z.string().max(200).optional(),
  sg_message_id: z.string().max(300).optional(),
  category: z.union([z.string(), z.array(z.unknown())]).optional(),
  marketing_campaign_name: z.string().optional(),
  url: z.string().optional(),
  useragent: z.string().optional(),
  /** Of a bounce: "bounce" is for good, "blocked" is for now. */
  type: z.string().optional(),
  sg_machine_open: z.boolean().optional(),
});
type SendgridEvent = z.infer<typeof eventSchema>;

const TYPES: Readonly<Record<string, string>> = {
  delivered: "email_delivered",
  open: "email_opened",
  click: "email_clicked",
  bounce: "email_bounced",
  spamreport: "email_marked_spam",
  unsubscribe: "email_unsubscribed",
  group_unsubscribe: "email_unsubscribed",
};
const LONGEST = 500;

/** Whether a key is one that `isSigned` can use. */
export function isVerificationKey(key: string): boolean {
  try {
    const { asymmetricKeyType } = publicKey(key);
    return asymmetricKeyType === "ec";
  } catch {
    return false;
  }
}

const publicKey = (base64: string) =>
  createPublicKey({ key: Buffer.from(base64.trim(), "base64"), format: "der", type: "spki" });

/** Whether SendGrid, and nobody else, sent this body with this timestamp. */
export function isSigned(
  key: string,
  {
    signature,
    timestamp,
    body,
  }: { readonly signature: string; readonly timestamp: string; readonly body: string },
): boolean {
  try {
    const signed = Buffer.from(timestamp + body, "utf8");
    return verify("sha256", signed, publicKey(key), Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/**
 * What of a webhook's list says something about a lead. The rest is left out: kinds that say nothing here (processed,
 * deferred, dropped, later inventions) and what cannot be read, because a refusal would have all of it sent again.
 */
export function sendgridEvents(list: readonly unknown[], now: Date): EventRecord[] {
  return list.flatMap((item) => {
    const parsed = eventSchema.safeParse(item);
    return parsed.success ? (eventRecord(parsed.data, now) ?? []) : [];
  });
}

function eventRecord(event: SendgridEvent, now: Date): EventRecord | null {
  const type = TYPES[event.event];
  // Blocked mail may yet arrive; only what bounced for good says that nobody is there.
  if (!type || (event.event === "bounce" && event.type === "blocked")) return null;
  const time = eventTime(event.timestamp * 1_000, now);
  if ("problem" in time) return null;
  const message = event.sg_message_id?.split(".")[0];
  const campaign =
    event.marketing_campaign_name ?? [event.category].flat().find((each) => typeof each === "string");
  const properties = {
    ...(message ? { message_id: message.slice(0, LONGEST) } : {}),
    ...(campaign ? { campaign: String(campaign).slice(0, LONGEST) } : {}),
    ...(event.url ? { url: event.url.slice(0, LONGEST) } : {}),
  };
  const suspicion = suspicionOf(event);
  return {
    ...{ subject: { email: event.email }, type, occurredAt: time.at, properties },
    ...(event.sg_event_id ? { id: uuidOfText(`sendgrid\n${event.sg_event_id}`) } : {}),
    ...(suspicion ? { flag: { flag: suspicion.flag, reason: flagWords(suspicion.reason) } } : {}),
  };
}

function suspicionOf({ event, sg_machine_open: isMachine, useragent }: SendgridEvent): Suspicion | null {
  if (event !== "open" && event !== "click") return null;
  if (isMachine) return { flag: "scanner", reason: { key: "machine_open" } };
  return useragent ? robotName(useragent) : null;
}
