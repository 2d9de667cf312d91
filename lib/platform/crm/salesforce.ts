import { Duplex } from "node:stream";
import { Connection } from "@jsforce/jsforce-node";
import { Transport } from "@jsforce/jsforce-node/lib/transport";
import { ask, messageIn } from "./guarded";
import {
  type CrmAccess,
  type CrmClient,
  type CrmEnd,
  CrmError,
  type CrmField,
  type CrmRecord,
} from "./types";

const VERSION = "62.0";
const NAME = "Salesforce";
/** Of a query in an address: keys beyond it are asked for in another. */
const MOST_QUERY = 6_000;

/**
 * Salesforce through jsforce: sObject collections, so that 200 records are one request and each has its own end.
 * Records are looked up by the match field first and written by their id, because an upsert would make what is not
 * there.
 */
export async function openSalesforce(access: CrmAccess): Promise<CrmClient> {
  const { token, instanceUrl } = await signIn(access);
  const connection = new Connection({ instanceUrl, accessToken: token, version: VERSION, maxRequest: 1 });
  connection._transport = new GuardedTransport();
  const { object, matchField } = access;
  return {
    fields: () => fieldsOf(connection, object),
    find: async (keys) => {
      const ids = await idsOf(connection, access, keys);
      return new Set([...ids].filter(([, found]) => found.length === 1).map(([key]) => key));
    },
    write: async (records) => {
      const ids =
        matchField === "Id"
          ? new Map(records.map(({ key }) => [key, [key]]))
          : await idsOf(
              connection,
              access,
              records.map(({ key }) => key),
            );
      return writeAll(connection, access, records, ids);
    },
  };
}

async function signIn({ baseUrl, credentials }: CrmAccess) {
  const instanceUrl = baseUrl.replace(/\/+$/, "");
  if (credentials.kind === "token") return { token: credentials.token, instanceUrl };
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const { status, text } = await ask(NAME, `${instanceUrl}/services/oauth2/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
  });
  const answer = parsed(text) as { access_token?: unknown; instance_url?: unknown };
  if (status !== 200 || typeof answer.access_token !== "string")
    throw new CrmError("access", `${NAME} gives no access (${status})${messageIn(text)}`);
  const told =
    typeof answer.instance_url === "string" ? answer.instance_url.replace(/\/+$/, "") : instanceUrl;
  return { token: answer.access_token, instanceUrl: told };
}

async function fieldsOf(connection: Connection, object: string): Promise<CrmField[]> {
  const { fields } = await told(() => connection.sobject(object).describe());
  return fields.map(({ name, label, updateable }) => ({ name, label, isWritable: updateable }));
}

/** Ids of the records that have each key; keys are compared as the CRM does, without case. */
async function idsOf(
  connection: Connection,
  { object, matchField }: CrmAccess,
  keys: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const part of inParts(keys)) {
    // A lead that was converted is a contact by now and refuses writes.
    const open = object === "Lead" ? " AND IsConverted = false" : "";
    const list = part.map((key) => `'${escaped(key)}'`).join(",");
    const soql = `SELECT Id, ${matchField} FROM ${object} WHERE ${matchField} IN (${list})${open}`;
    const { records } = await told(async () => await connection.query<Record<string, unknown>>(soql));
    for (const record of records) {
      const key = String(record[matchField] ?? "").toLowerCase();
      const known = found.get(key);
      if (known) known.push(String(record.Id));
      else found.set(key, [String(record.Id)]);
    }
  }
  return new Map(keys.map((key) => [key, found.get(key.toLowerCase()) ?? []]));
}

async function writeAll(
  connection: Connection,
  { object, matchField }: CrmAccess,
  records: readonly CrmRecord[],
  ids: ReadonlyMap<string, readonly string[]>,
): Promise<CrmEnd[]> {
  const ends: CrmEnd[] = records.map(({ key }) => {
    const count = ids.get(key)?.length ?? 0;
    if (count === 1) return { ok: true };
    const reason =
      count === 0
        ? `No ${object} there has this ${matchField}`
        : `${count} ${object} records there have this ${matchField}`;
    return { ok: false, reason };
  });
  const known = records.flatMap((record, at) => (ends[at]?.ok ? [{ record, at }] : []));
  if (known.length === 0) return ends;
  const wish = known.map(({ record }) => ({ ...record.values, Id: ids.get(record.key)?.[0] ?? "" }));
  const results = await told(() => connection.sobject(object).update(wish, { allOrNone: false }));
  for (const [index, { at }] of known.entries()) {
    const result = (Array.isArray(results) ? results : [results])[index];
    ends[at] = result?.success ? { ok: true } : { ok: false, reason: reasonOf(result?.errors) };
  }
  return ends;
}

const reasonOf = (errors: unknown): string => {
  const all = Array.isArray(errors) ? errors : [];
  const words = all.map((each: unknown) => {
    const { statusCode, message } = each as { statusCode?: string; message?: string };
    return [message, statusCode ? `(${statusCode})` : ""].filter(Boolean).join(" ");
  });
  return words.filter(Boolean).join("; ").slice(0, 500) || "Refused without a reason";
};

function inParts(keys: readonly string[]): string[][] {
  const parts: string[][] = [];
  let size = MOST_QUERY;
  for (const key of keys) {
    const length = encodeURIComponent(key).length + 9;
    if (size + length > MOST_QUERY) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(key);
    size += length;
  }
  return parts;
}

/** A text between quotes of SOQL. */
const escaped = (text: string): string => text.replace(/[\\'"]/g, "\\$&").replace(/[\r\n\t]/g, " ");

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

/** What jsforce throws of an answer concerns what was asked for: a field or object that is not there. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CrmError) throw error;
    throw new CrmError("refused", `${NAME}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** jsforce asks through our own client: pinned addresses, no redirects, limits of time and size. */
class GuardedTransport extends Transport {
  override getRequestStreamCreator() {
    return (wish: { url: string; method: string; body?: unknown; headers?: Record<string, string> }) => {
      const stream = new Duplex({ read() {}, write: (_part, _encoding, done) => done() });
      const { "content-length": _counted, ...headers } = wish.headers ?? {};
      const body = typeof wish.body === "string" ? wish.body : null;
      ask(NAME, wish.url, { method: wish.method, headers, body }).then(
        ({ status, headers: said, text }) =>
          stream.emit("complete", { statusCode: status, headers: said, body: text }),
        (error: unknown) => stream.emit("error", error),
      );
      return stream;
    };
  }
}
