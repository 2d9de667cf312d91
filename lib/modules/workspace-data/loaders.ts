import { requireMember } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { countWorkspace } from "./deletion";
import { findPerson, previewErasure } from "./erasure";
import { type DataPage, personInput } from "./types";

/** What is in the workspace; with the person whom the address names, where there is one. */
export async function loadDataPage(asked: string | string[] | undefined): Promise<DataPage> {
  const { tenantId, tenantName } = await requireMember("data.manage");
  const wanted = personInput.safeParse(asked);
  return withTenant(
    tenantId,
    async (tx) => {
      const leads = wanted.success ? await findPerson(tx, tenantId, wanted.data) : [];
      return {
        workspace: tenantName,
        ...(await countWorkspace(tx, tenantId)),
        person:
          wanted.success && leads.length > 0
            ? { asked: wanted.data, preview: await previewErasure(tx, tenantId, leads) }
            : null,
      };
    },
    { timeoutMs: 60_000 },
  );
}
