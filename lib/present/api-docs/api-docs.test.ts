import { describe, expect, it } from "vitest";
import { apiDocs } from "./api-docs";
import { exampleOf, fieldsOf, typeText } from "./schema-words";
import { snippet } from "./snippets";
import type { ApiDocument, DocField, Schema } from "./types";

const SCHEMAS: Readonly<Record<string, Schema>> = {
  Lead: {
    type: "object",
    properties: {
      email: { type: "string", format: "email", maxLength: 254, description: "Where it is reached." },
      band: { type: "string", enum: ["hot", "warm"] },
      score: { type: ["integer", "null"], minimum: 0, maximum: 100 },
      parent: { $ref: "#/components/schemas/Lead" },
      tags: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 5 },
    },
    required: ["email"],
  },
};

describe("schemas in words", () => {
  it("names types, limits and what is required", () => {
    expect(
      fieldsOf({ $ref: "#/components/schemas/Lead" }, SCHEMAS).map(({ fields: _, ...field }) => field),
    ).toEqual([
      {
        ...{ name: "email", type: "e-mail address", required: true },
        ...{ description: "Where it is reached.", limits: "at most 254 characters" },
      },
      { name: "band", type: "text", required: false, description: null, limits: "one of hot and warm" },
      { name: "score", type: "whole number or null", required: false, description: null, limits: "0 to 100" },
      { name: "parent", type: "object", required: false, description: null, limits: null },
      { name: "tags", type: "list of texts", required: false, description: null, limits: "1 to 5 items" },
    ]);
  });

  it("ends where a schema holds itself", () => {
    const depthOf = (fields: readonly DocField[]): number =>
      fields.length === 0 ? 0 : 1 + Math.max(...fields.map(({ fields: inner }) => depthOf(inner)));
    expect(depthOf(fieldsOf(SCHEMAS.Lead!, SCHEMAS))).toBeLessThanOrEqual(6);
    expect(JSON.stringify(exampleOf(SCHEMAS.Lead!, SCHEMAS)).length).toBeGreaterThan(20);
  });

  it("lays kinds together: a field is required where every kind requires it", () => {
    const kinds: Schema = {
      anyOf: [
        {
          type: "object",
          properties: { id: { type: "string" }, at: { type: "string" } },
          required: ["id", "at"],
        },
        { type: "object", properties: { id: { type: "integer" } }, required: ["id"] },
      ],
    };
    expect(fieldsOf(kinds, {}).map(({ name, type, required }) => [name, type, required])).toEqual([
      ["id", "text or whole number", true],
      ["at", "text", false],
    ]);
    expect(typeText({ anyOf: [{ type: "string" }, { type: "null" }] }, {})).toBe("text or null");
  });
});

const DOCUMENT: ApiDocument = {
  info: { title: "T", version: "1", description: "One\nline.\n\nAnother." },
  components: { schemas: SCHEMAS },
  paths: {
    "/leads/{id}": {
      get: {
        operationId: "readLead",
        summary: "Read a lead",
        tags: ["Leads"],
        security: [{ bearer: [] }],
        parameters: [{ name: "id", in: "path", schema: { type: "string", format: "uuid" }, example: "0199" }],
        responses: {
          "404": { description: "None such." },
          "200": {
            description: "It.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Lead" } } },
          },
        },
      },
    },
    "/score/batch": {
      post: {
        operationId: "scoreBatch",
        tags: ["Scoring"],
        requestBody: {
          content: { "text/csv": { schema: { type: "string" }, example: "email\nann@firm.example" } },
        },
        responses: { "200": { description: "Rows." } },
      },
    },
  },
};

describe("a document", () => {
  it("is groups of operations, with what each takes and answers", () => {
    const docs = apiDocs(DOCUMENT);
    expect(docs.paragraphs).toEqual(["One line.", "Another."]);
    expect(docs.groups.map(({ name }) => name)).toEqual(["Leads", "Scoring"]);
    expect(docs.errorExample).toBeNull();
    const [read] = docs.groups[0]!.operations;
    expect(read).toMatchObject({ method: "GET", needsKey: true, body: null });
    expect(read!.parameters[0]).toMatchObject({ name: "id", required: true, type: "UUID", example: "0199" });
    expect(read!.answers.map(({ status }) => status)).toEqual(["200", "404"]);
    expect(docs.groups[1]!.operations[0]!.body).toMatchObject({
      contentType: "text/csv",
      example: "email\nann@firm.example",
    });
  });
});

it("shows the one shape of errors as the document's own schema has it", () => {
  const error: Schema = {
    type: "object",
    properties: {
      error: { type: "object", properties: { code: { type: "string", example: "invalid_request" } } },
    },
  };
  const docs = apiDocs({ ...DOCUMENT, components: { schemas: { ...SCHEMAS, Error: error } } });
  expect(JSON.parse(docs.errorExample!)).toEqual({ error: { code: "invalid_request" } });
});

describe("code to copy", () => {
  const request = {
    method: "POST",
    url: "https://firstcall.example/api/v1/score",
    key: "fc_1",
    contentType: "application/json",
    body: '{\n  "name": "O\'Neil says true",\n  "is": true,\n  "no": null\n}',
  };
  it("keeps quotes whole in a shell", () => {
    expect(snippet("curl", request)).toBe(
      [
        "curl -X POST 'https://firstcall.example/api/v1/score' \\",
        "  -H 'Authorization: Bearer fc_1' \\",
        "  -H 'Content-Type: application/json' \\",
        "  --data-binary '{",
        '  "name": "O\'\\\'\'Neil says true",',
        '  "is": true,',
        '  "no": null',
        "}'",
      ].join("\n"),
    );
  });
  it("is TypeScript that sends the same", async () => {
    const sent: unknown[] = [];
    const code = snippet("typescript", request);
    const run = new Function("fetch", `return (async () => { ${code}\n return answer; })()`) as (
      fetch: unknown,
    ) => Promise<unknown>;
    const answer = await run(async (...given: unknown[]) => {
      sent.push(given);
      return { ok: true, json: async () => "answer" };
    });
    expect(answer).toBe("answer");
    const [url, { method, headers, body }] = sent[0] as [
      string,
      { method: string; headers: object; body: string },
    ];
    expect([url, method, headers]).toEqual([
      request.url,
      "POST",
      { Authorization: "Bearer fc_1", "Content-Type": "application/json" },
    ]);
    expect(JSON.parse(body)).toEqual(JSON.parse(request.body));
  });
  it("spells JSON's words as Python does, and leaves texts alone", () => {
    const code = snippet("python", request);
    expect(code).toContain('"name": "O\'Neil says true"');
    expect(code).toContain('"is": True');
    expect(code).toContain('"no": None');
    expect(snippet("python", { ...request, contentType: "text/csv", body: "a,b\n1,2" })).toContain(
      'data="a,b\\n1,2".encode()',
    );
  });
  it("takes an answer that is no JSON as text", () => {
    const csv = { ...request, contentType: "text/csv", body: "a\n1", answerType: "text/csv" };
    expect(snippet("typescript", csv)).toContain("const answer = await response.text();");
    expect(snippet("python", csv)).toMatch(/answer = response\.text$/);
    expect(snippet("python", { ...request, answerType: "application/json" })).toMatch(/response\.json\(\)$/);
  });
  it("asks for nothing that a request has not", () => {
    const bare = { method: "GET", url: "https://x.example/y", key: null, contentType: null, body: null };
    expect(snippet("curl", bare)).toBe("curl 'https://x.example/y'");
    expect(snippet("typescript", bare)).not.toContain("headers");
  });
});
