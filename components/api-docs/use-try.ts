"use client";
import { useState } from "react";
import type { DocOperation } from "@/lib/present/api-docs/types";

export interface TryAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly ms: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Answers longer than this are cut where they are shown: a batch may be megabytes. */
const MOST_SHOWN = 20_000;

const TOLD = /^(x-request-id|retry-after|ratelimit|allow$)/i;

/** What somebody fills in to try an operation, and what came of it. */
export function useTry(operation: DocOperation) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      operation.parameters.map(({ name, required, example }) => [name, required ? example : ""]),
    ),
  );
  const [body, setBody] = useState(operation.body?.example ?? "");
  const [answer, setAnswer] = useState<TryAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const missing = operation.parameters.filter(({ name, required }) => required && !values[name]?.trim());
  const address = (origin: string) => {
    const query = new URLSearchParams();
    let path = operation.path;
    for (const { name, in: place } of operation.parameters) {
      const value = values[name]?.trim() ?? "";
      if (place === "path")
        path = path.replace(`{${name}}`, value === "" ? `{${name}}` : encodeURIComponent(value));
      else if (place === "query" && value !== "") query.set(name, value);
    }
    const search = query.toString();
    return `${origin}${path}${search === "" ? "" : `?${search}`}`;
  };

  const send = async (key: string) => {
    setProblem(null);
    if (missing.length > 0) {
      setProblem(`Fill in ${missing.map(({ name }) => name).join(" and ")} first.`);
      return;
    }
    setBusy(true);
    const started = performance.now();
    try {
      const response = await fetch(address(""), {
        method: operation.method,
        headers: {
          ...(operation.needsKey && key !== "" ? { authorization: `Bearer ${key}` } : {}),
          ...(operation.body ? { "content-type": operation.body.contentType } : {}),
        },
        ...(operation.body ? { body } : {}),
        // The page's own session is not what is tried.
        credentials: "omit",
      });
      const text = await response.text();
      setAnswer({
        status: response.status,
        statusText: response.statusText,
        ms: Math.round(performance.now() - started),
        headers: [...response.headers].filter(([name]) => TOLD.test(name)),
        body: readable(text),
      });
    } catch {
      setAnswer(null);
      setProblem("The server did not answer. What you wrote is still here; send it again.");
    } finally {
      setBusy(false);
    }
  };

  return {
    ...{ values, body, setBody, answer, problem, busy, address, send },
    setValue: (name: string, value: string) => setValues((before) => ({ ...before, [name]: value })),
  };
}

function readable(text: string): string {
  const pretty = (() => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  })();
  return pretty.length > MOST_SHOWN ? `${pretty.slice(0, MOST_SHOWN)}\n… cut here` : pretty;
}
