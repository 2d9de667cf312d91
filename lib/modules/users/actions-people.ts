"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { memberForAction } from "@/lib/platform/auth/member";
import { findMember } from "@/lib/platform/auth/membership";
import { requestOrigin } from "@/lib/platform/auth/request-origin";
import { continueSession, currentSession } from "@/lib/platform/auth/session-cookie";
import { now } from "@/lib/platform/clock";
import { inviteMember, revokeInvitation } from "./invitations";
import { type Mailed, mailInvitation, mailResetLink } from "./link-mails";
import { changeRole, deactivateMembership, reactivateMembership } from "./mutations";
import { createResetLink, RESET_HOURS } from "./password-resets";
import {
  firstProblem,
  invitationInput,
  inviteInput,
  personInput,
  type Result,
  refuse,
  roleInput,
  workspaceInput,
} from "./types";

const PAGE = "/settings/people";

/** A link that is shown once. */
export type LinkResult = Result<{
  readonly link: string;
  readonly expiresAt: string;
  /** Whether it went to its person by mail, too; null: this installation sends none. */
  readonly mailed: Mailed;
}>;

export async function inviteMemberAction(input: unknown): Promise<LinkResult> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = inviteInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const moment = now();
  const result = await inviteMember(who.member, parsed.data, moment);
  if (!result.ok) return result;
  revalidatePath(PAGE);
  const { tenantName: workspace, name: by, timeZone } = who.member;
  const invitation = { ...result, workspace, by, role: parsed.data.role };
  const context = { now: moment.getTime(), timeZone };
  const mailed = await mailInvitation(parsed.data.email, invitation, context);
  const link = `${await requestOrigin()}/invite/${result.token}`;
  return { ok: true, link, expiresAt: result.expiresAt.toISOString(), mailed };
}

export async function revokeInvitationAction(input: unknown): Promise<Result> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = invitationInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await revokeInvitation(who.member, parsed.data.invitationId, now()));
}

export async function changeRoleAction(input: unknown): Promise<Result> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = roleInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await changeRole(who.member, parsed.data));
}

export async function deactivateAction(input: unknown): Promise<Result> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = personInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await deactivateMembership(who.member, parsed.data.userId, now()));
}

export async function reactivateAction(input: unknown): Promise<Result> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = personInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  return revalidated(await reactivateMembership(who.member, parsed.data.userId));
}

export async function createResetLinkAction(input: unknown): Promise<LinkResult> {
  const who = await memberForAction("people.manage");
  if (!who.ok) return who;
  const parsed = personInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const result = await createResetLink(who.member, parsed.data.userId, now());
  if (!result.ok) return result;
  revalidatePath(PAGE);
  const mailed = await mailResetLink(result.email, result.token, { hours: RESET_HOURS, asked: false });
  const link = `${await requestOrigin()}/reset/${result.token}`;
  return { ok: true, link, expiresAt: result.expiresAt.toISOString(), mailed };
}

/** Goes on in another workspace of the same person. */
export async function switchWorkspaceAction(input: unknown): Promise<Result> {
  const session = await currentSession();
  if (!session) return refuse("signed_out", "You are signed out. Sign in again.");
  const parsed = workspaceInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const claims = { ...session.claims, tenantId: parsed.data.tenantId };
  if (!(await findMember(claims))) return refuse("forbidden", "You are not active in this workspace.");
  await continueSession(claims, now());
  revalidatePath("/", "layout");
  redirect("/");
}

function revalidated(result: Result): Result {
  if (result.ok) revalidatePath(PAGE);
  return result;
}
