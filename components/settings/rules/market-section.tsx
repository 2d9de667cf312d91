"use client";
import { useState } from "react";
import { tidyMarket } from "@/lib/core/signals/tidy-market";
import type { MarketSettings } from "@/lib/core/signals/types";
import type { KnownWord } from "@/lib/modules/rules/types";
import { formatCount } from "@/lib/present/format";
import { Button } from "../../ui/button";
import { Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { TagInput } from "../../ui/tag-input";

interface MarketSectionProps {
  market: MarketSettings;
  /** Those of the version in use. */
  before: MarketSettings;
  industries: readonly KnownWord[];
  countries: readonly KnownWord[];
  onChange: (market: MarketSettings) => void;
}

/** The market lists that rules read; they are frozen into the version that is published with them. */
export function MarketSection({ market, before, industries, countries, onChange }: MarketSectionProps) {
  const [isOpen, setOpen] = useState(false);
  // As most leads write them, where any does.
  const labels = new Map([...industries, ...countries].map(({ value, label }) => [value, label]));
  const named = (words: readonly string[]) => words.map((word) => labels.get(word) ?? word);
  const industriesOf = ({ industries: lists }: MarketSettings) =>
    industriesText(named(lists.target), named(lists.adjacent), named(lists.poor));
  const rows = [
    { label: "Industries", now: industriesOf(market), was: industriesOf(before) },
    {
      label: "Territories",
      now: wordsText(named(market.territories)),
      was: wordsText(named(before.territories)),
    },
    {
      label: "Competitors",
      now: wordsText(market.competitorDomains),
      was: wordsText(before.competitorDomains),
    },
    { label: "Mail domains", now: mailText(market), was: mailText(before) },
  ];
  return (
    <section aria-labelledby="market-lists" className="mt-8 border-t border-line pt-6">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 id="market-lists" className="text-14 font-semibold text-ink">
            Market lists
          </h2>
          <p className="mt-0.5 text-12 text-ink-2">
            What industry, territory and competitor rules read. They are frozen into a version when it is
            published.
          </p>
        </div>
        <Button onClick={() => setOpen(true)}>Edit lists</Button>
      </div>
      <dl className="mt-3 text-13">
        {rows.map(({ label, now, was }) => (
          <div
            key={label}
            className={`-mx-2 grid grid-cols-[112px_1fr] gap-x-3 border-b border-line px-2 py-2 ${now === was ? "" : "bg-selected"}`}
          >
            <dt className="text-ink-2">{label}</dt>
            <dd className="min-w-0 text-ink">
              {now === was ? null : <s className="block text-ink-3">{was}</s>}
              {now}
            </dd>
          </div>
        ))}
      </dl>
      {isOpen ? (
        <MarketDialog
          {...{ market, industries, countries }}
          onClose={() => setOpen(false)}
          onSave={(next) => {
            onChange(next);
            setOpen(false);
          }}
        />
      ) : null}
    </section>
  );
}

const NAMED = 6;

function wordsText(words: readonly string[]): string {
  if (words.length === 0) return "None named";
  const shown = words.slice(0, NAMED).join(", ");
  return words.length > NAMED ? `${shown} and ${words.length - NAMED} more` : shown;
}

function industriesText(
  target: readonly string[],
  adjacent: readonly string[],
  poor: readonly string[],
): string {
  return [
    `Target: ${target.length === 0 ? "none named" : wordsText(target)}`,
    `adjacent: ${adjacent.length === 0 ? "none named" : wordsText(adjacent)}`,
    `poor fit: ${poor.length === 0 ? "none named" : wordsText(poor)}`,
  ].join("; ");
}

function mailText({ freeMailDomains, studentMailDomains }: MarketSettings): string {
  const free = formatCount(freeMailDomains.length, "free one");
  const student = formatCount(studentMailDomains.length, "student one");
  return freeMailDomains.length + studentMailDomains.length === 0
    ? "Those that are known anyway"
    : `${free} and ${student} beside those that are known anyway`;
}

function MarketDialog({
  market,
  industries,
  countries,
  onSave,
  onClose,
}: Pick<MarketSectionProps, "market" | "industries" | "countries"> & {
  onSave: (market: MarketSettings) => void;
  onClose: () => void;
}) {
  const [value, setValue] = useState(market);
  const suggest = (words: readonly KnownWord[], not: readonly string[] = []) =>
    words
      .filter((word) => !not.includes(word.value))
      .map((word) => ({ value: word.value, label: word.label, hint: formatCount(word.count, "lead") }));
  const { target, adjacent, poor } = value.industries;
  const lists = { target, adjacent, poor };
  /** Industries that stand in another list. */
  const elsewhere = (key: keyof typeof lists) =>
    [...target, ...adjacent, ...poor].filter((name) => !lists[key].includes(name));
  const industry = (key: keyof MarketSettings["industries"], label: string, hint: string) => (
    <Field label={label} hint={hint}>
      <TagInput
        label={label}
        value={value.industries[key]}
        onValueChange={(words) => setValue({ ...value, industries: { ...value.industries, [key]: words } })}
        suggestions={suggest(industries, elsewhere(key))}
        placeholder="No industry named"
      />
    </Field>
  );
  const domains = (
    key: "competitorDomains" | "freeMailDomains" | "studentMailDomains",
    label: string,
    hint: string,
    example: string,
  ) => (
    <Field label={label} hint={hint}>
      <TagInput
        label={label}
        value={value[key]}
        onValueChange={(words) => setValue({ ...value, [key]: words })}
        suggestions={[]}
        asTyped
        placeholder={example}
      />
    </Field>
  );
  return (
    <Dialog
      open
      fullOnPhone
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Market lists"
      description="Who fits, where you sell, and whom you sell against."
      footerNote="Leads are measured by them once the rules are published."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" onClick={() => onSave(tidyMarket(value))}>
            Change the draft
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {industry("target", "Target industries", "Those you sell to.")}
        {industry("adjacent", "Adjacent industries", "Near enough to be worth a call.")}
        {industry("poor", "Poor-fit industries", "Those that rarely buy. Any other industry is neutral.")}
        <Field label="Territories" hint="Countries you serve, by name or code. None: no opinion.">
          <TagInput
            label="Territories"
            value={value.territories}
            onValueChange={(territories) => setValue({ ...value, territories })}
            suggestions={suggest(countries)}
            placeholder="Everywhere"
          />
        </Field>
        {domains(
          "competitorDomains",
          "Competitors' domains",
          "Mail or web domains; addresses are cut to theirs.",
          "rival.example",
        )}
        {domains(
          "freeMailDomains",
          "Free mail domains",
          "Beside the common ones, which are known.",
          "mail.example",
        )}
        {domains(
          "studentMailDomains",
          "Student mail domains",
          "Beside the common ones, which are known.",
          "students.example",
        )}
      </div>
    </Dialog>
  );
}
