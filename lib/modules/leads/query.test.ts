import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLeadQuery, rawParams } from "./query";
import {
  EMPTY_QUERY,
  isFiltered,
  type LeadQuery,
  leadsHref,
  queryString,
  sortHref,
  withoutFilters,
} from "./query-url";

const parse = (search: string): LeadQuery => parseLeadQuery(rawParams(new URLSearchParams(search)));
const OWNER = "0193a1c0-0000-7000-8000-000000000001";

describe("the list's state in a URL", () => {
  it("is the default where nothing is said", () => {
    expect(parse("")).toEqual(EMPTY_QUERY);
    expect(queryString(EMPTY_QUERY)).toBe("");
    expect(leadsHref(EMPTY_QUERY)).toBe("/leads");
  });

  it("reads every parameter", () => {
    const query = parse(
      `view=mine&q=+Nord++hem &band=hot,warm&owner=me,none,${OWNER}&source_not=Trade fair, Oslo&source_not=&status=new,working&score=40-69&sort=-name&cols=why,scored&after=abc_-9&saved=${OWNER}`,
    );
    expect(query).toEqual({
      view: "mine",
      sort: "name",
      direction: "desc",
      bands: ["hot", "warm"],
      owners: ["me", "none", OWNER],
      source: { mode: "not", values: ["Trade fair, Oslo", ""] },
      statuses: ["new", "working"],
      scoreFrom: 40,
      scoreTo: 69,
      text: "Nord hem",
      columns: ["why", "scored"],
      cursor: { toward: "next", token: "abc_-9" },
      saved: OWNER,
    });
  });

  it.each([
    ["view=everything&sort=shoe_size&cols=shoes", EMPTY_QUERY],
    ["score=90-10", { ...EMPTY_QUERY, scoreFrom: 10, scoreTo: 90 }],
    ["score=101-300", EMPTY_QUERY],
    ["score=40-", { ...EMPTY_QUERY, scoreFrom: 40 }],
    ["score=warm", EMPTY_QUERY],
    ["band=hot,%27;drop table leads&band=HOT", { ...EMPTY_QUERY, bands: ["hot"] }],
    ["owner=1%20or%201=1&status=alive", EMPTY_QUERY],
    ["after=%00%ff&before=not a token", EMPTY_QUERY],
    ["q=%00", EMPTY_QUERY],
  ])("takes %s gently", (search, expected) => {
    expect(parse(search)).toEqual(expected);
  });

  it("never throws and comes back the same from its own address, whatever the address said", () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom("hot", "me", "none", "40-69", "-name", "open", "a,b", "%"),
    );
    const keys = fc.constantFrom(
      "view",
      "q",
      "band",
      "owner",
      "source",
      "source_not",
      "status",
      "score",
      "sort",
      "cols",
      "after",
      "before",
      "saved",
      "x",
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(words, fc.array(words, { maxLength: 4 }))), (params) => {
        const query = parseLeadQuery(params);
        expect(parse(queryString(query))).toEqual(query);
      }),
      { seed: 20261121 },
    );
  });

  it("starts again at the first page when the filter changes, not when a column does", () => {
    const deep = parse("after=abc&band=hot");
    expect(leadsHref(deep, { bands: [] })).toBe("/leads");
    expect(leadsHref(deep, { columns: [] })).toBe("/leads?band=hot&cols=none&after=abc");
  });

  it("turns a column's order round when it is chosen again", () => {
    expect(sortHref(EMPTY_QUERY, "score")).toBe("/leads?sort=score");
    expect(sortHref(EMPTY_QUERY, "created")).toBe("/leads?sort=-created");
    expect(sortHref(parse("sort=name"), "name")).toBe("/leads?sort=-name");
  });

  it("knows what narrows and what clears it", () => {
    const query = parse("view=all&q=x&sort=name&cols=none");
    expect(isFiltered(query)).toBe(true);
    expect(isFiltered(withoutFilters(query))).toBe(false);
    expect(leadsHref(withoutFilters(query))).toBe("/leads?view=all&sort=name&cols=none");
  });
});
