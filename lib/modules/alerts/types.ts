export const ALERT_KINDS = [
  /** A lead entered the best band. */
  "hot",
  /** A lead became somebody's, through routing or a colleague. */
  "assigned",
  "override_requested",
  /** Approved or declined; to who asked. */
  "override_decided",
  /** The machine has come to say what was set; to who set it. */
  "override_crossed",
  /** Expired or reverted by somebody else; to who set it. */
  "override_ended",
  /** A webhook was switched off because nothing arrives there any more. */
  "webhook_off",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface AlertWish {
  readonly userId: string;
  readonly leadId: string | null;
  readonly kind: AlertKind;
  /** Arguments of its sentence in lib/present. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** An alert as a screen shows it: every text is ready. */
export interface AlertItem {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** The lead's page; null where the lead is gone. */
  readonly href: string | null;
  readonly isRead: boolean;
  /** "26 min ago" */
  readonly when: string;
  /** "Today", "Yesterday": what it stands under on the page. */
  readonly day: string;
  /** ISO 8601 */
  readonly at: string;
}

/** What the bell knows. */
export interface Bell {
  /** Counted to a hundred. */
  readonly unread: number;
  readonly items: readonly AlertItem[];
}

/** "7", "99+" */
export const unreadText = (unread: number): string => (unread > 99 ? "99+" : String(unread));

export interface AlertsPage {
  readonly unread: number;
  readonly items: readonly AlertItem[];
  /** Where older ones begin; null at the end. */
  readonly older: string | null;
  readonly isFirst: boolean;
}
