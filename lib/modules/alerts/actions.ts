"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { countUnread } from "./data";
import { markRead } from "./mutations";

type Marked =
  | { readonly ok: true; readonly unread: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** One alert, or all up to the newest that was on the screen: what comes meanwhile stays unread. */
const markInput = z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ upTo: z.iso.datetime() })]);

export async function markReadAction(input: unknown): Promise<Marked> {
  const asked = await memberForAction("leads.read");
  if (!asked.ok) return asked;
  const parsed = markInput.safeParse(input);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: "There is no such alert. Load the page again." };
  const { member } = asked;
  const unread = await withTenant(member.tenantId, async (tx) => {
    await markRead(tx, member, parsed.data, now());
    return countUnread(tx, member);
  });
  revalidatePath("/alerts");
  return { ok: true, unread };
}
