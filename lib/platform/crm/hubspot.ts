import {
  BatchApi,
  createConfiguration,
  type RequestContext,
  ResponseContext,
  ServerConfiguration,
  wrapHttpLibrary,
} from "@hubspot/api-client/lib/codegen/crm/contacts";
import {
  CoreApi,
  createConfiguration as createPropertiesConfiguration,
  ServerConfiguration as PropertiesServer,
} from "@hubspot/api-client/lib/codegen/crm/properties";
import { ask, messageIn } from "./guarded";
import { type CrmAccess, type CrmClient, type CrmEnd, CrmError, type CrmRecord } from "./types";

const NAME = "HubSpot";
const ID = "hs_object_id";
/** What HubSpot takes at once. */
const MOST_AT_ONCE = 100;

/** HubSpot's own client over ours: their requests and types, our rules for addresses, time and size. */
export async function openHubspot(access: CrmAccess): Promise<CrmClient> {
  const { credentials, matchField } = access;
  if (credentials.kind !== "token") throw new CrmError("access", `${NAME} takes the token of a private app`);
  const baseUrl = access.baseUrl.replace(/\/+$/, "");
  const httpApi = wrapHttpLibrary({ send: (wish) => send(wish, credentials.token) });
  const contacts = new BatchApi(
    createConfiguration({ baseServer: new ServerConfiguration(baseUrl, {}), httpApi }),
  );
  const properties = new CoreApi(
    createPropertiesConfiguration({
      baseServer: new PropertiesServer(baseUrl, {}),
      // Both parts of their client speak through an interface of the same shape.
      httpApi: httpApi as never,
    }),
  );
  const idProperty = matchField === ID ? {} : { idProperty: matchField };
  return {
    fields: async () => {
      const { results } = await told(() => properties.getAll("contacts"));
      return results.map(({ name, label, modificationMetadata, calculated }) => ({
        ...{ name, label },
        isWritable: modificationMetadata?.readOnlyValue !== true && calculated !== true,
      }));
    },
    find: async (keys) => {
      const found = new Set<string>();
      for (const part of inParts(keys)) {
        const wish = {
          ...{ inputs: part.map((id) => ({ id })), properties: [matchField], propertiesWithHistory: [] },
          ...idProperty,
        };
        const { results } = await told(() => contacts.read(wish));
        const there = new Set(
          results.map(({ id, properties: own }) =>
            String(matchField === ID ? id : own[matchField]).toLowerCase(),
          ),
        );
        for (const key of part) if (there.has(key.toLowerCase())) found.add(key);
      }
      return found;
    },
    write: async (records) => {
      const ends: CrmEnd[] = [];
      for (const part of inParts(records)) ends.push(...(await writePart(contacts, part, idProperty)));
      return ends;
    },
  };
}

/**
 * Writes up to a hundred. An answer that says of whom each refusal is ends there; one that refuses the whole, or does
 * not say of whom, is asked again in halves until it is known, so that one bad value does not keep 99 others out.
 */
async function writePart(
  contacts: BatchApi,
  records: readonly CrmRecord[],
  idProperty: { readonly idProperty?: string },
): Promise<CrmEnd[]> {
  const inputs = records.map(({ key, values }, at) => ({
    ...{ id: key, ...idProperty, objectWriteTraceId: String(at) },
    properties: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)])),
  }));
  const halves = async () => {
    const middle = Math.ceil(records.length / 2);
    return [
      ...(await writePart(contacts, records.slice(0, middle), idProperty)),
      ...(await writePart(contacts, records.slice(middle), idProperty)),
    ];
  };
  try {
    const answer = await told(() => contacts.update({ inputs }));
    const errors = "errors" in answer ? (answer.errors ?? []) : [];
    if (errors.length === 0) return records.map(() => ({ ok: true }));
    const reasons = new Map<number, string>();
    for (const error of errors)
      for (const at of meantBy(error.context ?? {}, records)) reasons.set(at, error.message);
    const numErrors = "numErrors" in answer ? (answer.numErrors ?? errors.length) : errors.length;
    if (reasons.size < numErrors && records.length > 1) return halves();
    const only = errors[0]?.message ?? "Refused without a reason";
    return records.map((_record, at) => {
      const reason = reasons.get(at) ?? (records.length === 1 ? only : undefined);
      return reason === undefined ? { ok: true } : { ok: false, reason: reason.slice(0, 500) };
    });
  } catch (error) {
    if (!(error instanceof CrmError) || error.why !== "refused") throw error;
    if (records.length > 1) return halves();
    return [{ ok: false, reason: error.message.slice(0, 500) }];
  }
}

/** Positions of the records that an error names, by trace or by key. */
function meantBy(
  context: Readonly<Record<string, readonly string[]>>,
  records: readonly CrmRecord[],
): number[] {
  const traces = context.objectWriteTraceId ?? [];
  if (traces.length > 0) return traces.map(Number).filter((at) => at in records);
  const named = new Set(
    Object.values(context)
      .flat()
      .map((text) => String(text).toLowerCase()),
  );
  return records.flatMap(({ key }, at) => (named.has(key.toLowerCase()) ? [at] : []));
}

function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < items.length; from += MOST_AT_ONCE)
    parts.push(items.slice(from, from + MOST_AT_ONCE));
  return parts;
}

/** Their values are texts; an empty one takes a value away. */
const asText = (value: CrmRecord["values"][string]): string => (value === null ? "" : String(value));

async function send(wish: RequestContext, token: string): Promise<ResponseContext> {
  const body = wish.getBody();
  const { status, headers, text } = await ask(NAME, wish.getUrl(), {
    method: String(wish.getHttpMethod()),
    headers: { ...wish.getHeaders(), authorization: `Bearer ${token}` },
    body: typeof body === "string" ? body : null,
  });
  if (status >= 400) throw new CrmError("refused", `${NAME} answered ${status}${messageIn(text)}`);
  const bytes = Buffer.from(text, "utf8");
  return new ResponseContext(status, headers, {
    text: () => Promise.resolve(text),
    binary: () => Promise.resolve(bytes),
  });
}

/** Their client throws of answers it cannot read. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CrmError) throw error;
    throw new CrmError(
      "refused",
      `${NAME}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`,
    );
  }
}
