import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { expect, test } from "./fixtures";
import { InsightsPage } from "./pages/insights-page";

const TITLES = [
  "Tier capture",
  "Bands, first contact to customer",
  "Gain",
  "Is the score telling the truth?",
  "Customers by band at first contact",
  "Conversion by tenth of the score",
  "Funnel by band",
  "Speed to lead",
  "Does a fast answer pay?",
  "Pipeline inflow",
  "Sources and campaigns",
  "Workload",
];

/** The cells of the table that stands in a chart's place, row by row. */
async function figures(section: Locator): Promise<string[][]> {
  const rows = section.getByRole("row");
  return Promise.all((await rows.all()).slice(1).map((row) => row.getByRole("cell").allTextContents()));
}

test("a leader reads what scoring brought, in one sentence and twelve charts", async ({ page, signInAs }) => {
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  await expect(insights.headline).toHaveText(
    /^Hot and Warm are \d+ % of the pipeline and bring \d+ % of conversions(: not clearly more than their share)?\.$/,
  );
  await expect(page.getByText(/leads of .+, with the score they had at first contact/)).toBeVisible();
  await expect(page.getByText(/^Counted \d\d:\d\d today/).first()).toBeVisible();
  for (const title of TITLES) await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await expect(page.getByRole("link", { name: "Insights" })).toHaveAttribute("aria-current", "page");
  // Reading is all a leader does here: no button of the page changes anything.
  await expect(
    page.getByRole("main").getByRole("button", { name: /publish|save|delete|recount/i }),
  ).toHaveCount(0);
});

test("the page is accessible in light and in dark", async ({ page, signInAs }) => {
  await signInAs("rep", "/insights");
  await expectAccessibleInBothThemes(page, "/insights");
});

