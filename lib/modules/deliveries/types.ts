/** A message on its way out of the product, as it is stored until it has arrived. */
export type DeliveryWish = MailWish | HookWish;

interface Wish {
  /** What it is about: "hot", "nurture", "test". */
  readonly topic: string;
  readonly leadId: string | null;
  /** Mail address or URL. */
  readonly target: string;
}

export interface MailWish extends Wish {
  readonly channel: "email";
  readonly body: { readonly subject: string; readonly text: string; readonly html: string };
}

export interface HookWish extends Wish {
  readonly channel: "slack" | "webhook";
  /** Sent as it is, as JSON. */
  readonly body: object;
}
