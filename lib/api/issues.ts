import type { z } from "@hono/zod-openapi";
import type { Issue } from "./errors";

/** More would only repeat the first ones. */
const MOST_ISSUES = 50;

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  null: "null",
  date: "a date",
};

/** What Zod found, in words of its own for each kind; a schema's own message comes before. */
export function plainMessage(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is required";
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "too_small":
      return sizeMessage(issue, "at least", issue.minimum);
    case "too_big":
      return sizeMessage(issue, "at most", issue.maximum);
    case "invalid_format":
      return FORMATS[issue.format] ?? "has not the form that is asked for";
    case "invalid_value":
      return `must be ${listOf(issue.values.map((value) => JSON.stringify(value)))}`;
    case "unrecognized_keys":
      return "is not a field of this request";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    default:
      return "is not valid";
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "must be an e-mail address",
  uuid: "must be a UUID",
  guid: "must be a UUID",
  url: "must be an address like https://example.com",
  datetime: "must be a time like 2026-11-21T09:30:00Z",
  date: "must be a date like 2026-11-21",
};

function sizeMessage(
  issue: { readonly origin: string; readonly inclusive?: boolean | undefined },
  bound: string,
  size: number | bigint,
): string {
  const than = issue.inclusive === false ? (bound === "at least" ? "more than" : "less than") : bound;
  if (issue.origin === "string") return `must have ${than} ${size} characters`;
  if (issue.origin === "array" || issue.origin === "set") return `must have ${than} ${size} entries`;
  return `must be ${than} ${size}`;
}

const listOf = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;

/** Issues as they are answered, each with the path of what it is about. */
export function issuesOf(error: z.ZodError, at: readonly PropertyKey[] = []): Issue[] {
  const issues = error.issues.flatMap((issue): Issue[] => {
    const path = [...at, ...issue.path];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: pathText([...path, key]), message: issue.message }));
    return [{ path: pathText(path), message: issue.message }];
  });
  return issues.slice(0, MOST_ISSUES);
}

/** "events[3].properties.page"; long and odd keys are cut, for they are the caller's own. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += `${text === "" ? "" : "."}${String(step).slice(0, 80)}`;
  }
  return text.toWellFormed();
}
