/** A request as somebody would write it: to be copied from the documentation. */

export interface SnippetRequest {
  readonly method: string;
  /** Whole address, parameters filled in. */
  readonly url: string;
  /** Null where the operation asks for none. */
  readonly key: string | null;
  readonly contentType: string | null;
  readonly body: string | null;
  /** What comes back; JSON where it is not said. */
  readonly answerType?: string | null;
}

export const LANGUAGES = ["curl", "typescript", "python"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  curl: "curl",
  typescript: "TypeScript",
  python: "Python",
};

export function snippet(language: Language, request: SnippetRequest): string {
  return { curl, typescript, python }[language](request);
}

/** Within single quotes of a shell nothing means anything but the quote itself. */
const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function headersOf({ key, contentType, body }: SnippetRequest): [string, string][] {
  return [
    ...(key === null ? [] : [["Authorization", `Bearer ${key}`] as [string, string]]),
    ...(body === null || contentType === null ? [] : [["Content-Type", contentType] as [string, string]]),
  ];
}

const answersJson = ({ answerType }: SnippetRequest): boolean => answerType?.includes("json") ?? true;

function curl(request: SnippetRequest): string {
  const { method, url, body } = request;
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${shell(url)}`,
    ...headersOf(request).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-binary ${shell(body)}`]),
  ].join(" \\\n  ");
}

function typescript(request: SnippetRequest): string {
  const { method, url, body, contentType } = request;
  const headers = headersOf(request).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  const isJson = contentType?.includes("json") ?? false;
  const value = body === null ? null : isJson ? `JSON.stringify(${indented(body, 2)})` : JSON.stringify(body);
  return [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: ${JSON.stringify(method)},`,
    ...(headers.length > 0 ? ["  headers: {", ...headers, "  },"] : []),
    ...(value === null ? [] : [`  body: ${value},`]),
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    `const answer = await response.${answersJson(request) ? "json" : "text"}();`,
  ].join("\n");
}

function python(request: SnippetRequest): string {
  const { method, url, body, contentType } = request;
  const isJson = contentType?.includes("json") ?? false;
  const headers = headersOf(request).filter(([name]) => !(isJson && name === "Content-Type"));
  const value =
    body === null
      ? []
      : isJson
        ? [`    json=${indented(pythonLiteral(body), 4)},`]
        : [`    data=${JSON.stringify(body)}.encode(),`];
  return [
    "import requests",
    "",
    `response = requests.${method.toLowerCase()}(`,
    `    ${JSON.stringify(url)},`,
    ...(headers.length > 0
      ? [
          `    headers={${headers.map(([name, text]) => `${JSON.stringify(name)}: ${JSON.stringify(text)}`).join(", ")}},`,
        ]
      : []),
    ...value,
    "    timeout=10,",
    ")",
    "response.raise_for_status()",
    answersJson(request) ? "answer = response.json()" : "answer = response.text",
  ].join("\n");
}

/** The lines after the first, moved to the right. */
const indented = (text: string, by: number) => text.replaceAll("\n", `\n${" ".repeat(by)}`);

/** JSON's three words as Python spells them; words within texts stay. What is no JSON stays as it is. */
function pythonLiteral(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|\b(true|false|null)\b/g, (found, word: string | undefined) =>
    word === undefined ? found : { true: "True", false: "False", null: "None" }[word]!,
  );
}
