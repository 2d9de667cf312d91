import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

/** Servers on this machine that speak the documented shapes of two CRMs, as far as Firstcall asks. */

export interface CrmAsked {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

type Answer = (response: http.ServerResponse) => void;

export interface CrmServer {
  readonly url: string;
  readonly asked: CrmAsked[];
  /** Records by their id, values by field. */
  readonly records: Map<string, Record<string, unknown>>;
  /** What the next requests that match are answered with instead, in order; null lets one through. */
  instead: { readonly path: RegExp; readonly answer: Answer | null }[];
  stop(): Promise<void>;
}

export const TOKEN = "token-of-the-tests";

async function serve(
  route: (wish: CrmAsked, server: CrmServer) => { readonly status: number; readonly body: unknown },
): Promise<CrmServer> {
  const web = http.createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const isJson = String(request.headers["content-type"]).includes("json");
    const body: unknown = text === "" ? null : isJson ? JSON.parse(text) : text;
    const wish = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    server.asked.push(wish);
    const at = server.instead.findIndex(({ path }) => path.test(wish.path));
    const other = at < 0 ? undefined : server.instead.splice(at, 1)[0];
    if (other?.answer) return other.answer(response);
    const answer = route(wish, server);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(answer.body === null ? undefined : JSON.stringify(answer.body));
  });
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  const server: CrmServer = {
    url: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    asked: [],
    records: new Map(),
    instead: [],
    stop: async () => {
      web.closeAllConnections();
      web.close();
      await once(web, "close");
    },
  };
  return server;
}

const authorized = (wish: CrmAsked) => wish.headers.authorization === `Bearer ${TOKEN}`;
const lower = (value: unknown) => String(value ?? "").toLowerCase();

const PROPERTIES = [
  ["email", "Email", false],
  ["firstcall_score", "Firstcall score", false],
  ["firstcall_band", "Firstcall band", false],
  ["firstcall_reason", "Firstcall reason", false],
  ["hs_object_id", "Record ID", true],
] as const;

/**
 * HubSpot: /crm/v3/properties/contacts, /crm/v3/objects/contacts/batch/read and /update. A score over 100 in
 * firstcall_score is refused; a property that does not exist refuses the whole request, as theirs do.
 */
export function hubspotServer(): Promise<CrmServer> {
  const refusal = (status: number, category: string, message: string) => ({
    status,
    body: { status: "error", message, correlationId: "c-1", category },
  });
  return serve((wish, { records }) => {
    if (!authorized(wish))
      return refusal(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
    if (wish.method === "GET" && wish.path.startsWith("/crm/v3/properties/contacts"))
      return {
        status: 200,
        body: {
          results: PROPERTIES.map(([name, label, readOnlyValue]) => ({
            ...{
              name,
              label,
              type: "string",
              fieldType: "text",
              description: "",
              groupName: "contactinformation",
            },
            ...{ options: [], calculated: false, hidden: false, hasUniqueValue: false, formField: true },
            modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue },
          })),
        },
      };
    const input = wish.body as {
      inputs: {
        id: string;
        idProperty?: string;
        properties?: Record<string, string>;
        objectWriteTraceId?: string;
      }[];
      idProperty?: string;
    };
    if (input.inputs.length > 100)
      return refusal(400, "VALIDATION_ERROR", "The maximum batch size is 100 records.");
    const find = (id: string, property: string | undefined) =>
      [...records].find(([own, values]) => lower(property ? values[property] : own) === lower(id));
    const now = "2026-11-21T09:00:00.000Z";
    const found: object[] = [];
    const errors: object[] = [];
    const missing: string[] = [];
    for (const one of input.inputs) {
      const unknown = Object.keys(one.properties ?? {}).find(
        (name) => !PROPERTIES.some(([known]) => known === name),
      );
      if (unknown)
        return refusal(
          400,
          "VALIDATION_ERROR",
          `Property values were not valid: Property "${unknown}" does not exist`,
        );
    }
    for (const { id, idProperty, properties, objectWriteTraceId } of input.inputs) {
      const record = find(id, idProperty ?? input.idProperty);
      if (!record) {
        missing.push(id);
        continue;
      }
      if (Number(properties?.firstcall_score ?? 0) > 100) {
        errors.push({
          ...{ status: "error", category: "VALIDATION_ERROR", message: "firstcall_score was not valid" },
          ...{ context: { objectWriteTraceId: [objectWriteTraceId] }, errors: [], links: {} },
        });
        continue;
      }
      Object.assign(record[1], properties);
      found.push({ id: record[0], properties: record[1], createdAt: now, updatedAt: now, archived: false });
    }
    if (missing.length > 0)
      errors.push({
        ...{
          status: "error",
          category: "OBJECT_NOT_FOUND",
          message: "Could not get some CONTACT objects, they may be deleted or not exist.",
        },
        ...{ context: { ids: missing }, errors: [], links: {} },
      });
    const body = { status: "COMPLETE", results: found, startedAt: now, completedAt: now };
    if (errors.length === 0) return { status: 200, body };
    // One error may be about several records.
    return { status: 207, body: { ...body, numErrors: errors.length, errors } };
  });
}

