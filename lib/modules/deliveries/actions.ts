"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { writeAudit } from "@/lib/platform/audit";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { canMail } from "@/lib/platform/mail";
import { testMessage } from "@/lib/present/delivery-words";
import { getDeliveryState, waitingTest } from "./data";
import { addDeliveries, retryDelivery } from "./mutations";
import { type DeliveryState, type DeliveryWish, TEST_TARGETS, type TestTarget } from "./types";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
type Answer = { readonly ok: true; readonly delivery: DeliveryState } | Refused;

const GONE: Refused = { ok: false, code: "gone", message: "This message is gone. Load the page again." };
const idInput = z.strictObject({ id: z.uuid() });
const testInput = z.strictObject({ target: z.enum(TEST_TARGETS) });

/** Sends a message that says it is a test to an address that is saved; how it went is asked with `deliveryAction`. */
export async function sendTestAction(input: unknown): Promise<Answer> {
  const asked = await memberForAction("workflow.manage");
  if (!asked.ok) return asked;
  const parsed = testInput.safeParse(input);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: "There is nothing of that kind to test." };
  const { member } = asked;
  return withTenant(member.tenantId, async (tx) => {
    const wish = await testWish(tx, member, parsed.data.target);
    if ("code" in wish) return wish;
    const waiting = await waitingTest(tx, member.tenantId, wish.target);
    if (waiting) return { ok: true, delivery: waiting };
    const [id = ""] = await addDeliveries(tx, member.tenantId, [wish], now());
    await writeAudit(tx, {
      ...{ tenantId: member.tenantId, actorId: member.userId, action: "delivery.tested" },
      ...{ subjectType: "delivery", subjectId: id, details: { channel: wish.channel } },
    });
    return { ok: true, delivery: { id, status: "waiting", attempts: 0, lastError: null } };
  });
}

async function testWish(tx: TenantTx, member: Member, target: TestTarget): Promise<DeliveryWish | Refused> {
  const { alerts, nurture } = await getWorkflow(tx, member.tenantId);
  const about = { topic: "test", leadId: null };
  const message = testMessage({ workspace: member.tenantName, by: member.name });
  if (target === "email")
    return canMail()
      ? { ...about, channel: "email", target: member.email, body: message.mail }
      : { ok: false, code: "no_mail", message: "No mail can be sent: SMTP_URL is not set on the server." };
  const address = target === "slack" ? alerts.slackUrl : nurture.webhookUrl;
  if (address === null)
    return { ok: false, code: "no_address", message: "No address is saved. Save one first, then test it." };
  const body = target === "slack" ? message.slack : { type: "test", at: now().toISOString() };
  return { ...about, channel: target, target: address, body };
}

/** How far a message is. */
export async function deliveryAction(input: unknown): Promise<Answer> {
  const asked = await memberForAction("workflow.manage");
  if (!asked.ok) return asked;
  const parsed = idInput.safeParse(input);
  if (!parsed.success) return GONE;
  const { tenantId } = asked.member;
  const delivery = await withTenant(tenantId, (tx) => getDeliveryState(tx, tenantId, parsed.data.id));
  return delivery ? { ok: true, delivery } : GONE;
}

/** Sends a message again that was given up. */
export async function retryDeliveryAction(input: unknown): Promise<Answer> {
  const asked = await memberForAction("workflow.manage");
  if (!asked.ok) return asked;
  const parsed = idInput.safeParse(input);
  if (!parsed.success) return GONE;
  const { tenantId, userId } = asked.member;
  const { id } = parsed.data;
  const delivery = await withTenant(tenantId, async (tx) => {
    if (await retryDelivery(tx, tenantId, id))
      await writeAudit(tx, {
        ...{ tenantId, actorId: userId, action: "delivery.retried" },
        ...{ subjectType: "delivery", subjectId: id },
      });
    return getDeliveryState(tx, tenantId, id);
  });
  if (!delivery) return GONE;
  revalidatePath("/settings/alerts");
  return { ok: true, delivery };
}
