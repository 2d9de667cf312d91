"use client";
import { Check, RotateCcw, Share2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { memo, useState } from "react";
import { type SimulatorState, UNCHANGED } from "@/lib/modules/simulator/query";
import type { SimulatorPage } from "@/lib/modules/simulator/types";
import type { SavedView } from "@/lib/modules/views/types";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { PageBar } from "../ui/page-bar";
import { Select } from "../ui/select";
import { useToast } from "../ui/toast";
import { SavedViews, type SavedViewsProps } from "../views/saved-views";
import { StartPicker } from "./start-picker";

type Href = (change?: Partial<SimulatorState>) => string;

interface SimulatorBarProps {
  page: SimulatorPage;
  timing: string;
  href: Href;
  query: string;
  views: readonly SavedView[];
  mayReset: boolean;
  onReset: () => void;
}

/** Whom, by which scorer, and what can be done with it all. */
export function SimulatorBar({ page, timing, href, query, views, mayReset, onReset }: SimulatorBarProps) {
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(href({ saved: null }), window.location.href).toString());
    } catch {
      toast({
        tone: "error",
        title: "The browser did not let the link be copied. It is in the address bar.",
      });
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <PageBar
      title="Simulator"
      className="gap-4 px-6"
      actions={
        <>
          <span data-testid="timing" className="mr-1 whitespace-nowrap text-12 text-ink-3 max-2xl:hidden">
            {timing}
          </span>
          <Button
            variant="quiet"
            icon={<RotateCcw aria-hidden="true" />}
            kbd="R"
            disabled={!mayReset}
            onClick={onReset}
            className="max-md:hidden"
          >
            Reset
          </Button>
          <IconButton
            label="Reset"
            icon={<RotateCcw aria-hidden="true" />}
            disabled={!mayReset}
            onClick={onReset}
            className="md:hidden"
          />
          <Button
            icon={copied ? <Check aria-hidden="true" /> : <Share2 aria-hidden="true" />}
            onClick={copy}
            className="max-xl:hidden"
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
          </Button>
          <IconButton
            label="Copy link"
            icon={copied ? <Check aria-hidden="true" /> : <Share2 aria-hidden="true" />}
            onClick={copy}
            className="xl:hidden"
          />
          <Views views={views} query={query} saved={page.state.saved} />
        </>
      }
    >
      <Pickers page={page} href={href} className="min-w-0 max-md:hidden" />
    </PageBar>
  );
}

/** Drawn when what is set has settled, not while the hand moves. */
const Views = memo(function Views(props: Pick<SavedViewsProps, "views" | "query" | "saved">) {
  return <SavedViews {...props} page="simulator" path="/simulator" look="button" />;
});

/** The start and the scorer. */
export const Pickers = memo(function Pickers({
  page,
  href,
  className,
}: {
  page: SimulatorPage;
  href: Href;
  className?: string | undefined;
}) {
  const router = useRouter();
  const main = page.packs[0]!;
  return (
    <div className={cn("flex items-center gap-2", className)}>
      <span className="text-13 text-ink-3">from</span>
      <StartPicker
        start={page.start}
        // Another lead is another what-if.
        onChoose={(start) => router.push(href({ start, b: UNCHANGED, c: null, on: "b", saved: null }))}
      />
      <Select
        aria-label="Scorer"
        className="w-auto min-w-28 max-w-44 shrink-0 max-md:w-auto"
        value={main.id}
        options={page.choices.map(({ id, version, isActive }) => ({
          value: id,
          label: version,
          ...(isActive ? { hint: "in use" } : {}),
        }))}
        onValueChange={(id) =>
          router.push(href({ scorer: page.choices.find((choice) => choice.id === id)?.isActive ? null : id }))
        }
      />
    </div>
  );
});
