"use client";
import { useEffect, useState } from "react";
import { LANGUAGE_NAMES, LANGUAGES, snippet } from "@/lib/present/api-docs/snippets";
import type { DocOperation } from "@/lib/present/api-docs/types";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Field } from "../ui/field";
import { Input, Textarea } from "../ui/input";
import { Tabs } from "../ui/tabs";
import { CodeBlock } from "./code-block";
import { useTry } from "./use-try";

interface TryPanelProps {
  operation: DocOperation;
  /** What was typed at the top of the page; empty: none yet. */
  apiKey: string;
}

/** The request in three languages, and a way to send it from here. Both follow what is filled in. */
export function TryPanel({ operation, apiKey }: TryPanelProps) {
  const attempt = useTry(operation);
  // Known in the browser alone; the server's page and the first paint agree on none.
  const [origin, setOrigin] = useState("");
  useEffect(() => setOrigin(window.location.origin), []);
  const { parameters, body, needsKey, method } = operation;
  const request = {
    method,
    url: attempt.address(origin),
    // A key is not for copying around: the snippet says where it goes.
    key: needsKey ? "fc_YOUR_KEY" : null,
    contentType: body?.contentType ?? null,
    body: body ? attempt.body : null,
    answerType: operation.answers.find(({ status }) => Number(status) < 400)?.contentType ?? null,
  };
  return (
    <div className="min-w-0">
      <Tabs
        label={`${operation.summary}: as code`}
        tabs={LANGUAGES.map((language) => ({
          value: language,
          label: LANGUAGE_NAMES[language],
          panel: (
            <CodeBlock
              className="mt-3"
              label={`${operation.summary}, in ${LANGUAGE_NAMES[language]}`}
              code={snippet(language, request)}
            />
          ),
        }))}
      />
      <form
        className="mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt.send(apiKey.trim());
        }}
      >
        {parameters.map(({ name, required, in: place }) => (
          <Field key={name} label={name} aside={required ? undefined : "optional"} className="mb-3">
            <Input
              value={attempt.values[name] ?? ""}
              onChange={(event) => attempt.setValue(name, event.target.value)}
              autoComplete="off"
              spellCheck={false}
              aria-label={`${name}, in the ${place}`}
            />
          </Field>
        ))}
        {body ? (
          <Field label="Body" hint={body.contentType} className="mb-3">
            <Textarea
              rows={Math.min(16, Math.max(4, attempt.body.split("\n").length))}
              value={attempt.body}
              onChange={(event) => attempt.setBody(event.target.value)}
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-12"
            />
          </Field>
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={attempt.busy} busyText="Sending">
            Send request
          </Button>
          {needsKey && apiKey.trim() === "" ? (
            <span className="text-12 text-ink-3">Without a key the answer is 401.</span>
          ) : null}
        </div>
      </form>
      <div aria-live="polite">
        {attempt.problem ? (
          <Banner tone="danger" className="mt-3">
            {attempt.problem}
          </Banner>
        ) : null}
        {attempt.answer ? (
          <div className="mt-4">
            <p className="text-13 text-ink-2">
              <span
                className={cn("font-semibold", attempt.answer.status < 400 ? "text-raise" : "text-danger")}
                data-status={attempt.answer.status}
              >
                {attempt.answer.status} {attempt.answer.statusText}
              </span>{" "}
              after {attempt.answer.ms} ms
            </p>
            {attempt.answer.headers.map(([name, value]) => (
              <p key={name} className="font-mono text-12 text-ink-3 [overflow-wrap:anywhere]">
                {name}: {value}
              </p>
            ))}
            {attempt.answer.body === "" ? null : (
              <CodeBlock className="mt-2" label="What the server answered" code={attempt.answer.body} />
            )}
          </div>
        ) : null}
      </div>
    </div>
  );
}
