"use client";
import type { ReactNode } from "react";
import type { LeadsPlan } from "@/lib/modules/imports/types";
import type { MappingScreenData } from "@/lib/modules/imports/types-screen";
import { formatDay, formatNumber } from "@/lib/present/format";
import { adviceFor, flagWords } from "@/lib/present/import-words";
import { CheckboxField } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { DataList } from "../ui/data-list";
import { SectionHeading } from "../ui/page-bar";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Switch } from "../ui/switch";
import type { Mapping } from "./use-mapping";

const NONE = "none:";

function Block({
  title,
  claim,
  aside,
  children,
}: {
  title: string;
  claim?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="border-b border-line py-6 first:pt-0 last:border-b-0">
      <SectionHeading title={title} claim={claim} aside={aside} />
      {children}
    </section>
  );
}

/** What the file should teach, how time is read, what stays out and what comes in. */
export function MappingAside({ data, mapping }: { data: MappingScreenData; mapping: Mapping }) {
  const { plan } = mapping;
  return (
    <>
      {plan.kind === "leads" ? <OutcomeBlock data={data} plan={plan} mapping={mapping} /> : null}
      <TimeBlock data={data} mapping={mapping} />
      <ProblemsBlock mapping={mapping} />
      <BeforeBlock data={data} mapping={mapping} />
    </>
  );
}

function OutcomeBlock({
  data,
  plan,
  mapping,
}: {
  data: MappingScreenData;
  plan: LeadsPlan;
  mapping: Mapping;
}) {
  const { outcome } = plan;
  const candidates = data.columns.filter(
    (column) =>
      !column.protectedWords && column.distinct >= 2 && column.distinct <= 20 && column.type !== "date",
  );
  const column = candidates.find(({ name }) => name === outcome?.column);
  const counts = mapping.check?.outcomes;
  const others = column?.top.filter(({ value }) => !outcome?.positive.includes(value)) ?? [];
  return (
    <Block title="Outcome" claim="What the score should predict.">
      <div className="mt-3 flex flex-wrap gap-2">
        <Select
          aria-label="Outcome column"
          prefix="Column"
          className="min-w-0 flex-1"
          value={outcome?.column ?? NONE}
          options={[
            { value: NONE, label: "None" },
            ...candidates.map(({ name }) => ({ value: name, label: name })),
          ]}
          onValueChange={(name) => {
            const next = candidates.find((candidate) => candidate.name === name);
            mapping.setOutcome(
              next ? { column: name, positive: [next.top[0]?.value ?? ""], undecided: [] } : null,
            );
          }}
        />
        {outcome && column ? (
          <Select
            aria-label="Value that means won"
            prefix="is"
            className="min-w-0 flex-1"
            value={outcome.positive[0] ?? ""}
            options={column.top.map(({ value }) => ({ value, label: value }))}
            onValueChange={(value) =>
              mapping.setOutcome({
                ...outcome,
                positive: [value],
                undecided: outcome.undecided.filter((other) => other !== value),
              })
            }
          />
        ) : null}
      </div>
      {outcome && column && column.top.length > 2 ? (
        <fieldset className="mt-3">
          <legend className="mb-1 text-12 text-ink-3">Not decided yet, never counted as lost</legend>
          {others.slice(0, 12).map(({ value }) => (
            <CheckboxField
              key={value}
              className="min-h-6"
              label={value}
              checked={outcome.undecided.includes(value)}
              onCheckedChange={(checked) =>
                mapping.setOutcome({
                  ...outcome,
                  undecided: checked
                    ? [...outcome.undecided, value]
                    : outcome.undecided.filter((other) => other !== value),
                })
              }
            />
          ))}
        </fieldset>
      ) : null}
      <p className="mt-2 text-12 text-ink-2">
        {outcome === null ? (
          "Without one, leads come in open and teach the score nothing."
        ) : counts ? (
          <>
            <strong className="font-semibold text-ink">
              {formatNumber(counts.positive)} of{" "}
              {formatNumber(counts.positive + counts.negative + counts.undecided)} won.
            </strong>{" "}
            {counts.undecided > 0
              ? `${formatNumber(counts.undecided)} are not decided yet and count as open.`
              : "Blanks count as open, every other value as lost."}
          </>
        ) : (
          "Blanks count as open, every other value as lost."
        )}
      </p>
    </Block>
  );
}

const ZONES = [
  "Etc/UTC",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Oslo",
  "America/New_York",
  "America/Chicago",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Asia/Singapore",
  "Australia/Sydney",
];

