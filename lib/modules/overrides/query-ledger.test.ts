import { describe, expect, it } from "vitest";
import { decodeLedgerCursor, encodeLedgerCursor, parseLedgerQuery, rawLedgerParams } from "./query-ledger";
import { EMPTY_LEDGER_QUERY, isLedgerFiltered, ledgerExportHref, ledgerHref } from "./query-ledger-url";

const ID = "01900000-0000-7000-8000-000000000001";
const parse = (search: string) => parseLedgerQuery(rawLedgerParams(new URLSearchParams(search)));

describe("the ledger's address", () => {
  it("holds every filter, and comes back the same", () => {
    const search = `status=active,ended&direction=lowered&manager=${ID}&reason=not_a_fit,timing`;
    const query = parse(search);
    expect(query).toEqual({
      states: ["active", "ended"],
      directions: ["lowered"],
      managers: [ID],
      categories: ["not_a_fit", "timing"],
    });
    expect(ledgerHref(query)).toBe(`/overrides?${search}`);
    expect(ledgerExportHref(query)).toBe(`/overrides/export?${search}`);
    expect(isLedgerFiltered(query)).toBe(true);
  });

  it("takes what it does not know as absent", () => {
    for (const search of [
      "",
      "status=nonsense",
      "manager=x&reason=%00",
      "direction=up&status=,,",
      "reason=other'--",
    ])
      expect(parse(search), search).toEqual(EMPTY_LEDGER_QUERY);
    expect(parse("status=active&status=active,ended").states).toEqual(["active", "ended"]);
    expect(ledgerHref(EMPTY_LEDGER_QUERY)).toBe("/overrides");
  });
});

describe("the cursor", () => {
  it("comes back the same", () => {
    const cursor = { at: 1_795_262_111_123, id: ID };
    expect(decodeLedgerCursor(encodeLedgerCursor(cursor))).toEqual(cursor);
  });

  it("is refused where nobody here wrote it", () => {
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const token of [
      "",
      "x",
      "%%%",
      written(null),
      written([1]),
      written([1.5, ID]),
      written([-1, ID]),
      written([9e15, ID]),
      written([1, "x"]),
    ])
      expect(decodeLedgerCursor(token), token).toBeNull();
  });
});
