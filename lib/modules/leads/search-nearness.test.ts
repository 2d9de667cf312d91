import { describe, expect, it } from "vitest";
import { byNearness } from "./search-nearness";

const found = [
  { name: "Astrid Moe", detail: "Operating Officer, Ebro" },
  { name: "Owen Ford", detail: "COO, Ingels" },
  { name: "Henning Aas", detail: "Buyer" },
  { name: "Maja Ingvarsdottir", detail: "Buyer" },
  { name: "Ingrid Solheim", detail: "COO" },
];

describe("what was most likely meant", () => {
  it("is a name that begins so, then one that holds it, then the rest, each by score", () => {
    expect(byNearness(found, " ING ").map(({ name }) => name)).toEqual([
      "Maja Ingvarsdottir",
      "Ingrid Solheim",
      "Henning Aas",
      "Owen Ford",
      "Astrid Moe",
    ]);
  });
  it("is the order by score where nothing is nearer", () => {
    expect(byNearness(found, "zz")).toEqual(found);
  });
});
