import { describe, expect, it } from "vitest";
import { profileColumns } from "./profile";
import { looksLikeEvents, suggestColumns, suggestEventsPlan, suggestLeadsPlan } from "./suggest";

/** A table with one column a header; values repeat until there are `rows` of them. */
function columnsOf(table: Readonly<Record<string, readonly string[]>>, rows = 40) {
  const names = Object.keys(table);
  const cells = Array.from({ length: rows }, (_, row) =>
    names.map((name) => {
      const values = table[name] ?? [];
      return values[row % values.length] ?? "";
    }),
  );
  return profileColumns(names, cells);
}

const unique = (prefix: string, rows = 40) => Array.from({ length: rows }, (_, row) => `${prefix}${row}`);
const addresses = unique("p").map((name) => `${name}@firm.example`);

function placeOf(header: string, values: readonly string[]): string | undefined {
  return suggestColumns(columnsOf({ [header]: values }))[0]?.to;
}

describe("destinations by name and value", () => {
  it.each([
    ["E-Mail-Adresse", addresses, "email"],
    ["Work email", addresses, "email"],
    ["Kontakt", addresses, "email"],
    ["Lead owner", addresses, "owner_email"],
    ["Vorname", ["Ada", "Bob"], "first_name"],
    ["Contact Name", ["Ada Lovelace", "Bob Ross"], "full_name"],
    ["Account Name", ["Fjordline", "Halden"], "company"],
    ["JobTitle", ["CTO", "Buyer"], "job_title"],
    ["Branche", ["Food", "Steel"], "industry"],
    ["Number of Employees", ["12", "4000"], "employees"],
    ["Mitarbeiter", ["50-99", "100-499"], "employees"],
    ["utm_source", ["google", "bing"], "source"],
    ["Erstellt am", ["01.02.2026", "13.02.2026"], "created_at"],
    ["Prospect ID", unique("x"), "external_id"],
    ["TotalVisits", ["0", "4", "11"], "signal:site_visits_30d"],
    ["Visits (last 30 days)", ["0", "4", "11"], "signal:site_visits_30d"],
    ["Page views 30d", ["1", "2"], "signal:page_views_30d"],
    ["Total Time Spent on Website", ["0", "12.5"], "signal:time_on_site_30d_minutes"],
    ["Demo requested", ["no", "yes"], "signal:demo_requests_90d"],
    ["Do Not Email", ["No", "Yes"], "signal:unsubscribed"],
    ["Email CTR", ["0.08", "0.2"], "signal:email_click_rate_90d"],
  ] as const)("%s", (header, values, to) => {
    expect(placeOf(header, values)).toBe(to);
  });

  it.each([
    ["Do Not Call", ["No", "Yes"], "own_signal"],
    ["Email", ["yes", "no"], "own_signal"],
    ["Page Views Per Visit", ["1.5", "2"], "own_signal"],
    ["amount_requested", ["5000", "7000"], "own_signal"],
    ["Notes", unique("a long remark "), "attribute"],
    ["Always", ["No"], "attribute"],
    ["Nothing", ["", "NA", "Select"], "leave_out"],
    ["Gender", ["f", "m"], "leave_out"],
    ["Birth year", ["1979", "1986"], "leave_out"],
    ["Title", ["Mr", "Mrs", "Ms", "Miss", "Mr"], "leave_out"],
  ] as const)("%s is not taken for something else", (header, values, to) => {
    expect(placeOf(header, values)).toBe(to);
  });

  it("gives a place to the column that says it best, and the other keeps its own", () => {
    const columns = columnsOf({ "Lead Number": unique("10"), "Prospect ID": unique("7927b2df-8bba-") });
    expect(suggestColumns(columns).map(({ to }) => to)).toEqual(["attribute", "external_id"]);
  });

  it("reads time on site as seconds where minutes would be absurd, and believes the name", () => {
    const of = (header: string, values: string[]) =>
      suggestColumns(columnsOf({ [header]: values }))[0]?.inSeconds;
    expect(of("Time on site", ["1200", "2272", "900"])).toBe(true);
    expect(of("Time on site", ["12", "22", "9"])).toBe(false);
    expect(of("Time on site (seconds)", ["12", "22", "9"])).toBe(true);
    expect(of("Time on site (min)", ["1200", "900"])).toBe(false);
  });
});

describe("outcome", () => {
  const outcomeOf = (header: string, values: readonly string[]) =>
    suggestLeadsPlan(columnsOf({ [header]: values }), "UTC").plan.outcome;

  it("knows a plain yes or no", () => {
    expect(outcomeOf("Converted", ["0", "1", "0"])).toEqual({
      column: "Converted",
      positive: ["1"],
      undecided: [],
    });
  });

  it("keeps every stage between new and lost open", () => {
    expect(outcomeOf("Stage", ["New", "Proposal", "Closed lost", "Closed won", "Weird"])).toEqual({
      column: "Stage",
      positive: ["Closed won"],
      undecided: ["New", "Proposal", "Weird"],
    });
  });

  it("sees none where nothing is won", () => {
    expect(outcomeOf("Status", ["Hot", "Cold"])).toBeNull();
    expect(outcomeOf("Newsletter", ["yes", "no"])).toBeNull();
  });
});

describe("events", () => {
  const table = {
    lead_id: ["7", "7", "7", "8", "8"],
    timestamp: ["2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z"],
    activity: ["Email Opened", "A_SUBMITTED"],
    resource: ["112", "113"],
  };

  it("recognises a stream and names its parts", () => {
    const columns = columnsOf(table);
    expect(looksLikeEvents(columns)).toBe(true);
    expect(suggestEventsPlan(columns, "UTC").columns).toEqual({
      lead_id: "lead",
      timestamp: "occurred_at",
      activity: "event_type",
      resource: "property",
    });
  });

  it("does not take a list of leads for one", () => {
    expect(
      looksLikeEvents(columnsOf({ id: unique("L"), created: table.timestamp, stage: ["won", "lost"] })),
    ).toBe(false);
  });
});
