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
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface AlertWish {
  readonly userId: string;
  readonly leadId: string | null;
  readonly kind: AlertKind;
  /** Arguments of its sentence in lib/present. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
