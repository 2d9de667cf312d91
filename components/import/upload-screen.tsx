"use client";
import { FileUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import type { RecentImport } from "@/lib/modules/imports/types-screen";
import { MAX_UPLOAD_BYTES } from "@/lib/modules/imports/types-upload";
import { formatNumber } from "@/lib/present/format";
import { bytesWords, statusWords } from "@/lib/present/import-words";
import { SimpleTable } from "../table/simple-table";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { PageHeading, SectionHeading } from "../ui/page-bar";
import { Progress } from "../ui/progress";
import { linkClass } from "../ui/text-link";
import { ImportBar } from "./import-bar";
import { sendFile } from "./send-file";

type State =
  | { readonly at: "idle"; readonly problem: string | null }
  | { readonly at: "sending"; readonly name: string; readonly size: number; readonly share: number };

/** The first step: a file, by drop or picker. It goes up as it is; nothing is saved as leads yet. */
export function UploadScreen({ recent }: { recent: readonly RecentImport[] }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController | null>(null);
  const hintId = useId();
  const [over, setOver] = useState(false);
  const [state, setState] = useState<State>({ at: "idle", problem: null });

  async function take(file: File | undefined) {
    if (!file || state.at === "sending") return;
    if (file.size === 0) return setState({ at: "idle", problem: `${file.name} is empty.` });
    if (file.size > MAX_UPLOAD_BYTES)
      return setState({
        at: "idle",
        problem: `${file.name} is larger than 500 MB. Import it with the command line, or in parts.`,
      });
    const stop = new AbortController();
    sending.current = stop;
    const begin = { at: "sending" as const, name: file.name, size: file.size };
    setState({ ...begin, share: 0 });
    const answer = await sendFile(file, stop.signal, (share) => setState({ ...begin, share }));
    if (answer.ok) router.push(`/leads/import/${answer.importId}`);
    else setState({ at: "idle", problem: answer.code === "stopped" ? null : answer.message });
  }
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <>
      <ImportBar step={0} />
      <div className="mx-auto max-w-[792px] px-4 pb-16 pt-10 md:px-6">
        <PageHeading title="Choose a file" size={24}>
          Any CSV from your CRM or tracker: leads, or their events. You say what each column is before
          anything is saved.
        </PageHeading>
        {state.at === "idle" && state.problem ? (
          <Banner tone="danger" title="This file cannot be imported" live className="mt-6">
            {state.problem}
          </Banner>
        ) : null}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same */}
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
          className={cn(
            "mt-6 flex min-h-52 flex-col items-center justify-center gap-3 rounded-3 border border-dashed border-line-control px-4 py-8 text-center",
            over && "border-accent bg-selected",
          )}
        >
          {state.at === "sending" ? (
            <div className="w-full max-w-96 text-left">
              <div className="mb-2 flex items-baseline justify-between gap-4 text-13">
                <span className="truncate font-medium text-ink">{state.name}</span>
                <span className="shrink-0 text-12 text-ink-3">{bytesWords(state.size)}</span>
              </div>
              <Progress value={state.share >= 1 ? null : state.share} label={`Sending ${state.name}`} />
              <div className="mt-3 flex items-center justify-between gap-4">
                <span className="text-12 text-ink-2" role="status">
                  {state.share >= 1 ? "Reading the columns" : "Sending"}
                </span>
                <Button size="sm" onClick={() => sending.current?.abort()}>
                  Stop
                </Button>
              </div>
            </div>
          ) : (
            <>
              <FileUp aria-hidden="true" strokeWidth={1.5} className="size-6 text-ink-3" />
              <p className="text-14 font-medium text-ink max-md:hidden">Drop a CSV here</p>
              <Button
                variant="primary"
                size="md"
                aria-describedby={hintId}
                onClick={() => input.current?.click()}
              >
                Choose a file
              </Button>
              <input
                ref={input}
                type="file"
                accept=".csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,text/plain,application/gzip"
                aria-label="CSV file"
                tabIndex={-1}
                className="sr-only"
                onChange={(event) => {
                  void take(event.target.files?.[0]);
                  event.target.value = "";
                }}
              />
              <p id={hintId} className="text-12 text-ink-3">
                CSV, TSV or gzip, up to 500 MB. Comma, semicolon, tab or bar; UTF-8 or Windows.
              </p>
            </>
          )}
        </div>
        <p className="mt-3 text-12 text-ink-3">
          No file yet?{" "}
          <a href="/sample-crm-export.csv" download className={linkClass}>
            Download a sample
          </a>
          .
        </p>
        {recent.length > 0 ? <RecentImports recent={recent} /> : null}
      </div>
    </>
  );
}

function RecentImports({ recent }: { recent: readonly RecentImport[] }) {
  const heads = [
    { label: "File" },
    { label: "State" },
    { label: "Rows", align: "right" as const },
    { label: "When", align: "right" as const },
  ];
  return (
    <section aria-labelledby="recent-imports" className="mt-10">
      <SectionHeading id="recent-imports" title="Recent imports" className="mb-2" />
      <SimpleTable
        label="Recent imports"
        heads={heads}
        rows={recent.map((row) => ({
          key: row.id,
          cells: [
            <Link
              key="file"
              href={`/leads/import/${row.id}`}
              className={cn(linkClass, "[overflow-wrap:anywhere]")}
            >
              {row.fileName}
            </Link>,
            <span key="state" className="text-ink-2">
              {statusWords(row.status)}
            </span>,
            row.rows === null ? "" : formatNumber(row.rows),
            <span key="when" className="whitespace-nowrap text-ink-3">
              {row.when}
            </span>,
          ],
        }))}
      />
    </section>
  );
}
