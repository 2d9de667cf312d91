/** Where a lead stands; the first three are open, the others closed. */
export const LEAD_STATUSES = ["new", "working", "qualified", "won", "lost", "disqualified"] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

const CLOSED: ReadonlySet<string> = new Set<LeadStatus>(["won", "lost", "disqualified"]);

/** The database's generated column `is_open` says the opposite of the same. */
export const isClosedStatus = (status: string): boolean => CLOSED.has(status);
