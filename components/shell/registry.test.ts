import { describe, expect, it } from "vitest";
import { findKeys } from "./keys-sheet";
import { paletteRows } from "./palette-rows";
import { joinSections } from "./registry";
import type { LeadsFound, NavItem } from "./types";

const sections = [
  { section: "Move", keys: [{ label: "Next lead", keys: ["J", "↓"] }] },
  { section: "Elsewhere", keys: [] },
  { section: "Read", keys: [{ label: "All factors", keys: ["F"] }] },
  {
    section: "Move",
    keys: [
      { label: "Next lead", keys: ["J"] },
      { label: "Open lead", keys: ["↵"] },
    ],
  },
];

describe("the sections of the sheet of keys", () => {
  it("are joined by name, each key once, empty ones left out", () => {
    expect(joinSections(sections)).toEqual([
      {
        section: "Move",
        keys: [
          { label: "Next lead", keys: ["J", "↓"] },
          { label: "Open lead", keys: ["↵"] },
        ],
      },
      { section: "Read", keys: [{ label: "All factors", keys: ["F"] }] },
    ]);
  });
  it.each([
    ["", ["Next lead", "Open lead", "All factors"]],
    ["LEAD", ["Next lead", "Open lead"]],
    ["read", ["All factors"]],
    ["j", ["Next lead"]],
    ["shoe", []],
  ])("found by %j: %j", (text, labels) => {
    const found = findKeys(joinSections(sections), text);
    expect(found.flatMap(({ keys }) => keys.map(({ label }) => label))).toEqual(labels);
  });
});

describe("the palette's rows", () => {
  const found: LeadsFound = {
    hits: [{ href: "/leads/1", name: "Ingrid Solheim", detail: "COO", score: 75, band: null }],
    count: "9 of 20 leads",
    all: { href: "/leads?q=ing", label: "All 9 leads with “ing”" },
  };
  const commands = [
    { id: "met", label: "Meeting booked", group: "On Elena", keys: ["C", "1"], run: () => {} },
    { id: "mail", label: "E-mail", group: "On Elena", run: () => {} },
    { id: "print", label: "Print", run: () => {} },
  ];
  const views = Array.from({ length: 8 }, (_, index) => ({
    id: `${index}`,
    name: `View ${index}`,
    detail: "Leads",
    href: `/leads?saved=${index}`,
  }));
  const pages: NavItem[] = [
    { href: "/settings", label: "Settings", icon: null },
    { href: "/settings/hours", label: "Hours", detail: "Settings", icon: null },
  ];
  const titles = (query: string, leads: LeadsFound | null = null) =>
    paletteRows({ found: leads, commands, views, pages }, query).map(
      ({ group, title }) => `${group}: ${title}`,
    );

  it("are leads, commands, views, pages, each holding what was typed", () => {
    expect(titles("ing", found)).toEqual([
      "Leads: Ingrid Solheim",
      "Leads: All 9 leads with “ing”",
      "On Elena: Meeting booked",
      "Go to: Settings",
      "Go to: Hours",
    ]);
    expect(titles("elena")).toEqual(["On Elena: Meeting booked", "On Elena: E-mail"]);
    expect(titles("view 7")).toEqual(["Views: View 7"]);
  });
  it("are everything but too many views before anything is typed", () => {
    expect(titles("")).toHaveLength(3 + 5 + 2);
    expect(titles("view")).toHaveLength(8);
    expect(titles("")).toContain("On this page: Print");
  });
});
