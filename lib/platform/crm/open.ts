import type { CrmAccess, CrmClient } from "./types";

/**
 * Opens a CRM. The clients are loaded here and when they are needed: they are large, and a process that writes to no
 * CRM never reads them.
 *
 * @throws CrmError
 */
export async function openCrm(access: CrmAccess): Promise<CrmClient> {
  if (access.kind === "hubspot") return (await import("./hubspot")).openHubspot(access);
  return (await import("./salesforce")).openSalesforce(access);
}
