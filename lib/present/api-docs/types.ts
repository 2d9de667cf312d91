/** What is read of an OpenAPI 3.1 document; the parts that ours use. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface ApiOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
}

export interface ApiResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** One field of a body as the page lists it. */
export interface DocField {
  readonly name: string;
  /** "text", "number or null", "list of objects" */
  readonly type: string;
  readonly required: boolean;
  readonly description: string | null;
  /** "1 to 200 characters", "one of hot, warm" */
  readonly limits: string | null;
  readonly fields: readonly DocField[];
}

export interface DocAnswer {
  readonly status: string;
  readonly description: string;
  readonly contentType: string | null;
  readonly fields: readonly DocField[];
  /** As text, for reading. */
  readonly example: string | null;
}

export interface DocOperation {
  /** For the address: "scoreLead". */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly needsKey: boolean;
  readonly parameters: readonly (DocField & {
    readonly in: "path" | "query" | "header";
    readonly example: string;
  })[];
  readonly body: {
    readonly contentType: string;
    readonly fields: readonly DocField[];
    readonly example: string;
  } | null;
  readonly answers: readonly DocAnswer[];
}

export interface DocGroup {
  readonly name: string;
  readonly operations: readonly DocOperation[];
}

export interface ApiDocs {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly groups: readonly DocGroup[];
  /** The one shape of errors, as text; null where the document has none. */
  readonly errorExample: string | null;
}
