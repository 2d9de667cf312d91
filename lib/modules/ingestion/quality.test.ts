import { describe, expect, it } from "vitest";
import { isEmail, isPlaceholderCompany, qualityFlags } from "./quality";

describe("qualityFlags", () => {
  it("says nothing of a complete lead", () => {
    expect(qualityFlags({ email: "ada@fjord.no", company: "Fjord", job_title: "CTO" })).toEqual([]);
  });

  it("names everything that is missing", () => {
    expect(qualityFlags({ email: null, company: "  " })).toEqual([
      "missing_email",
      "missing_company",
      "missing_title",
    ]);
  });

  it("calls an address malformed, not missing, when it was set aside", () => {
    expect(qualityFlags({ email_as_given: "ada at fjord", company: "Fjord", job_title: "CTO" })).toEqual([
      "malformed_email",
    ]);
    expect(qualityFlags({ email: "ada@fjord", company: "Fjord", job_title: "CTO" })).toEqual([
      "malformed_email",
    ]);
  });

  it("flags a company that is a way of not answering", () => {
    expect(qualityFlags({ email: "a@b.de", company: "N/A", job_title: "CTO" })).toEqual([
      "placeholder_company",
    ]);
  });
});

describe("isEmail", () => {
  it.each(["a@b.de", "first.last+tag@sub.example.co.uk", "o'neil@firm.ie", "jürgen@müller.de", "a_b@x-y.io"])(
    "takes %s",
    (text) => {
      expect(isEmail(text)).toBe(true);
    },
  );
  it.each([
    "",
    "a",
    "a@",
    "@b.de",
    "a@b",
    "a b@c.de",
    "a@b..de",
    "a@@b.de",
    "a@b.de, c@d.de",
    ".a@b.de",
    "a..b@c.de",
    "a@-b.de",
    "a@1.2.3.4",
    "<a@b.de>",
  ])("refuses %j", (text) => expect(isEmail(text)).toBe(false));
});

describe("isPlaceholderCompany", () => {
  it.each([
    "test",
    "Test.",
    "N/A",
    "n.a.",
    "-",
    "Self-employed",
    "asdf",
    "xxx",
    "XXXXXX",
    "Not applicable",
    "???",
  ])("knows %j", (name) => {
    expect(isPlaceholderCompany(name)).toBe(true);
  });
  it.each(["3M", "AA", "Testo SE", "Demolition Ltd", "Nabisco", "Home Depot", "Private Bank AG"])(
    "leaves %s alone",
    (name) => {
      expect(isPlaceholderCompany(name)).toBe(false);
    },
  );
});
