import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { namesOfUsers } from "@/lib/modules/users/data";
import { maskAddress } from "@/lib/modules/workflow/settings-parts";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { isId } from "@/lib/platform/ids";
import { publicOrigin } from "@/lib/platform/public-origin";
import { formatDay, formatDayTime, type TimeContext } from "@/lib/present/format";
import { exampleBodies, messageState, messageWhat, webhookState } from "@/lib/present/webhook-words";
import {
  countFailed,
  getMessages,
  getWebhooks,
  inOrder,
  type MessageRecord,
  type WebhookRecord,
} from "./data";
import {
  EVENT_TYPES,
  type EventType,
  type WebhookMessage,
  type WebhookRow,
  type WebhooksPage,
} from "./types";

const MOST = 50;

/** @param asked what the address of the page says: `show` and where the list begins */
export async function loadWebhooksPage(asked: {
  readonly show: string | undefined;
  readonly before: string | undefined;
}): Promise<WebhooksPage> {
  const { tenantId, timeZone } = await requireMember("webhooks.manage");
  const moment = now();
  const context = { now: moment.getTime(), timeZone };
  const before = cursorOf(asked.before);
  const show = asked.show === "failed" ? "failed" : "all";
  return withTenant(tenantId, async (tx) => {
    const hooks = await getWebhooks(tx, tenantId);
    const failed = await countFailed(tx, tenantId);
    const wanted = { failedOnly: show === "failed", most: MOST + 1, before };
    const rows = await getMessages(tx, tenantId, wanted);
    const names = await namesOfUsers(
      tx,
      hooks.map(({ createdBy }) => createdBy),
    );
    const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? { bands: [] };
    const shown = rows.slice(0, MOST);
    const last = shown.at(-1);
    return {
      webhooks: hooks.map((hook) => webhookRow(hook, { names, failed: failed.get(hook.id) ?? 0 }, context)),
      messages: shown.map((row) => webhookMessage(row, context)),
      show,
      older: rows.length > MOST && last ? `${last.createdAt.getTime()}_${last.id}` : null,
      isFirst: before === null,
      examples: exampleBodies(bandSet, publicOrigin(), context.now).map((body) => ({
        type: body.type as EventType,
        body: JSON.stringify(body, null, 2),
      })),
    };
  });
}

function webhookRow(
  hook: WebhookRecord,
  { names, failed }: { readonly names: ReadonlyMap<string, string>; readonly failed: number },
  context: TimeContext,
): WebhookRow {
  const state = webhookState(hook, context);
  const by = hook.createdBy === null ? null : names.get(hook.createdBy);
  const old = hook.previousUntil && hook.previousUntil.getTime() > context.now ? hook.previousUntil : null;
  return {
    ...{ id: hook.id, url: hook.url, description: hook.description, failed },
    events: EVENT_TYPES.filter((type) => hook.events.includes(type)),
    isOn: hook.disabledAt === null,
    state: state.text,
    tone: state.tone,
    secret: `whsec_…${hook.secretLastFour}`,
    previous: old && `The secret before it signs along until ${formatDayTime(old.getTime(), context)}`,
    made: `Added${by ? ` by ${by}` : ""} on ${formatDay(hook.createdAt.getTime(), context)}`,
  };
}

function webhookMessage(row: MessageRecord, context: TimeContext): WebhookMessage {
  const { leads } = (row.body.data ?? {}) as { leads?: unknown };
  return {
    ...{ id: row.id, webhookId: row.webhookId, status: row.status, type: row.topic },
    to: maskAddress(row.url).replace(/^https?:\/\//, ""),
    what: messageWhat({ ...row, leads: Array.isArray(leads) ? leads.length : null }),
    href: row.leadId === null ? null : `/leads/${row.leadId}`,
    when: formatDayTime(row.createdAt.getTime(), context),
    state: messageState(row, context),
    answer: row.answerStatus === null ? null : { status: row.answerStatus, text: row.answer ?? "" },
    body: JSON.stringify(inOrder(row.body), null, 2),
  };
}

function cursorOf(text: string | undefined): { readonly at: Date; readonly id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  return at && id && isId(id) && Number(at) < 8e14 ? { at: new Date(Number(at)), id } : null;
}
