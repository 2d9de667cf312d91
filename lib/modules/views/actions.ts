"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { getViews } from "./data";
import { changeView, deleteView, saveView } from "./mutations";
import {
  changeViewInput,
  deleteViewInput,
  type Refused,
  type Result,
  refuse,
  saveViewInput,
  viewHref,
} from "./types";

const PAGE_WORDS = { leads: "Leads", queue: "Queue", simulator: "Simulator" } as const;

/** Keeps the list as it stands under a name. */
export async function saveViewAction(
  input: unknown,
): Promise<Result<{ readonly id: string; readonly query: string }>> {
  const asked = await memberForAction("views.keep");
  if (!asked.ok) return asked;
  const parsed = saveViewInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await saveView(asked.member, parsed.data, now()));
}

/** Renames, shares, takes back, or saves what changed. */
export async function changeViewAction(input: unknown): Promise<Result> {
  const asked = await memberForAction("views.keep");
  if (!asked.ok) return asked;
  const parsed = changeViewInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await changeView(asked.member, parsed.data));
}

export async function deleteViewAction(input: unknown): Promise<Result> {
  const asked = await memberForAction("views.keep");
  if (!asked.ok) return asked;
  const parsed = deleteViewInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await deleteView(asked.member, parsed.data.id));
}

/** Own and shared views of all pages, for the command palette; none for somebody who is signed out. */
export async function listViewsAction(): Promise<
  readonly { readonly id: string; readonly name: string; readonly detail: string; readonly href: string }[]
> {
  const asked = await memberForAction("views.keep");
  if (!asked.ok) return [];
  const views = await withTenant(asked.member.tenantId, (tx) => getViews(tx, asked.member));
  return views.map((view) => ({
    id: view.id,
    name: view.name,
    detail: view.owner === null ? PAGE_WORDS[view.page] : `${PAGE_WORDS[view.page]}, shared by ${view.owner}`,
    href: viewHref(`/${view.page}`, view),
  }));
}

function firstProblem(error: z.ZodError): Refused {
  return refuse("invalid", error.issues[0]?.message ?? "This was not understood. Nothing was changed.");
}

function revalidated<R extends Result>(result: R): R {
  if (result.ok) {
    revalidatePath("/leads");
    revalidatePath("/queue");
    revalidatePath("/simulator");
  }
  return result;
}
