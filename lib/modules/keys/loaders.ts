import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { getKeys, getKeyUsage } from "./data";
import type { KeyRow, KeyUsage } from "./types";

export interface KeysPage {
  readonly keys: readonly KeyRow[];
  readonly usage: readonly KeyUsage[];
  readonly timeZone: string;
  readonly now: Date;
}

export async function loadKeysPage(): Promise<KeysPage> {
  const { tenantId, timeZone } = await requireMember("keys.manage");
  const moment = now();
  return withTenant(tenantId, async (tx) => ({
    keys: await getKeys(tx, tenantId, moment),
    usage: await getKeyUsage(tx, tenantId, { now: moment, timeZone }),
    timeZone,
    now: moment,
  }));
}
