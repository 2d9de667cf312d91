import { describe, expect, it } from "vitest";
import { createApi } from "./app";

interface Described {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema?: object }> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const api = createApi({ logPrediction: async () => {} });
const document = (await (await api.request("/api/v1/openapi.json")).json()) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    method,
    described,
  })),
);

describe("the API's document", () => {
  it("is OpenAPI 3.1 with the key's scheme and the calls of the contract", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.components.securitySchemes.bearer).toMatchObject({ type: "http", scheme: "bearer" });
    const names = operations.map(({ name }) => name);
    for (const name of [
      "POST /api/v1/score",
      "GET /api/v1/leads",
      "GET /api/v1/leads/{id}/score",
      "GET /api/v1/leads/{id}",
      "GET /api/v1/leads/{id}/factors",
      "GET /api/v1/visitors/{visitor_id}/score",
      "POST /api/v1/events",
    ])
      expect(names).toContain(name);
  });

  it("names every operation once, and every one that is served", () => {
    const ids = operations.map(({ described }) => described.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const served = api.routes
      .filter(({ method, path }) => path.startsWith("/api/v1/") && !["ALL", "OPTIONS"].includes(method))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`)
      .filter((name) => name !== "GET /api/v1/openapi.json");
    expect([...new Set(served)].sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  it.each(operations)(
    "describes $name: what it is, who may, and its errors in their one shape",
    ({ described }) => {
      expect(described.summary).toBeTruthy();
      expect(described.tags?.length).toBe(1);
      const { responses, security } = described;
      expect(Object.keys(responses).some((status) => status.startsWith("2"))).toBe(true);
      if (security?.length)
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403", "429"]));
      for (const [status, { content }] of Object.entries(responses))
        if (Number(status) >= 400)
          expect(content?.["application/json"]?.schema, status).toEqual({
            $ref: "#/components/schemas/Error",
          });
    },
  );

  it("refers to nothing that is not there", () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(10);
    for (const [, name = ""] of refs) expect(Object.keys(document.components.schemas)).toContain(name);
  });
});
