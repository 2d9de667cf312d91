"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { addressProblem } from "@/lib/platform/outbound";
import { testBody } from "@/lib/present/webhook-body";
import { messageState } from "@/lib/present/webhook-words";
import { getMessageState } from "./data";
import {
  addTest,
  addWebhook,
  changeWebhook,
  removeWebhook,
  replay,
  rotateSecret,
  switchWebhook,
} from "./mutations";
import {
  changeInput,
  type Done,
  idInput,
  type MessageState,
  MOST_WEBHOOKS,
  newWebhookInput,
  type Refused,
  rotateInput,
  type SecretToldOnce,
  switchInput,
} from "./types";

const PAGE = "/settings/webhooks";
const GONE: Refused = { ok: false, code: "gone", message: "This webhook is gone. Load the page again." };

/** Adds a webhook; the answer holds the secret, which is told this once. */
export async function addWebhookAction(input: unknown): Promise<SecretToldOnce> {
  return withWish(newWebhookInput, input, async (tx, member, wish) => {
    const made = await addWebhook(tx, member, wish, now());
    const message = `There are ${MOST_WEBHOOKS} webhooks, and no more are kept. Remove one first.`;
    return made ? { ok: true, ...made } : { ok: false, code: "too_many", message };
  });
}

export async function changeWebhookAction(input: unknown): Promise<Done> {
  return withWish(changeInput, input, async (tx, member, { id, ...wish }) =>
    (await changeWebhook(tx, member, id, wish)) ? { ok: true } : GONE,
  );
}

/** Gives it a new secret, told this once; the one before signs along for the chosen hours. */
export async function rotateSecretAction(input: unknown): Promise<SecretToldOnce> {
  return withWish(rotateInput, input, async (tx, member, wish) => {
    const secret = await rotateSecret(tx, member, wish, now());
    return secret === null ? GONE : { ok: true, id: wish.id, secret };
  });
}

export async function switchWebhookAction(input: unknown): Promise<Done> {
  return withWish(switchInput, input, async (tx, member, wish) =>
    (await switchWebhook(tx, member, wish, now())) ? { ok: true } : GONE,
  );
}

export async function removeWebhookAction(input: unknown): Promise<Done> {
  return withWish(idInput, input, async (tx, member, { id }) =>
    (await removeWebhook(tx, member, id)) ? { ok: true } : GONE,
  );
}

type MessageAnswer = { readonly ok: true; readonly message: MessageState } | Refused;
const NO_MESSAGE: Refused = {
  ok: false,
  code: "gone",
  message: "This message is gone. Load the page again.",
};

/** Sends a message that says it is a test; how it went is asked with `messageAction`. */
export async function testWebhookAction(input: unknown): Promise<MessageAnswer> {
  return withWish(idInput, input, async (tx, member, { id }) => {
    const { timeZone, tenantName: workspace, name: by } = member;
    const moment = now();
    const body = testBody({ workspace, by }, { now: moment.getTime(), timeZone });
    const messageId = await addTest(tx, member, id, body, moment);
    if (messageId === null)
      return { ok: false, code: "off", message: "This webhook is off or gone. Switch it on first." };
    return (await stateOf(tx, member, messageId)) ?? NO_MESSAGE;
  });
}

/** How far a message is. */
export async function messageAction(input: unknown): Promise<MessageAnswer> {
  return withWish(
    idInput,
    input,
    async (tx, member, { id }) => (await stateOf(tx, member, id)) ?? NO_MESSAGE,
    { isRead: true },
  );
}

/** Sends one message again that was given up. */
export async function replayMessageAction(input: unknown): Promise<MessageAnswer> {
  return withWish(idInput, input, async (tx, member, { id }) => {
    const count = await replay(tx, member, { messageId: id });
    const state = await stateOf(tx, member, id);
    if (!state) return NO_MESSAGE;
    if (count === 0 && state.message.status === "failed")
      return { ok: false, code: "off", message: "Its webhook is off. Switch it on first." };
    return state;
  });
}

/** Sends everything again that was given up for one webhook. */
export async function replayAllAction(
  input: unknown,
): Promise<{ readonly ok: true; readonly count: number } | Refused> {
  return withWish(idInput, input, async (tx, member, { id }) => ({
    ok: true,
    count: await replay(tx, member, { webhookId: id }),
  }));
}

async function stateOf(tx: TenantTx, { tenantId, timeZone }: Member, id: string) {
  const row = await getMessageState(tx, tenantId, id);
  if (!row) return null;
  const state = messageState(row, { now: now().getTime(), timeZone });
  return { ok: true, message: { id: row.id, status: row.status, state } } as const;
}

/** What all have in common: who may, what can be read, one transaction. */
async function withWish<Wish, Answer>(
  schema: z.ZodType<Wish>,
  input: unknown,
  work: (tx: TenantTx, member: Member, wish: Wish) => Promise<Answer | Refused>,
  { isRead = false }: { readonly isRead?: boolean } = {},
): Promise<Answer | Refused> {
  const asked = await memberForAction("webhooks.manage");
  if (!asked.ok) return asked;
  const parsed = schema.safeParse(input);
  if (!parsed.success) return invalid(parsed.error);
  const { url } = parsed.data as { url?: string };
  const problem = url === undefined ? null : addressProblem(url);
  if (problem !== null) return { ok: false, code: "invalid", message: problem, fields: { url: problem } };
  const answer = await withTenant(asked.member.tenantId, (tx) => work(tx, asked.member, parsed.data));
  if (!isRead) revalidatePath(PAGE);
  return answer;
}

function invalid(error: z.ZodError): Refused {
  const fields: Record<string, string> = {};
  for (const { path, message } of error.issues) fields[String(path[0] ?? "")] ??= message;
  return {
    ok: false,
    code: "invalid",
    message: Object.values(fields)[0] ?? "This cannot be read. Load the page again.",
    fields,
  };
}
