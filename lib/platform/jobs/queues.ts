/** Every queue there is. Queues are made when the database is migrated, because the runtime role may create nothing. */
export const QUEUES = {
  /** { tenantId, importId } */
  "imports.run": { retryLimit: 3, retryDelay: 5, expireInSeconds: 3_600 },
  /** { tenantId }: scores what pending_scores holds */
  "scores.pending": { retryLimit: 5, retryDelay: 1, expireInSeconds: 900 },
  /** { tenantId, leadIds, cause } */
  "scores.rescore": { retryLimit: 3, retryDelay: 5, expireInSeconds: 900 },
  /** { tenantId, cause }: every lead, in the background */
  "scores.rescore_all": { retryLimit: 3, retryDelay: 30, expireInSeconds: 3_600 },
  /** { tenantId, toId, cause }: other edges for scores that stay */
  "scores.reband": { retryLimit: 3, retryDelay: 5, expireInSeconds: 3_600 },
  /** { tenantId, backtestId }: replays a scorer over what became of the leads */
  "backtests.run": { retryLimit: 3, retryDelay: 5, expireInSeconds: 3_600 },
  /** { tenantId }: counts the leads for insights */
  "insights.count": { retryLimit: 3, retryDelay: 5, expireInSeconds: 3_600 },
  /** { tenantId }: moves the response clocks that run after working hours changed */
  "workflow.reclock": { retryLimit: 3, retryDelay: 5, expireInSeconds: 900 },
  /** { tenantId, runId }: measures the leads and looks for leakage */
  "training.check": { retryLimit: 3, retryDelay: 5, expireInSeconds: 3_600 },
  /** { tenantId, runId }: trains, compares and stores models */
  "training.run": { retryLimit: 3, retryDelay: 5, expireInSeconds: 4 * 3_600 },
  /** { tenantId }: open leads not scored since the workspace's day began */
  "scores.refresh": { retryLimit: 3, retryDelay: 30, expireInSeconds: 3_600 },
  /** { tenantId }: ends overrides whose time is over */
  "overrides.expire": { retryLimit: 2, retryDelay: 5, expireInSeconds: 300 },
  /** { tenantId }: who enters and who leaves nurture */
  "nurture.run": { retryLimit: 2, retryDelay: 30, expireInSeconds: 900 },
  /** { tenantId }: gives out hot leads that wait in the pool */
  "leads.route": { retryLimit: 2, retryDelay: 5, expireInSeconds: 300 },
  /** { tenantId, deliveryId, webhookId? }: one message out of the product; pauses grow from 10 s to about 20 minutes */
  "deliveries.send": { retryLimit: 7, retryDelay: 10, retryBackoff: true, expireInSeconds: 120, atOnce: 20 },
  /** { tenantId, runId }: scores into a CRM; one that waits for the CRM asks for its next turn itself */
  "crm.run": { retryLimit: 5, retryDelay: 10, expireInSeconds: 4 * 3_600 },
  /** { tenantId }: deletes messages that are long over */
  "deliveries.tidy": { retryLimit: 2, retryDelay: 30, expireInSeconds: 300 },
} as const satisfies Record<string, QueueOptions>;

export interface QueueOptions {
  readonly retryLimit: number;
  /** Seconds. */
  readonly retryDelay: number;
  /** Each pause is twice the one before. */
  readonly retryBackoff?: boolean;
  readonly expireInSeconds: number;
  /** How many of them a process works on side by side; 1 where nothing is said. For jobs that wait for others. */
  readonly atOnce?: number;
}

export type QueueName = keyof typeof QUEUES;

/** Every job names its tenant: its handler opens that tenant's transaction and sees nothing else. */
export interface JobData {
  readonly tenantId: string;
  readonly [key: string]: unknown;
}

export const BOSS_SCHEMA = "pgboss";
