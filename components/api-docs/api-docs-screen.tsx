"use client";
import Link from "next/link";
import { useCallback, useEffect, useMemo, useState } from "react";
import { apiDocs } from "@/lib/present/api-docs/api-docs";
import type { ApiDocument, DocGroup } from "@/lib/present/api-docs/types";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/input";
import { Wordmark } from "../ui/logo";
import { Skeleton } from "../ui/skeleton";
import { CodeBlock } from "./code-block";
import { OperationSection } from "./operation-section";
import { RichLine } from "./rich-line";

const DOCUMENT = "/api/v1/openapi.json";
/** The documentation of the running server's API, made from the document that its own schemas write. */
export function ApiDocsScreen() {
  const [document, setDocument] = useState<ApiDocument | null>(null);
  const [failed, setFailed] = useState(false);
  const [apiKey, setApiKey] = useState("");
  const load = useCallback(() => {
    setFailed(false);
    fetch(DOCUMENT, { credentials: "omit" })
      .then((response) =>
        response.ok ? (response.json() as Promise<ApiDocument>) : Promise.reject(response),
      )
      .then(setDocument, () => setFailed(true));
  }, []);
  useEffect(load, [load]);
  const docs = useMemo(() => document && apiDocs(document), [document]);
  useEffect(() => {
    // The operation that the address names was not there when the page came.
    if (docs) window.document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, [docs]);
  return (
    <div className="min-h-dvh bg-surface">
      <header className="sticky top-0 z-30 flex h-12 items-center justify-between gap-4 border-b border-line bg-surface px-8 max-md:px-4">
        <Link href="/" className="rounded-1" aria-label="Firstcall">
          <Wordmark />
        </Link>
        <a href={DOCUMENT} className="touch-target rounded-1 text-13 text-ink-2 underline hover:text-ink">
          OpenAPI 3.1
        </a>
      </header>
      <div className="mx-auto flex max-w-[1440px] gap-12 px-8 max-md:px-4">
        <nav
          aria-label="Operations"
          className="sticky top-12 h-[calc(100dvh-48px)] w-48 shrink-0 overflow-y-auto py-8 max-lg:hidden"
        >
          {docs ? <GroupLinks groups={docs.groups} /> : null}
        </nav>
        <main className="min-w-0 flex-1 py-8">
          <h1 className="text-28 font-semibold text-ink">Firstcall API</h1>
          {failed ? (
            <EmptyState title="The document did not come" action={<Button onClick={load}>Load again</Button>}>
              The server did not answer. Nothing here works without it.
            </EmptyState>
          ) : null}
          {!docs && !failed ? <Skeleton className="mt-4 h-96" /> : null}
          {docs ? (
            <>
              <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 pb-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,520px)]">
                <div>
                  {docs.paragraphs.map((paragraph) => (
                    <p key={paragraph} className="mb-3 max-w-[68ch] text-13 text-ink-2">
                      <RichLine text={paragraph} />
                    </p>
                  ))}
                  {docs.errorExample ? (
                    <>
                      <h2 className="mb-2 mt-5 text-14 font-semibold text-ink">When something is wrong</h2>
                      <CodeBlock label="Shape of every error" code={docs.errorExample} />
                    </>
                  ) : null}
                </div>
                <div>
                  <h2 className="text-14 font-semibold text-ink">Try it here</h2>
                  <p className="mb-3 mt-1 text-13 text-ink-2">
                    Requests go to this server and to your own workspace: what you send is kept there. The key
                    stays in this page and is gone when you leave it.
                  </p>
                  <Field label="Key">
                    <PasswordInput
                      value={apiKey}
                      onChange={(event) => setApiKey(event.target.value)}
                      placeholder="fc_…"
                      autoComplete="off"
                      spellCheck={false}
                    />
                  </Field>
                </div>
              </div>
              {docs.groups.map((group) => (
                <div key={group.name}>
                  <h2 className="pb-3 pt-8 text-20 font-semibold text-ink">{group.name}</h2>
                  {group.operations.map((operation) => (
                    <OperationSection key={operation.id} operation={operation} apiKey={apiKey} />
                  ))}
                </div>
              ))}
            </>
          ) : null}
        </main>
      </div>
    </div>
  );
}

function GroupLinks({ groups }: { groups: readonly DocGroup[] }) {
  return groups.map((group) => (
    <div key={group.name} className="mb-5">
      <p className="text-12 font-medium text-ink-3">{group.name}</p>
      <ul className="mt-1">
        {group.operations.map(({ id, summary }) => (
          <li key={id}>
            <a href={`#${id}`} className="block rounded-1 py-1 text-13 text-ink-2 hover:text-ink">
              {summary}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}
