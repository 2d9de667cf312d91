import type { MarketSettings } from "@/lib/core/signals/types";

export interface WorkingHours {
  /** ISO weekdays, 1 is Monday. */
  readonly days: readonly number[];
  /** "09:00", in the workspace's time zone. */
  readonly from: string;
  readonly to: string;
}

export interface Workspace {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
}

export const DEFAULT_WORKING_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" };

/** A new workspace has no opinion about its market until somebody states it. */
export const UNSTATED_MARKET: MarketSettings = {
  industries: { target: [], adjacent: [], poor: [] },
  territories: [],
  competitorDomains: [],
  freeMailDomains: [],
  studentMailDomains: [],
};
