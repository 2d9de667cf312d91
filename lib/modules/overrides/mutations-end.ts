import { applyEffective } from "@/lib/modules/scoring/apply-effective";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { formatDayTime } from "@/lib/present/format";
import { findOverride, type OverrideRow } from "./data";
import { decideExpiry } from "./decisions";
import { endOverride, loggedValue } from "./ending";
import { type Actor, endIfDue } from "./mutations";
import { lockRequest } from "./mutations-decide";
import { type ExtendWish, type OverrideOutcome, type OverrideRefusal, refused } from "./types";

/** An override in force comes to its end, sooner or later. */

/** The machine's score counts again, at once. */
export async function revertOverride(
  tx: TenantTx,
  actor: Actor,
  { id }: { readonly id: string },
  now: Date,
): Promise<OverrideOutcome> {
  const { tenantId } = actor;
  const row = await lockActive(tx, tenantId, id, now);
  if (!row.ok) return row;
  const { found } = row;
  if (found.status === "reverted" && found.endedById === actor.userId)
    return { ok: true, id, status: found.status };
  if (found.status !== "active") return endedAlready(found, actor, now);
  await endOverride(tx, found, "reverted", { tenantId, now, actor });
  await applyEffective(tx, tenantId, [found.leadId], { now });
  return { ok: true, id, status: "reverted" };
}

/** Lets it hold longer: so many days past its end, or until the end of a later day. */
export async function extendOverride(
  tx: TenantTx,
  actor: Actor,
  { id, from, expiry }: ExtendWish,
  now: Date,
): Promise<OverrideOutcome> {
  const { tenantId, timeZone } = actor;
  const row = await lockActive(tx, tenantId, id, now);
  if (!row.ok) return row;
  const { found } = row;
  if (found.status !== "active" || found.expiresAt === null) return endedAlready(found, actor, now);
  const seen = Date.parse(from);
  const until = decideExpiry(expiry, { now: now.getTime(), timeZone }, seen);
  if (!until.ok) return until;
  if (found.expiresAt === until.expiresAt) return { ok: true, id, status: "active" };
  const words = formatDayTime(found.expiresAt, { now: now.getTime(), timeZone });
  if (found.expiresAt !== seen)
    return refused("changed", `Somebody else let it hold until ${words} meanwhile. Look at it again.`);
  if (until.expiresAt < found.expiresAt)
    return refused("not_later", `It holds until ${words} already. Choose a later day.`, "expiry");
  await tx.override.updateMany({
    where: { tenantId, id, status: "active" },
    data: { expiresAt: new Date(until.expiresAt) },
  });
  await writeAudit(tx, {
    ...{
      tenantId,
      actorId: actor.userId,
      action: "override.extended",
      subjectType: "override",
      subjectId: id,
    },
    details: {
      ...{ leadId: found.leadId, set: loggedValue(found) },
      ...{ from: new Date(seen).toISOString(), to: new Date(until.expiresAt).toISOString() },
    },
  });
  return { ok: true, id, status: "active" };
}

async function lockActive(
  tx: TenantTx,
  tenantId: string,
  id: string,
  now: Date,
): Promise<{ readonly ok: true; readonly found: OverrideRow } | OverrideRefusal> {
  const locked = await lockRequest(tx, tenantId, id);
  if (!locked.ok) return refused("not_found", "This override is not here any more. Nothing was changed.");
  const ended = await endIfDue(tx, tenantId, locked.row.leadId, now);
  const found = ended === null ? locked.row : await findOverride(tx, tenantId, { id });
  return { ok: true, found: found ?? locked.row };
}

function endedAlready(row: OverrideRow, { timeZone }: Actor, now: Date): OverrideRefusal {
  const when =
    row.endedAt === null ? "" : `, ${formatDayTime(row.endedAt, { now: now.getTime(), timeZone })}`;
  const done =
    row.status === "reverted"
      ? `${row.endedBy} has reverted this override`
      : row.status === "replaced"
        ? `${row.endedBy} has set another override in its place`
        : row.status === "expired"
          ? "This override has expired"
          : "This override is not in force";
  return refused("ended", `${done}${when}. Nothing was changed.`);
}
