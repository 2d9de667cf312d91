import { z } from "@hono/zod-openapi";
import { receiveTogether } from "@/lib/modules/ingestion/together";
import { keptTrackerSettings } from "@/lib/modules/tracker/kept-settings";
import { isSigned, sendgridEvents } from "@/lib/modules/tracker/sendgrid";
import { now as wallClock } from "@/lib/platform/clock";
import { admitWriteKey } from "./authenticated";
import { parseJson, readText } from "./body";
import { ApiError, errorSchema } from "./errors";
import type { ApiKit } from "./operation";

const PATH = "/api/v1/email-events/sendgrid";
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_EVENTS = 20_000;

/** POST /email-events/sendgrid: what became of mails, from SendGrid's signed event webhook. */
export function sendgridRoutes({ routes, gate }: ApiKit): void {
  document(routes.openAPIRegistry);
  routes.post(PATH, async (context) => {
    const { tenantId } = await admitWriteKey(context, gate, context.req.query("key"));
    const body = await readText(context, MOST_BYTES);
    const { sendgridKey } = await keptTrackerSettings(tenantId, wallClock());
    if (!sendgridKey)
      throw new ApiError(
        403,
        "Put SendGrid's verification key into the settings first: Tracker, E-mail events.",
      );
    const signature = context.req.header("x-twilio-email-event-webhook-signature") ?? "";
    const timestamp = context.req.header("x-twilio-email-event-webhook-timestamp") ?? "";
    if (!isSigned(sendgridKey, { signature, timestamp, body }))
      throw new ApiError(403, "The signature is not SendGrid's for this body.", { code: "bad_signature" });
    const list = parseJson(body);
    if (!Array.isArray(list)) throw new ApiError(400, "Send a list of events.");
    if (list.length > MOST_EVENTS) throw new ApiError(413, `Send at most ${MOST_EVENTS} events at a time.`);
    const records = sendgridEvents(list, wallClock());
    const events = await receiveTogether(tenantId, records, wallClock);
    const count = (outcome: string) => events.filter((event) => event.outcome === outcome).length;
    return context.json({
      ...{ stored: count("stored"), duplicates: count("duplicate"), unknown_leads: count("unknown_lead") },
      ignored: list.length - records.length,
    });
  });
}

const answerSchema = z
  .object({
    stored: z.number().int(),
    duplicates: z.number().int(),
    unknown_leads: z.number().int(),
    ignored: z.number().int(),
  })
  .openapi("MailEventsResult");

function document(registry: ApiKit["routes"]["openAPIRegistry"]): void {
  const refusal = (description: string) => ({
    description,
    content: { "application/json": { schema: errorSchema } },
  });
  registry.registerPath({
    ...{ method: "post", path: PATH, operationId: "receiveSendgridEvents", tags: ["Events"], security: [] },
    summary: "SendGrid's event webhook",
    description:
      "Point SendGrid's event webhook here, with the site's public write key in the address, switch its signature on and put its verification key into the settings. Kinds of events that say nothing about a lead are ignored.",
    request: {
      query: z.object({
        key: z.string().openapi({ description: "The public write key.", example: "fcw_…" }),
      }),
      headers: z.object({
        "X-Twilio-Email-Event-Webhook-Signature": z.string(),
        "X-Twilio-Email-Event-Webhook-Timestamp": z.string(),
      }),
      body: {
        required: true,
        content: {
          "application/json": {
            schema: z.array(z.looseObject({ email: z.string(), timestamp: z.number(), event: z.string() })),
          },
        },
      },
    },
    responses: {
      200: {
        description: "The events are stored.",
        content: { "application/json": { schema: answerSchema } },
      },
      400: refusal("The body is no list."),
      401: refusal("No key, or one that does not work."),
      403: refusal("The signature is not valid, or no verification key is set."),
      413: refusal("The body is too large."),
      415: refusal("The body is packed."),
      429: refusal("Above the key's limit a minute."),
      503: refusal("The service cannot answer now."),
    },
  });
}