test("filters are in the address and change the figures; what matches nobody says so", async ({
  page,
  signInAs,
}) => {
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  const leads = insights
    .section("Bands, first contact to customer")
    .getByRole("row")
    .last()
    .getByRole("cell")
    .first();
  const before = Number((await leads.textContent())?.replace(",", ""));
  await insights.choose("First contact", "All");
  await expect(page).toHaveURL(/\?period=all$/);
  await expect(leads).not.toHaveText(before.toLocaleString("en"));
  const all = Number((await leads.textContent())?.replace(",", ""));
  expect(all).toBeGreaterThan(before);
  await insights.choose("Source", "Webinar");
  await expect(page).toHaveURL(/\?period=all&source=Webinar$/);
  await expect.poll(async () => Number((await leads.textContent())?.replace(",", ""))).toBeLessThan(all);
  await expect(page.getByRole("button", { name: "Source Webinar" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\?period=all$/);
  await page.goBack();
  await expect(page).toHaveURL(/source=Webinar$/);

  await page.goto("/insights?source=Nowhere");
  await expect(insights.headline).toHaveText("No lead with a known outcome matches.");
  await page.getByRole("link", { name: "Without Source Nowhere" }).click();
  await expect(page).toHaveURL(/\/insights$/);
  await expect(insights.headline).toHaveText(/of the pipeline/);
});

test("sources sort by each column and open to their campaigns", async ({ page, signInAs }) => {
  await signInAs("rep", "/insights");
  const insights = new InsightsPage(page);
  await insights.open("?period=all");
  const section = insights.section("Sources and campaigns");
  const leadsOf = async () =>
    (await section.locator("tbody tr").all()).reduce<Promise<number[]>>(
      async (counts, row) => [
        ...(await counts),
        Number((await row.getByRole("cell").first().textContent())?.replace(",", "")),
      ],
      Promise.resolve([]),
    );
  await section.getByRole("button", { name: "Leads" }).click();
  await expect(section.getByRole("columnheader", { name: "Leads" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const sorted = await leadsOf();
  expect(sorted.length).toBeGreaterThan(3);
  expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
  await section.getByRole("button", { name: "Leads" }).click();
  expect(await leadsOf()).toEqual([...sorted].reverse());

  const source = section.getByRole("button", { name: "Partner" });
  await expect(source).toHaveAttribute("aria-expanded", "false");
  await source.click();
  await expect(source).toHaveAttribute("aria-expanded", "true");
  expect((await leadsOf()).length).toBeGreaterThan(sorted.length);
});

test("the figures of a chart stand as a table and leave as the same CSV; all of them as one archive", async ({
  page,
  signInAs,
}) => {
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  const section = insights.section("Conversion by tenth of the score");
  await section.getByRole("button", { name: "Figures as a table" }).click();
  const shown = await figures(section);
  expect(shown).toHaveLength(10);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    section.getByRole("button", { name: "Download as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("tenths.csv");
  const saved = (await readFile(await download.path(), "utf8")).replace("\uFEFF", "").trim().split("\r\n");
  const at = saved[0]!.split(",").indexOf("Rate");
  expect(at).toBeGreaterThan(0);
  expect(saved.slice(1).map((line) => `${(100 * Number(line.split(",")[at])).toFixed(1)} %`)).toEqual(
    shown.map((row) => row[at]),
  );

  const [archive] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  expect(archive.suggestedFilename()).toMatch(/-insights-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = await readFile(await archive.path());
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["about.txt", "bands.csv", "sources.csv", "speed-by-team.csv", "inflow-by-source.csv"])
    expect(bytes.includes(name), name).toBe(true);
});

test("figures of a drawn chart are read by keyboard and by pointing", async ({ page, signInAs }) => {
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  const section = insights.section("Conversion by tenth of the score");
  const tip = page.getByRole("tooltip");
  await section.getByRole("button", { name: "Download as CSV" }).focus();
  await page.keyboard.press("Tab");
  await expect(tip).toHaveText(/^Tenth 1, mean score \d+: .+; \d+ of \d+ leads$/);
  await page.keyboard.press("ArrowRight");
  await expect(tip).toHaveText(/^Tenth 2,/);
  await page.keyboard.press("End");
  await expect(tip).toHaveText(/^Tenth 10,/);
  await page.keyboard.press("Escape");
  await expect(tip).toHaveCount(0);
  await section.getByRole("img", { name: /^Tenth 5,/ }).hover();
  await expect(tip).toHaveText(/^Tenth 5,/);
});

test("speed and inflow show the other view", async ({ page, signInAs }) => {
  await signInAs("manager", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  const speed = insights.section("Speed to lead");
  await expect(speed.getByRole("columnheader", { name: "Rep" })).toBeVisible();
  await speed.getByRole("radio", { name: "Teams" }).click();
  await expect(speed.getByRole("columnheader", { name: "Team" })).toBeVisible();
  const inflow = insights.section("Pipeline inflow");
  await inflow.getByRole("radio", { name: "Sources" }).click();
  await expect(inflow.getByRole("group", { name: "Webinar, by month" })).toBeVisible();
});

test("printed, the charts stand on paper under the workspace's name, in light colours", async ({
  page,
  signInAs,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  await page.setViewportSize({ width: 703, height: 1000 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(page.getByText(/^Halden.*, insights: .+ 2026$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Download as CSV" }).first()).toBeHidden();
  for (const title of TITLES) await expect(page.getByRole("heading", { name: title })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  // Upright A4: 595 by 842 points.
  expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/);
});

test("a phone shows it all without moving sideways, and filters in a sheet", async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs("leader", "/insights");
  const insights = new InsightsPage(page);
  await insights.open();
  for (const title of TITLES) await expect(page.getByRole("heading", { name: title })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^First contact/ }).click();
  await page.getByRole("dialog", { name: "Period" }).getByLabel("Last 12 months").click();
  await page.getByRole("button", { name: "Show figures" }).click();
  await expect(page).toHaveURL(/\?period=12m$/);
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await page.getByRole("dialog", { name: "Filters" }).getByLabel("Nothing", { exact: true }).click();
  await expect(page).toHaveURL(/\?period=12m&compare=none$/);
});

test("nobody reads insights or takes them along without signing in", async ({ page, request }) => {
  expect((await request.get("/insights/export")).status()).toBe(401);
  await page.goto("/insights");
  await expect(page).toHaveURL(/\/signin/);
});
