import type { QueueLead } from "@/lib/modules/queue/types-screen";

/** False where the browser does not let a page write to the clipboard. */
export async function copyOpening(lead: QueueLead): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(lead.opening.text);
    return true;
  } catch {
    return false;
  }
}
