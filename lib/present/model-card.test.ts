import { describe, expect, it } from "vitest";
import { sampleInput } from "../core/models/testing.ts";
import { trainContenders } from "../core/training/train.ts";
import { modelCard } from "./model-card.ts";

const trained = trainContenders(sampleInput(1_200, 3));
if (!trained.ok) throw new Error(trained.reason);
const { report } = trained;
const card = {
  report,
  kind: "boosted",
  version: "Boosted trees v7",
  hash: "abc123",
  dataHash: "def456",
  trainedBy: "Mia",
  trainedAt: "Thu 5 Nov, 08:12",
  outcomeSentence: "closed won within 90 days of first touch",
  momentSentence: "24 hours after creation",
} as const;

describe("modelCard", () => {
  const text = modelCard(card);

  it("holds purpose, data, figures, bands, what was left out, limits and how to verify", () => {
    expect(text.match(/^## .*/gm)).toEqual([
      "## Purpose",
      "## Data",
      "## Figures on the test leads",
      "## Bands",
      "## Left out, and why",
      "## Ready?",
      "## Limits",
      "## How to verify",
    ]);
    expect(text).toContain("# Model card: Boosted trees v7");
    expect(text).toContain("closed won within 90 days of first touch");
    const auc = report.contenders.find(({ kind }) => kind === "boosted")!.test!.auc;
    expect(text).toContain(`${auc.value.toFixed(3)} (${auc.low.toFixed(3)}–${auc.high.toFixed(3)})`);
    expect(text).toContain("`abc123`");
    expect(text).not.toMatch(/undefined|NaN|null|Infinity/);
  });

  it("fits a page", () => {
    expect(text.split("\n").length).toBeLessThan(75);
    expect(text.split(/\s+/).length).toBeLessThan(900);
  });

  it("says when a run is only exploratory or has no order", () => {
    const other = modelCard({
      ...card,
      version: null,
      report: { ...report, sufficiency: "exploratory", split: { ...report.split, kind: "kfold" } },
    });
    expect(other).toContain("Boosted trees, not published");
    expect(other).toContain("Exploratory: not for publishing");
    expect(other).toContain("how it does on leads that come later is not measured");
  });

  it("lets no name become a table cell, a heading or a tag", () => {
    const sly = modelCard({
      ...card,
      trainedBy: "# <img src=x> | `a`\n# b",
      report: { ...report, leftOut: [{ key: "a", label: "x | <b>y</b>", why: "leak" }] },
    });
    expect(sly).toContain("\\# \\<img src=x\\> \\| \\`a\\` \\# b");
    expect(sly).toContain("x \\| \\<b\\>y\\</b\\>");
    expect(sly.match(/^# /gm)).toHaveLength(1);
  });
});
