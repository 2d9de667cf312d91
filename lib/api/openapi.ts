import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv } from "./types";

const ABOUT = `Scores with reasons, for machines.

Send a key of your workspace with every request: \`Authorization: Bearer fc_…\`. Keys, their scopes and their limits
are made in the settings. Bodies are JSON in UTF-8 with snake_case names; times are ISO 8601 with an offset. A field
that an operation does not know is refused, so that nothing is silently dropped. Errors have one shape, and every
answer carries its \`x-request-id\`.`;

/** The document of the API, made from the schemas that validate it: GET /api/v1/openapi.json. */
export function addDocument(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "A key of the workspace: fc_…",
  });
  let made: string | undefined;
  app.get("/api/v1/openapi.json", (context) => {
    made ??= JSON.stringify(
      app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: { title: "Firstcall API", version: "1", description: ABOUT },
        servers: [{ url: "/", description: "This workspace's own server" }],
      }),
    );
    return context.body(made, 200, { "content-type": "application/json; charset=utf-8" });
  });
}
