import type { OpenAPIHono, RouteConfig, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { KeyGate } from "@/lib/modules/keys/gate";
import type { Scope } from "@/lib/modules/keys/types";
import type { ScoreLedger } from "@/lib/modules/predictions/ledger";
import type { PredictionLog } from "@/lib/modules/predictions/types";
import { authenticated, spendOne } from "./authenticated";
import { JSON_BODY_BYTES, readJson } from "./body";
import { type ErrorStatus, errorSchema, type Issue, invalid } from "./errors";
import { issuesOf, plainMessage } from "./issues";
import type { ApiEnv } from "./types";

/** What operations are made with: the app they belong to, and who is let in. */
export interface ApiKit {
  readonly routes: OpenAPIHono<ApiEnv>;
  readonly gate: KeyGate;
  /** Counts a request and writes its prediction, in one round trip. */
  readonly ledger: ScoreLedger;
  /** Writes a prediction; resolves when it is safe to answer. */
  readonly logPrediction: PredictionLog;
}

type Part = z.ZodType;
type Read<P> = P extends Part ? z.infer<P> : undefined;

interface Operation<Params, Query, Body> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As documented: "/api/v1/leads/{id}". */
  readonly path: string;
  /** A stable name for generated clients: "scoreLead". */
  readonly id: string;
  readonly tag: string;
  /** One line, and what somebody who calls it has to know. */
  readonly summary: string;
  readonly description?: string;
  /** What the key must be allowed; null where no key is asked for. */
  readonly scope: Scope | "any" | null;
  /** When the request is counted against the key's limit: before all else, or by the ledger with its answer. */
  readonly counted?: "first" | "with_answer";
  /** Schemas of what comes in; strict ones, so that nothing is silently dropped. */
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly bodyExample?: unknown;
  readonly mostBytes?: number;
  /** A body that is no JSON: documented here, read by `handle` itself. */
  readonly rawBody?: { readonly type: string; readonly example: string };
  /** The answer when all went well. */
  readonly answers: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    readonly schema?: Part;
    readonly example?: unknown;
    /** JSON where it is not said. */
    readonly type?: string;
  };
  /** Errors beside those that every operation has. */
  readonly errors?: readonly ErrorStatus[];
}

const ERROR_WORDS: Readonly<Record<ErrorStatus, string>> = {
  400: "The request is not valid; issues say what and where.",
  401: "No key, or one that does not work.",
  403: "The key lacks the scope.",
  404: "There is no such thing in this workspace.",
  405: "This resource does not take the method.",
  409: "What was sent contradicts what is kept.",
  413: "The body is too large.",
  415: "The body is not of the type that is asked for.",
  422: "The request can be read and cannot be done.",
  429: "Above the key's limit a minute; Retry-After says when to try again.",
  500: "Something went wrong on our side.",
  503: "The service cannot answer now.",
};

const JSON_TYPE = "application/json";

/**
 * One operation: documents it, and answers it with `handle` once the key was let in and every part of the request was
 * validated. The same schemas do both.
 */
export function operation<
  Params extends Part | undefined = undefined,
  Query extends Part | undefined = undefined,
  Body extends Part | undefined = undefined,
>(
  { routes, gate }: Pick<ApiKit, "routes" | "gate">,
  spec: Operation<Params, Query, Body>,
  handle: (
    context: Context<ApiEnv>,
    input: { readonly params: Read<Params>; readonly query: Read<Query>; readonly body: Read<Body> },
  ) => Response | Promise<Response>,
): void {
  document(routes, spec);
  const { params, query, body } = spec;
  const path = spec.path.replaceAll(/\{(\w+)\}/g, ":$1");
  const guards = spec.scope === null ? [] : [authenticated(gate, spec.scope, spec.counted)];
  async function answer(context: Context<ApiEnv>): Promise<Response> {
    const sent = body ? await readJson(context, spec.mostBytes ?? JSON_BODY_BYTES) : undefined;
    const problems: Issue[] = [];
    const read = (schema: Part | undefined, value: unknown, at: readonly string[]) => {
      if (!schema) return undefined;
      const parsed = schema.safeParse(value, { error: plainMessage });
      if (!parsed.success) problems.push(...issuesOf(parsed.error, at));
      return parsed.data;
    };
    const input = {
      params: params && read(params, context.req.param(), []),
      query: query && read(query, context.req.query(), []),
      body: body && read(body, sent, []),
    };
    if (problems.length > 0) throw invalid(problems);
    return handle(context, input as never);
  }
  routes.on(spec.method.toUpperCase(), [path], ...guards, async (context: Context<ApiEnv>) => {
    try {
      return await answer(context);
    } catch (error) {
      // What is refused was asked for all the same.
      if (spec.counted === "with_answer") await spendOne(context, gate, context.get("caller"));
      throw error;
    }
  });
}

function document<P, Q, B>(routes: OpenAPIHono<ApiEnv>, spec: Operation<P, Q, B>): void {
  const { method, path, id, tag, summary, description, scope, answers } = spec;
  const body = spec.body as Part | undefined;
  const { rawBody } = spec;
  const always: readonly ErrorStatus[] = [
    ...(body || rawBody || spec.query || spec.params ? ([400] as const) : []),
    ...(scope === null ? [] : ([401, 403, 429] as const)),
    ...(body ? ([413, 415] as const) : []),
    ...(rawBody ? ([415] as const) : []),
  ];
  const about = [
    ...(description ? [description] : []),
    ...(scope && scope !== "any" ? [`Asks for the scope \`${scope}\`.`] : []),
  ];
  const errors = [...new Set([...always, ...(spec.errors ?? [])])].sort((a, b) => a - b);
  const answer = {
    description: answers.description,
    ...(answers.schema
      ? {
          content: {
            [answers.type ?? JSON_TYPE]: {
              schema: answers.schema,
              ...(answers.example ? { example: answers.example } : {}),
            },
          },
        }
      : {}),
  };
  routes.openAPIRegistry.registerPath({
    ...{ method, path, summary, tags: [tag], operationId: id },
    ...(about.length > 0 ? { description: about.join("\n\n") } : {}),
    security: scope === null ? [] : [{ bearer: [] }],
    request: {
      ...(spec.params ? { params: spec.params as never } : {}),
      ...(spec.query ? { query: spec.query as never } : {}),
      ...(body
        ? {
            body: {
              required: true,
              content: {
                [JSON_TYPE]: { schema: body, ...(spec.bodyExample ? { example: spec.bodyExample } : {}) },
              },
            },
          }
        : {}),
      ...(rawBody
        ? {
            body: {
              required: true,
              content: { [rawBody.type]: { schema: { type: "string" }, example: rawBody.example } },
            },
          }
        : {}),
    },
    responses: {
      [answers.status]: answer,
      ...Object.fromEntries(
        errors.map((status) => [
          status,
          { description: ERROR_WORDS[status], content: { [JSON_TYPE]: { schema: errorSchema } } },
        ]),
      ),
    },
  } as RouteConfig);
}
