import type { BandSet } from "@/lib/core/scoring/types";
import { can, type Role } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import type { TimeContext } from "@/lib/present/format";
import type { TimelineNote } from "@/lib/present/leads-timeline";
import { overrideNotes, type SetSpan, setSpans } from "@/lib/present/override-timeline";
import { type LeadScores, presentActive, presentEarlier, presentRequest } from "@/lib/present/override-words";
import { findOverrides } from "./data";
import type { LeadOverridesView } from "./types-view";

export interface OverridesOfLead {
  readonly view: LeadOverridesView;
  readonly notes: readonly TimelineNote[];
  readonly spans: readonly SetSpan[];
}

/** A lead's overrides as its page shows them, for this reader. */
export async function getOverridesOfLead(
  tx: TenantTx,
  reader: { readonly tenantId: string; readonly userId: string; readonly role: Role },
  /** `scores` is null for a lead that was never scored. */
  lead: { readonly id: string; readonly isOpen: boolean; readonly scores: LeadScores | null },
  bandSet: BandSet,
  context: TimeContext,
): Promise<OverridesOfLead> {
  const rows = await findOverrides(tx, reader.tenantId, { leadId: lead.id });
  const active = rows.find(({ status }) => status === "active");
  const asked = rows.find(({ status }) => status === "requested");
  const { scores } = lead;
  const isOwn = asked?.requestedById === reader.userId;
  const maySet = can(reader.role, "overrides.set");
  const mayAsk = can(reader.role, "overrides.request") && !asked;
  return {
    view: {
      active: active && scores ? presentActive(active, scores, bandSet, context) : null,
      request: asked
        ? { ...presentRequest(asked, bandSet, context), mayDecide: maySet && !isOwn, mayWithdraw: isOwn }
        : null,
      earlier: rows
        .filter((row) => row !== active && row !== asked)
        .map((row) => presentEarlier(row, bandSet, context)),
      opens: !lead.isOpen || !scores ? null : maySet ? "set" : mayAsk ? "request" : null,
      maySet,
    },
    notes: overrideNotes(rows, bandSet),
    spans: setSpans(rows, scores?.effective.score ?? 0, context),
  };
}
