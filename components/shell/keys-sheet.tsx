"use client";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "../ui/button";
import { SearchInput } from "../ui/input";
import { Kbd } from "../ui/kbd";
import { joinSections, type KeySection, useRegisteredKeys } from "./registry";

/** What works on every page, after the page's own. */
const FRAME: readonly KeySection[] = [
  { section: "Go to", keys: [{ label: "Anything", keys: ["⌘K"] }] },
  {
    section: "Elsewhere",
    keys: [
      { label: "Undo, for 10 s", keys: ["U"] },
      { label: "This sheet", keys: ["?"] },
    ],
  },
];

interface KeysSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** All keys of the page, 880 wide, in three columns; Esc closes. */
export function KeysSheet({ open, onOpenChange }: KeysSheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim animate-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed left-1/2 top-24 z-50 flex max-h-[calc(100dvh-128px)] w-[880px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-4 border border-line bg-raised shadow-overlay outline-none animate-float max-md:top-4 max-md:max-h-[calc(100dvh-32px)]"
        >
          <Sheet />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Sheet() {
  const sections = joinSections([...useRegisteredKeys(), ...FRAME]);
  const [text, setText] = useState("");
  const shown = findKeys(sections, text);
  return (
    <>
      <header className="flex items-center gap-6 px-6 pb-3 pt-5 max-md:gap-3 max-md:px-4">
        <Dialog.Title className="text-20 font-semibold text-ink">Keys</Dialog.Title>
        <SearchInput
          aria-label="Find a key"
          placeholder="Find a key"
          value={text}
          maxLength={60}
          onChange={(event) => setText(event.target.value)}
          className="max-w-60"
        />
        <Dialog.Close asChild>
          <Button variant="quiet" kbd="Esc" className="ml-auto">
            Close
          </Button>
        </Dialog.Close>
      </header>
      <section
        aria-label="All keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a sheet longer than the window scrolls by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-6 pb-6 pt-2 max-md:px-4"
      >
        {shown.length > 0 ? (
          <div className="columns-3 gap-10 max-lg:columns-2 max-md:columns-1">
            {shown.map(({ section, keys }) => (
              <Section key={section} section={section} keys={keys} />
            ))}
          </div>
        ) : (
          <p role="status" className="py-6 text-13 text-ink-2">
            No key does “{text.trim()}” on this page.
          </p>
        )}
      </section>
    </>
  );
}

function Section({ section, keys }: KeySection) {
  return (
    <div className="mb-6 break-inside-avoid">
      <h3 className="pb-1.5 text-12 text-ink-3">{section}</h3>
      <ul>
        {keys.map(({ label, keys: any }) => (
          <li
            key={label}
            className="flex min-h-8 items-center justify-between gap-3 border-b border-line py-1 text-13 text-ink last:border-b-0"
          >
            <span className="min-w-0">{label}</span>
            <span className="flex shrink-0 items-center gap-1.5 text-11 text-ink-3">
              <span className="sr-only">{any.map(keyWords).join(" or ")}</span>
              {any.map((key, index) => (
                <span key={key} aria-hidden="true" className="flex items-center gap-1.5">
                  {index > 0 ? "or" : null}
                  <Kbd className="touch:inline-flex">{key}</Kbd>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Those whose label, section or key holds the text. */
export function findKeys(sections: readonly KeySection[], text: string): readonly KeySection[] {
  const needle = text.trim().toLocaleLowerCase("en");
  if (needle === "") return sections;
  return sections.flatMap(({ section, keys }) => {
    const wholeSection = section.toLocaleLowerCase("en").includes(needle);
    const left = keys.filter(
      ({ label, keys: any }) =>
        wholeSection ||
        label.toLocaleLowerCase("en").includes(needle) ||
        any.some((key) => key.toLocaleLowerCase("en") === needle),
    );
    return left.length > 0 ? [{ section, keys: left }] : [];
  });
}

const WORDS: Readonly<Record<string, string>> = {
  "↵": "Enter",
  "↑": "Up arrow",
  "↓": "Down arrow",
  Esc: "Escape",
  "?": "Question mark",
  "/": "Slash",
};

/** A key as a screen reader should say it. */
function keyWords(key: string): string {
  if (key.startsWith("⌘")) return `Command or Control ${keyWords(key.slice(1))}`;
  if (key.startsWith("⇧")) return `Shift ${keyWords(key.slice(1))}`;
  return WORDS[key] ?? key;
}
