import { generateKeyPairSync, sign } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { isVerificationKey } from "@/lib/modules/tracker/sendgrid";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";

testDatabase();
const api = createApi();
const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const sendgridKey = keys.publicKey.export({ format: "der", type: "spki" }).toString("base64");
let tenantId: string;
let key: string;

const workspace = async (name: string, tracker: object) => {
  ({ tenantId } = await createWorkspace({ name }));
  key = await testKey(tenantId, "write_key");
  await withTenant(tenantId, async (tx) => {
    await tx.workspaceSettings.update({ where: { tenantId }, data: { tracker } });
    await ingestLeads(tx, tenantId, [{ externalId: "S1", fields: { email: "ada@fjord.example" } }], {
      knownFrom: "always",
      source: "test",
      now: new Date(),
    });
  });
};
beforeAll(() => workspace("Mail", { sendgridKey }));

const TIMESTAMP = "1795000000";
const signed = (body: string, timestamp = TIMESTAMP) =>
  sign("sha256", Buffer.from(timestamp + body), keys.privateKey).toString("base64");
const post = (body: string, signature = signed(body), timestamp = TIMESTAMP) =>
  api.request(`/api/v1/email-events/sendgrid?key=${key}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    },
    body,
  });
const at = (secondsAgo: number) => Math.floor(Date.now() / 1_000) - secondsAgo;
let number = 0;
const event = (kind: string, secondsAgo: number, more: object = {}) => ({
  ...{ email: "Ada@fjord.example", timestamp: at(secondsAgo), event: kind, sg_event_id: `ev${++number}` },
  ...{ sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0", "smtp-id": "<x@y>" },
  ...more,
});
const send = async (...events: unknown[]) => {
  const response = await post(JSON.stringify(events));
  expect(response.status).toBe(200);
  return response.json();
};
const stored = () =>
  withTenant(
    tenantId,
    (tx) => tx.$queryRaw<{ type: string; properties: object; flag: string | null; reason: string | null }[]>`
      SELECT e.type, e.properties, f.flag, f.reason
        FROM events e JOIN leads l ON l.id = e.lead_id LEFT JOIN event_flags f ON f.event_id = e.id
       WHERE l.external_id = 'S1' AND e.type LIKE 'email_%' ORDER BY e.occurred_at`,
  );

describe("SendGrid's event webhook", () => {
  it("becomes what happened to mails, once", async () => {
    const events = [
      event("processed", 900),
      event("delivered", 800, { category: ["autumn", "b"] }),
      event("open", 600, { useragent: "Mozilla/5.0 (Macintosh) AppleWebKit/605 Safari/605" }),
      event("click", 590, { url: "https://fjord.example/pricing?a=1" }),
      event("bounce", 580, { type: "blocked" }),
      event("group_unsubscribe", 500),
      event("invented_tomorrow", 400),
      { email: 4 },
      "nonsense",
    ];
    expect(await send(...events)).toEqual({ stored: 4, duplicates: 0, unknown_leads: 0, ignored: 5 });
    expect(await send(...events)).toEqual({ stored: 0, duplicates: 4, unknown_leads: 0, ignored: 5 });
    const message_id = "14c5d75ce93";
    expect((await stored()).map(({ type, properties, flag }) => [type, properties, flag])).toEqual([
      ["email_delivered", { message_id, campaign: "autumn" }, null],
      ["email_opened", { message_id }, null],
      ["email_clicked", { message_id, url: "https://fjord.example/pricing?a=1" }, null],
      ["email_unsubscribed", { message_id }, null],
    ]);
  });

  it("knows opens and clicks that nobody made", async () => {
    const sg_message_id = "second.x";
    await send(
      event("delivered", 300, { sg_message_id }),
      event("open", 299, { sg_message_id }),
      event("open", 200, { sg_message_id, sg_machine_open: true }),
      event("click", 190, {
        sg_message_id,
        url: "/a",
        useragent: "Mozilla/5.0 (compatible; BarracudaCentral)",
      }),
    );
    expect((await stored()).slice(-3).map(({ flag, reason }) => [flag, reason])).toEqual([
      ["scanner", "Opened within 1 second of delivery"],
      ["scanner", "Opened by the mail provider, not by a person"],
      ["scanner", "Known robot: BarracudaCentral"],
    ]);
  });

  it("says how many were sent to nobody we know, and takes the rest", async () => {
    expect(await send(event("open", 60, { email: "nobody@x.example" }), event("open", 50))).toMatchObject({
      ...{ stored: 1, unknown_leads: 1 },
    });
  });

  it("believes nothing that is not signed for this body and this time", async () => {
    const body = JSON.stringify([event("open", 10)]);
    const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const foreign = sign("sha256", Buffer.from(TIMESTAMP + body), other.privateKey).toString("base64");
    for (const [sent, signature, timestamp] of [
      [body, "", TIMESTAMP],
      [body, "nonsense", TIMESTAMP],
      [body, foreign, TIMESTAMP],
      [body.replace("ada", "eve").replace("Ada", "Eve"), signed(body), TIMESTAMP],
      [body, signed(body), "1795000001"],
    ] as const) {
      const response = await post(sent, signature, timestamp);
      expect(response.status).toBe(403);
      expect((await response.json()) as object).toMatchObject({ error: { code: "bad_signature" } });
    }
    expect((await post(body)).status).toBe(200);
  });

  it("answers what is no list, and no key, plainly", async () => {
    expect((await post("{}")).status).toBe(400);
    expect((await post("{")).status).toBe(400);
    key = "fcw_nobody";
    expect((await post("[]")).status).toBe(401);
    await workspace("Without key", {});
    const response = await post("[]");
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("verification key");
  });
});

it("knows a verification key", () => {
  expect(isVerificationKey(sendgridKey)).toBe(true);
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 }).publicKey;
  for (const key of ["", "nonsense", rsa.export({ format: "der", type: "spki" }).toString("base64")])
    expect(isVerificationKey(key)).toBe(false);
});
