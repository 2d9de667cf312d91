"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { discardImportAction, startImportAction } from "@/lib/modules/imports/actions";
import type { MappingScreenData } from "@/lib/modules/imports/types-screen";
import { formatNumber } from "@/lib/present/format";
import { dialectWords } from "@/lib/present/import-words";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { PageHeading } from "../ui/page-bar";
import { SegmentedControl } from "../ui/radio-group";
import { ImportBar } from "./import-bar";
import { MappingAside } from "./mapping-aside";
import { MappingColumns } from "./mapping-columns";
import { useMapping } from "./use-mapping";

/** The second step: what each column is. Nothing is saved before the filled button. */
export function MappingScreen({ data }: { data: MappingScreenData }) {
  const router = useRouter();
  const mapping = useMapping(data);
  const { plan, check, problem } = mapping;
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const places = data.columns.map(({ name }) => plan.columns[name] ?? "leave_out");
  const out = places.filter((to) => to === "leave_out").length;
  const waiting =
    plan.kind === "leads"
      ? data.columns.filter(({ name, doubt }) => doubt !== null && !mapping.placed.has(name)).length
      : 0;
  const rows = check?.isWhole ? check.checkedRows : Math.max(data.rows, check?.checkedRows ?? 0);
  const isExact = data.rowsAreExact || check?.isWhole === true;
  const coming = rows - (check?.isWhole ? check.rejected : 0);

  async function start() {
    if (busy || problem) return;
    setBusy(true);
    const answer = await startImportAction(data.id, plan).catch(() => null);
    if (answer?.ok) return router.refresh();
    setBusy(false);
    setRefusal(answer?.message ?? "The import did not start. Try again in a moment.");
  }
  async function back() {
    await discardImportAction(data.id).catch(() => null);
    router.push("/leads/import");
  }

  return (
    <>
      <ImportBar
        step={1}
        actions={
          <>
            <Button variant="quiet" className="max-md:hidden" onClick={back}>
              Back
            </Button>
            <Button
              variant="primary"
              className="max-md:hidden"
              busy={busy}
              busyText="Starting"
              disabled={problem !== null}
              onClick={start}
            >
              Import {isExact ? "" : "about "}
              {formatNumber(coming)} rows
            </Button>
          </>
        }
      />
      <div className="lg:grid lg:min-h-[calc(100vh-48px)] lg:grid-cols-[minmax(0,1fr)_344px]">
        <div className="min-w-0 px-4 pb-16 pt-6 md:px-8">
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
            <PageHeading title="Say what each column is">
              {data.fileName} has {isExact ? "" : "about "}
              {formatNumber(rows)} rows and {formatNumber(places.length)} columns.{" "}
              {formatNumber(places.length - out - waiting)}{" "}
              {places.length - out - waiting === 1 ? "is" : "are"} placed,{" "}
              {waiting > 0 ? `${formatNumber(waiting)} ${waiting === 1 ? "needs" : "need"} you, ` : ""}
              {formatNumber(out)} {out === 1 ? "stays" : "stay"} out. Nothing is saved before you import.
            </PageHeading>
          </div>
          <div className="mb-4 mt-3 flex flex-wrap items-center justify-between gap-3">
            <SegmentedControl
              label="What the rows are"
              value={plan.kind}
              onValueChange={(kind) => void mapping.setKind(kind)}
              options={[
                { value: "leads", label: "Rows are leads" },
                { value: "events", label: "Rows are events" },
              ]}
            />
            <p className="text-12 text-ink-3">{dialectWords(data.dialect)}</p>
          </div>
          {(refusal ?? problem) ? (
            <Banner tone="danger" live className="mb-4">
              {refusal ?? problem}
            </Banner>
          ) : null}
          <MappingColumns data={data} mapping={mapping} />
        </div>
        <aside
          aria-label="Outcome, time and problems"
          className="border-line bg-bg px-6 pb-24 pt-6 max-lg:border-t lg:border-l lg:pb-8 max-md:px-4"
        >
          <MappingAside data={data} mapping={mapping} />
        </aside>
      </div>
      <div className="fixed inset-x-0 bottom-[calc(64px+env(safe-area-inset-bottom))] z-20 flex gap-2 border-t border-line bg-surface px-4 py-2.5 md:hidden">
        <Button size="lg" onClick={back}>
          Back
        </Button>
        <Button
          variant="primary"
          size="lg"
          className="flex-1"
          busy={busy}
          busyText="Starting"
          disabled={problem !== null}
          onClick={start}
        >
          Import {isExact ? "" : "about "}
          {formatNumber(coming)} rows
        </Button>
      </div>
    </>
  );
}