function TimeBlock({ data, mapping }: { data: MappingScreenData; mapping: Mapping }) {
  const { plan } = mapping;
  const place = plan.kind === "leads" ? "created_at" : "occurred_at";
  const chosen = data.columns.find(({ name }) => plan.columns[name] === place);
  const dates = data.columns.filter(({ date, protectedWords }) => date !== null && !protectedWords);
  const zones = [...new Set([plan.timeZone, data.timeZone, ...ZONES])];
  const span = chosen?.date;
  // A moment in another year: a span always says its years.
  const context = { now: 0, timeZone: plan.timeZone };
  return (
    <Block title="Time">
      <div className="mt-3 flex flex-wrap gap-2">
        <Select
          aria-label={plan.kind === "leads" ? "When leads were created" : "When events happened"}
          prefix={plan.kind === "leads" ? "Created" : "Time"}
          className="min-w-0 flex-1"
          value={chosen?.name ?? NONE}
          options={[
            ...(plan.kind === "leads" ? [{ value: NONE, label: "Row order" }] : []),
            ...dates.map(({ name }) => ({ value: name, label: name })),
          ]}
          onValueChange={(name) =>
            plan.kind === "leads"
              ? mapping.setTimeColumn(name === NONE ? null : name)
              : mapping.place(name, place)
          }
        />
        {span ? (
          <Select
            aria-label="Time zone of dates without one"
            prefix="Zone"
            className="min-w-0 flex-1"
            value={plan.timeZone}
            options={zones.map((zone) => ({
              value: zone,
              label: zone.replace(/^.*\//, "").replaceAll("_", " "),
            }))}
            onValueChange={(timeZone) => mapping.change({ timeZone })}
          />
        ) : null}
      </div>
      <p className="mt-2 text-12 text-ink-2">
        {span
          ? `${formatDay(Date.parse(span.from), context)} to ${formatDay(Date.parse(span.to), context)}. ${FORMATS[span.format] ?? ""}`
          : "No dates: the order of the rows stands for time, and values count as always known."}
      </p>
    </Block>
  );
}

const FORMATS: Readonly<Record<string, string>> = {
  iso: "Read as year-month-day.",
  dmy: "Read as day.month.year, as in 31.01.2026.",
  mdy: "Read as month/day/year, as in 01/31/2026.",
  ymd_compact: "Read as yyyymmdd.",
  epoch_s: "Read as seconds since 1970.",
  epoch_ms: "Read as milliseconds since 1970.",
  named_month: "Read with the month's name.",
};

function ProblemsBlock({ mapping: { check, checking } }: { mapping: Mapping }) {
  if (!check) {
    return (
      <Block title="Problems by row">
        <Skeleton className="mt-3 h-16" />
      </Block>
    );
  }
  return (
    <Block
      title="Problems by row"
      claim={check.rejected === 0 ? "None found." : "These rows stay out; the rest goes in."}
      aside={`${formatNumber(check.rejected)} of ${formatNumber(check.checkedRows)}`}
    >
      <ul className={cn("mt-2", checking && "opacity-60")}>
        {check.problems.map(({ reason, rows, firstLine, value }) => (
          <li
            key={reason}
            className="grid grid-cols-[52px_1fr_auto] gap-x-2 border-b border-line py-1.5 text-13 last:border-b-0"
          >
            <span className="text-12 text-ink-3">
              <span className="sr-only">First on line </span>
              {formatNumber(firstLine)}
            </span>
            <span className="min-w-0">
              <span className="text-ink">{reason}</span>
              {value ? (
                <span className="block truncate text-12 text-ink-3">“{value}”</span>
              ) : (
                <span className="block text-12 text-ink-3">{adviceFor(reason)}</span>
              )}
            </span>
            <span className="text-ink">
              {formatNumber(rows)}
              <span className="sr-only"> rows</span>
            </span>
          </li>
        ))}
      </ul>
      {check.isWhole ? null : (
        <p className="mt-2 text-12 text-ink-3">Found in the first {formatNumber(check.checkedRows)} rows.</p>
      )}
    </Block>
  );
}

function BeforeBlock({ data, mapping }: { data: MappingScreenData; mapping: Mapping }) {
  const { plan, check } = mapping;
  const flags = Object.entries(check?.flags ?? {}).filter(([, count]) => count > 0);
  return (
    <Block title="Before you import">
      {check ? (
        <DataList
          kind="figures"
          className="mt-2"
          items={[
            ...(plan.kind === "leads"
              ? [
                  { label: "New leads", value: formatNumber(check.newLeads) },
                  { label: "Known already", value: formatNumber(check.knownLeads) },
                ]
              : [{ label: "Events to read", value: formatNumber(check.checkedRows - check.rejected) }]),
            ...flags.map(([flag, count]) => ({ label: flagWords(flag), value: formatNumber(count) })),
          ]}
        />
      ) : (
        <Skeleton className="mt-3 h-12" />
      )}
      <div className="mt-4 flex items-start justify-between gap-4">
        <div>
          <p id="starter-rules" className="text-13 text-ink">
            Add starter rules
          </p>
          <p className="text-12 text-ink-3">
            For what {data.fileName} brings and your rules do not read yet. Own columns get none.
          </p>
        </div>
        <Switch
          aria-labelledby="starter-rules"
          checked={plan.starterRules}
          onCheckedChange={(starterRules) => mapping.change({ starterRules })}
        />
      </div>
    </Block>
  );
}