const LEAD_FIELDS = [
  ["Id", "Lead ID", false],
  ["Email", "Email", true],
  ["Firstcall_Score__c", "Firstcall score", true],
  ["Firstcall_Band__c", "Firstcall band", true],
  ["IsConverted", "Converted", false],
] as const;

/**
 * Salesforce: client credentials, describe, query of ids, and PATCH of sObject collections with an end for each
 * record. A band of "Locked" is refused by a validation rule.
 */
export function salesforceServer(): Promise<CrmServer> {
  return serve((wish, { records, url }) => {
    if (wish.path === "/services/oauth2/token")
      return String(wish.body).includes("client_secret=right")
        ? { status: 200, body: { access_token: TOKEN, instance_url: url, token_type: "Bearer" } }
        : { status: 400, body: { error: "invalid_client", error_description: "invalid client credentials" } };
    if (!authorized(wish))
      return {
        status: 401,
        body: [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }],
      };
    const path = decodeURIComponent(wish.path.replaceAll("+", " "));
    if (/^\/services\/data\/v[\d.]+\/sobjects\/Lead\/describe/.test(path))
      return {
        status: 200,
        body: {
          name: "Lead",
          fields: LEAD_FIELDS.map(([name, label, updateable]) => ({ name, label, updateable })),
        },
      };
    const query =
      /^\/services\/data\/v[\d.]+\/query\/?\?q=SELECT Id, (\w+) FROM Lead WHERE \w+ IN \((.*)\)/.exec(path);
    if (query) {
      const field = query[1] ?? "";
      const keys = [...(query[2] ?? "").matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, key]) =>
        lower(key?.replace(/\\(.)/g, "$1")),
      );
      const found = [...records].flatMap(([Id, values]) =>
        keys.includes(lower(values[field]))
          ? [{ attributes: { type: "Lead" }, Id, [field]: values[field] }]
          : [],
      );
      return { status: 200, body: { totalSize: found.length, done: true, records: found } };
    }
    if (wish.method === "PATCH" && /^\/services\/data\/v[\d.]+\/composite\/sobjects$/.test(path)) {
      const input = wish.body as {
        allOrNone: boolean;
        records: ({ id: string } & Record<string, unknown>)[];
      };
      if (input.records.length > 200)
        return { status: 400, body: [{ message: "Too many records", errorCode: "INVALID_INPUT" }] };
      return {
        status: 200,
        body: input.records.map(({ id, attributes: _type, ...values }) => {
          const record = records.get(id);
          if (!record)
            return {
              success: false,
              errors: [{ statusCode: "ENTITY_IS_DELETED", message: "entity is deleted", fields: [] }],
            };
          if (values.Firstcall_Band__c === "Locked")
            return {
              success: false,
              errors: [
                {
                  statusCode: "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                  message: "This lead is locked",
                  fields: ["Firstcall_Band__c"],
                },
              ],
            };
          Object.assign(record, values);
          return { id, success: true, errors: [] };
        }),
      };
    }
    return {
      status: 404,
      body: [{ message: "The requested resource does not exist", errorCode: "NOT_FOUND" }],
    };
  });
}
