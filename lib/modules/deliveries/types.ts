/** A message on its way out of the product, as it is stored until it has arrived. */
export type DeliveryWish = MailWish | HookWish | EndpointWish;

interface Wish {
  /** What it is about: "hot", "band", "override", "nurture", "test"; for webhooks the type of the event. */
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

/** To a webhook of the settings: signed when it is sent, and sent to the address that the webhook has then. */
export interface EndpointWish extends Wish {
  readonly channel: "webhook";
  readonly webhookId: string;
  readonly body: object;
}

/** What can be tried from the settings: the chat, the mail tool's webhook, a mail to oneself. */
export const TEST_TARGETS = ["slack", "webhook", "email"] as const;
export type TestTarget = (typeof TEST_TARGETS)[number];

/** How far a message is. */
export interface DeliveryState {
  readonly id: string;
  readonly status: "waiting" | "sent" | "failed";
  readonly attempts: number;
  readonly lastError: string | null;
}

/** A message as the settings list it: every text is ready, no address is whole. */
export interface DeliveryLine extends DeliveryState {
  /** "Hot lead: Ingrid Solheim" */
  readonly what: string;
  readonly href: string | null;
  /** "Slack, hooks.slack.com/…Xy3k" */
  readonly to: string;
  readonly when: string;
}
