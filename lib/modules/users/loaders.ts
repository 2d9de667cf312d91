import { cache } from "react";
import { demoWorkspace } from "@/lib/modules/workspaces/data";
import { currentMember, requireMember } from "@/lib/platform/auth/member";
import { membershipsOf } from "@/lib/platform/auth/membership";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { isDemo } from "@/lib/platform/env";
import { anyUserExists, getInvitations, getPeople, invitationByToken, userByEmail } from "./data";
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from "./demo-people";
import { resetLinkWorks } from "./password-resets";
import { setupLinkWorks } from "./setup";
import type { InvitationRow, InvitationView, PersonRow } from "./types";

export interface SignInPage {
  readonly signedIn: boolean;
  /** Nobody has an account yet: the first set-up comes first. */
  readonly needsSetup: boolean;
  /** The sign-ins of the demo, on the embedded database and only while its workspace is there. */
  readonly demo: {
    readonly workspace: string;
    readonly password: string;
    readonly people: readonly DemoPerson[];
  } | null;
}

export async function loadSignInPage(): Promise<SignInPage> {
  const signedIn = (await currentMember()) !== null;
  const workspace = isDemo() ? await demoWorkspace() : null;
  return {
    signedIn,
    needsSetup: !signedIn && !workspace && !(await anyUserExists()),
    demo: workspace && { workspace: workspace.name, password: DEMO_PASSWORD, people: DEMO_PEOPLE },
  };
}

export async function loadSetupPage(token: string | undefined): Promise<"open" | "done" | "no_link"> {
  if (await anyUserExists()) return "done";
  return token && (await setupLinkWorks(token, now())) ? "open" : "no_link";
}

export async function loadResetPage(token: string): Promise<{ works: boolean }> {
  return { works: await resetLinkWorks(token, now()) };
}

export async function loadInvitation(token: string): Promise<InvitationView> {
  const invitation = await invitationByToken(token, now());
  if (invitation?.state !== "open") return { state: invitation?.state ?? "unknown" };
  const { workspace, email, name, role } = invitation;
  return { state: "open", workspace, email, name, role, hasAccount: (await userByEmail(email)) !== null };
}

export interface PeoplePage {
  readonly me: { readonly userId: string };
  readonly timeZone: string;
  readonly now: Date;
  readonly workspace: string;
  readonly people: readonly PersonRow[];
  readonly invitations: readonly InvitationRow[];
}

export async function loadPeoplePage(): Promise<PeoplePage> {
  const member = await requireMember("people.manage");
  const moment = now();
  const { tenantId } = member;
  const [people, invitations] = await withTenant(tenantId, async (tx) => [
    await getPeople(tx, tenantId),
    await getInvitations(tx, tenantId, moment),
  ]);
  return {
    me: { userId: member.userId },
    timeZone: member.timeZone,
    now: moment,
    workspace: member.tenantName,
    people,
    invitations,
  };
}

/** The workspaces one can switch to: those one is active in. */
export const loadMyWorkspaces = cache(
  async (): Promise<readonly { tenantId: string; name: string; current: boolean }[]> => {
    const member = await requireMember();
    return (await membershipsOf(member.userId))
      .filter((membership) => membership.active)
      .map(({ tenantId, tenantName }) => ({
        tenantId,
        name: tenantName,
        current: tenantId === member.tenantId,
      }));
  },
);
