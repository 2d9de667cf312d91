import { describe, expect, it } from "vitest";
import {
  adviceFor,
  bytesWords,
  destinationWords,
  dialectWords,
  groupOf,
  noteWords,
  protectedSentence,
  remainingWords,
  typeWords,
} from "./import-words.ts";

const note = (part: Partial<Parameters<typeof noteWords>[0]>) =>
  noteWords({
    to: "attribute",
    type: "text",
    distinct: 9,
    filledShare: 1,
    inSeconds: false,
    isPercent: false,
    doubt: null,
    ...part,
  });

describe("words of the import", () => {
  it("says type and filling", () => {
    expect(typeWords("number", 0.41)).toBe("Number, 41 % filled");
    expect(typeWords("empty", 0)).toBe("Empty");
  });

  it("names destinations", () => {
    expect(destinationWords("signal:pricing_views_30d", "x")).toEqual({
      kind: "Signal",
      label: "Pricing views, 30 days",
    });
    expect(destinationWords("own_signal", "ERP")).toEqual({ kind: "Own signal", label: "ERP" });
    expect(groupOf("source")).toBe("known");
    expect(groupOf("email")).toBe("attributes");
  });

  it("remarks what a person should know", () => {
    expect(note({ to: "signal:time_on_site_30d_minutes", type: "number", inSeconds: true })).toBe(
      "Read as seconds",
    );
    expect(note({ to: "signal:demo_requests_90d", type: "boolean" })).toBe("Yes counts as one");
    expect(note({ to: "signal:unsubscribed", type: "boolean" })).toBe("Takes away points");
    expect(note({ to: "own_signal", filledShare: 0.64 })).toBe("New, 36 % missing");
    expect(note({ to: "own_signal", doubt: "judged" })).toBe("Written after the call? Then leave it out.");
  });

  it("words the rest plainly", () => {
    expect(dialectWords({ delimiter: ";", encoding: "windows-1252", hasHeader: true })).toBe(
      "Semicolon, Windows-1252, first row is the header",
    );
    expect(adviceFor("Same id as an earlier line")).toBe("Keep one row for each lead");
    expect(adviceFor("Same email as an earlier line")).toBe("Keep one row for each lead");
    expect(adviceFor("Malformed email")).toBe("Correct in the CRM");
    expect(remainingWords(18_304, 30_552, 2_050)).toBe("about 6 s left");
    expect(remainingWords(0, 100, 0)).toBe("");
    expect(bytesWords(1_830_000)).toBe("1.8 MB");
    expect(protectedSentence(["Gender", "Birth year"])).toBe(
      "2 columns were left out: Gender and Birth year are protected attributes.",
    );
  });
});
