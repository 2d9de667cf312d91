import { z } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** One thing that is wrong with a request. */
export interface Issue {
  /** Where: "lead.email", "events[3].type"; "" for the request as a whole. */
  readonly path: string;
  readonly message: string;
}

const CODES = {
  400: "invalid_request",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  413: "too_large",
  415: "unsupported_media_type",
  422: "unprocessable",
  429: "rate_limited",
  500: "internal",
  503: "unavailable",
} as const;
export type ErrorStatus = keyof typeof CODES & ContentfulStatusCode;

/** A refusal in the one shape of errors. Thrown by whatever handles a request; `createApi` answers with it. */
export class ApiError extends Error {
  readonly issues: readonly Issue[];
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: ErrorStatus,
    message: string,
    more: {
      readonly issues?: readonly Issue[];
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.issues = more.issues ?? [];
    this.code = more.code ?? CODES[status];
    this.headers = more.headers ?? {};
  }
}

/** 400 with what is wrong, and where. */
export function invalid(issues: readonly Issue[]): ApiError {
  const [first] = issues;
  const where = first?.path ? `${first.path}: ` : "";
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return new ApiError(400, first ? `${where}${first.message}${more}` : "The request cannot be read.", {
    issues,
  });
}

export const errorBody = (error: ApiError, requestId: string) => ({
  error: { code: error.code, message: error.message, issues: error.issues, request_id: requestId },
});

export const errorSchema = z
  .object({
    error: z.object({
      code: z
        .string()
        .openapi({ description: "Stable: what a program decides by.", example: "invalid_request" }),
      message: z.string().openapi({ description: "For people.", example: "lead.email: is required" }),
      issues: z.array(
        z.object({
          path: z.string().openapi({ example: "lead.email" }),
          message: z.string().openapi({ example: "is required" }),
        }),
      ),
      request_id: z.string().openapi({ description: "Name it when you ask for help." }),
    }),
  })
  .openapi("Error");
