import { currentMember, type Member, requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";

/** Where "/" leads: a rep's queue, the list, the first steps of an empty workspace, or the sign-in page. */
export async function loadHome(): Promise<"/queue" | "/leads" | "/start" | "/signin"> {
  const member = await currentMember();
  if (!member) return "/signin";
  if (!(await hasLeads(member))) return "/start";
  return member.role === "rep" ? "/queue" : "/leads";
}

export interface StartPage {
  readonly workspace: string;
  readonly hasLeads: boolean;
  readonly people: number;
  readonly mayImport: boolean;
  readonly mayInvite: boolean;
}

export async function loadStartPage(): Promise<StartPage> {
  const member = await requireMember();
  const people = await withTenant(member.tenantId, (tx) =>
    tx.membership.count({ where: { tenantId: member.tenantId, deactivatedAt: null } }),
  );
  return {
    workspace: member.tenantName,
    hasLeads: await hasLeads(member),
    people,
    mayImport: can(member.role, "leads.import"),
    mayInvite: can(member.role, "people.manage"),
  };
}

async function hasLeads({ tenantId }: Member): Promise<boolean> {
  const first = await withTenant(tenantId, (tx: TenantTx) =>
    tx.lead.findFirst({ where: { tenantId }, select: { id: true } }),
  );
  return first !== null;
}
