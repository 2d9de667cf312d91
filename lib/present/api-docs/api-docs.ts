import { exampleOf, fieldsOf, type Schemas, typeText } from "./schema-words.ts";
import type { ApiDocs, ApiDocument, ApiOperation, DocAnswer, DocOperation, MediaType } from "./types.ts";

const METHODS: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete"]);

/** An OpenAPI document as the documentation page reads: operations by tag, in the order they are written. */
export function apiDocs(document: ApiDocument): ApiDocs {
  const schemas = document.components?.schemas ?? {};
  const groups = new Map<string, DocOperation[]>();
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (!METHODS.has(method)) continue;
      const tag = operation.tags?.[0] ?? "Other";
      groups.set(tag, [...(groups.get(tag) ?? []), docOperation(path, method, operation, schemas)]);
    }
  return {
    title: document.info.title,
    paragraphs: paragraphsOf(document.info.description),
    groups: [...groups].map(([name, operations]) => ({ name, operations })),
    errorExample: schemas.Error ? JSON.stringify(exampleOf(schemas.Error, schemas), null, 2) : null,
  };
}

function docOperation(path: string, method: string, operation: ApiOperation, schemas: Schemas): DocOperation {
  const [contentType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  return {
    id: operation.operationId ?? `${method}-${path.replaceAll(/[^a-z0-9]+/gi, "-")}`,
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? path,
    paragraphs: paragraphsOf(operation.description),
    needsKey: (operation.security ?? []).length > 0,
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      type: typeText(parameter.schema ?? {}, schemas),
      required: parameter.required === true || parameter.in === "path",
      description: parameter.description ?? parameter.schema?.description ?? null,
      limits: fieldsOf({ properties: { it: parameter.schema ?? {} } }, schemas)[0]?.limits ?? null,
      fields: [],
      example: plainText(parameter.example ?? parameter.schema?.example),
    })),
    body:
      contentType && media
        ? {
            contentType,
            fields: fieldsOf(media.schema ?? {}, schemas),
            example: bodyText(contentType, media, schemas),
          }
        : null,
    answers: Object.entries(operation.responses)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([status, response]): DocAnswer => {
        const [type, answer] = Object.entries(response.content ?? {})[0] ?? [];
        const isError = Number(status) >= 400;
        return {
          status,
          description: response.description,
          contentType: type ?? null,
          // Errors have one shape, which the page says once.
          fields: answer && !isError ? fieldsOf(answer.schema ?? {}, schemas) : [],
          example: type && answer && !isError ? bodyText(type, answer, schemas) : null,
        };
      }),
  };
}

function bodyText(contentType: string, { example, schema }: MediaType, schemas: Schemas): string {
  const value = example ?? exampleOf(schema ?? {}, schemas);
  return contentType.includes("json") ? JSON.stringify(value, null, 2) : plainText(value);
}

const plainText = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** Paragraphs are divided by an empty line; single line ends are spaces. */
const paragraphsOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
