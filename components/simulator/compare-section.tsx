"use client";
import { Plus, X } from "lucide-react";
import { memo } from "react";
import type { VariantName } from "@/lib/modules/simulator/query";
import type { ScorerChoice } from "@/lib/modules/simulator/types";
import { formatSigned } from "@/lib/present/format";
import { changeWords } from "@/lib/present/simulator-words";
import { BandBadge } from "../ui/band";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuHeading, MenuItem, MenuLine } from "../ui/menu";
import { SectionHeading } from "../ui/page-bar";
import { ScoreFigure } from "../ui/score";
import { ScoreRuler } from "../ui/score-ruler";
import { linkClass } from "../ui/text-link";
import { type Bench, lookOf, type Scored, type Variant } from "./variants";

export interface Compared {
  readonly variant: Variant;
  readonly bench: Bench;
  readonly scored: Scored;
  /** The start as it is, by the same scorer. */
  readonly base: Scored;
}

interface CompareSectionProps {
  base: Compared;
  b: Compared;
  c: Compared | null;
  on: VariantName;
  choices: readonly ScorerChoice[];
  onSwitch: (to: VariantName) => void;
  /** Adds C as a copy of what is set, scored by this version; null: by the same. */
  onAdd: (scorer: string | null) => void;
  onRemove: () => void;
}

/** The start as it is and up to two what-ifs, also by another scorer. */
export function CompareSection({ base, b, c, on, choices, onSwitch, onAdd, onRemove }: CompareSectionProps) {
  return (
    <section aria-labelledby="simulated-compare" className="border-t border-line pt-6">
      <SectionHeading
        id="simulated-compare"
        title="Compare"
        aside={c === null ? <AddMenu main={b.bench.pack.id} choices={choices} onAdd={onAdd} /> : null}
      />
      <div className="mt-2">
        <Row
          letter="A"
          title={base.bench.start.kind === "lead" ? "As they are today" : "As it starts"}
          compared={base}
          note="base"
        />
        <Row
          letter="B"
          title="This what-if"
          compared={b}
          isOn={on === "b"}
          onSelect={c === null ? undefined : onSwitch}
        />
        {c ? (
          <Row
            letter="C"
            title={c.bench.pack.id === b.bench.pack.id ? "Another what-if" : `By ${c.bench.pack.version}`}
            compared={c}
            isOn={on === "c"}
            onSelect={onSwitch}
            onRemove={onRemove}
          />
        ) : null}
      </div>
    </section>
  );
}

function AddMenu({
  main,
  choices,
  onAdd,
}: {
  main: string;
  choices: readonly ScorerChoice[];
  onAdd: (scorer: string | null) => void;
}) {
  const others = choices.filter(({ id }) => id !== main).slice(0, 8);
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className={cn(linkClass, "touch-target inline-flex items-center gap-1 text-13")}
        >
          <Plus aria-hidden="true" className="size-3.5" /> Add
        </button>
      }
    >
      <MenuItem onSelect={() => onAdd(null)}>Another what-if</MenuItem>
      {others.length > 0 ? <MenuLine /> : null}
      {others.length > 0 ? <MenuHeading>The same by another scorer</MenuHeading> : null}
      {others.map(({ id, version }) => (
        <MenuItem key={id} onSelect={() => onAdd(id)}>
          {version}
        </MenuItem>
      ))}
    </Menu>
  );
}

const Row = memo(function Row({
  letter,
  title,
  compared: { bench, scored, base, variant },
  note,
  isOn = false,
  onSelect,
  onRemove,
}: {
  letter: string;
  title: string;
  compared: Compared;
  note?: string | undefined;
  isOn?: boolean | undefined;
  onSelect?: ((to: VariantName) => void) | undefined;
  onRemove?: (() => void) | undefined;
}) {
  const { total } = scored.result;
  const change = total - base.result.total;
  const name = (
    <>
      <span className="inline-flex size-[18px] shrink-0 items-center justify-center rounded-1 border border-line-strong text-11 text-ink-2">
        {letter}
      </span>
      <span className="min-w-0 truncate text-13 font-medium text-ink">{title}</span>
    </>
  );
  return (
    <div
      data-variant={letter}
      className={cn(
        "relative -mx-3 border-t border-line px-3 py-3",
        isOn && "bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent",
      )}
    >
      <div className="flex items-center justify-between gap-2">
        {onSelect ? (
          <button
            type="button"
            aria-pressed={isOn}
            onClick={() => onSelect(letter === "C" ? "c" : "b")}
            className="touch-target flex min-w-0 items-center gap-2 text-left"
          >
            {name}
          </button>
        ) : (
          <span className="flex min-w-0 items-center gap-2">{name}</span>
        )}
        <span className="inline-flex items-center gap-1 text-13">
          {note ? (
            <span className="text-12 text-ink-3">{note}</span>
          ) : (
            <span
              className={cn(
                "font-medium",
                change > 0 ? "text-accent-text" : change < 0 ? "text-drag" : "text-ink-3",
              )}
            >
              {change === 0 ? "±0" : formatSigned(change)}
            </span>
          )}
          {onRemove ? (
            <IconButton
              label="Take C away"
              icon={<X aria-hidden="true" />}
              onClick={onRemove}
              className="-my-1"
            />
          ) : null}
        </span>
      </div>
      <div className="mt-1.5 flex items-baseline gap-2.5">
        <span data-testid={`score-${letter}`}>
          <ScoreFigure value={total} size={24} />
        </span>
        <BandBadge band={lookOf(bench.bands, scored.band)} />
      </div>
      <div className="mt-1 h-6 overflow-hidden" aria-hidden="true">
        <ScoreRuler bands={bench.bands.bands} value={total} />
      </div>
      <p className="mt-1 line-clamp-2 text-12 text-ink-2" title={described(bench, variant)}>
        {described(bench, variant)}
      </p>
    </div>
  );
});

function described(bench: Bench, { edits, quietDays }: Variant): string {
  const changes = Object.entries(edits).map(([key, value]) => {
    const definition = bench.opened.compiled.definitions[bench.opened.compiled.indexByKey.get(key) ?? -1];
    const control = bench.controls.find((each) => each.key === key) ?? {
      key,
      kind: "slider" as const,
      label: definition?.label ?? key,
    };
    return { control, value };
  });
  return changeWords(changes, quietDays);
}
