import { readFile } from "node:fs/promises";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { LeadsPage } from "./pages/leads-page";

const THEMES = ["light", "dark"] as const;
const SIZES = [
  { name: "a screen", width: 1440, height: 900 },
  { name: "a phone", width: 390, height: 844 },
] as const;

test.describe("the leads list", () => {
  test("ranks open leads with band and reasons, and its address holds what a rep does to it", async ({
    page,
    signInAs,
  }) => {
    await signInAs("rep");
    const leads = new LeadsPage(page);
    await expect(leads.rows).toHaveCount(50);
    const scores = await leads.scores();
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBeGreaterThanOrEqual(5);
    await expect(leads.rows.first()).toContainText("Hot");
    await expect(leads.view("All open")).toHaveAttribute("aria-current", "page");

    await leads.sortBy("Score");
    await expect(page).toHaveURL(/sort=score/);
    await expect(leads.header("Score")).toHaveAttribute("aria-sort", "ascending");
    const rising = await leads.scores();
    expect(rising).toEqual([...rising].sort((a, b) => a - b));

    await leads.view("All leads").click();
    await leads.filterBy("Band", "Warm");
    await expect(page).toHaveURL(/view=all&band=warm&sort=score/);
    for (const row of await leads.rows.all()) await expect(row).toContainText("Warm");
    const address = page.url();
    await page.reload();
    expect(page.url()).toBe(address);
    await expect(leads.rows.first()).toContainText("Warm");

    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).not.toHaveURL(/band=/);
  });

  test("pages forward and back without losing or repeating a lead", async ({ page, signInAs }) => {
    await signInAs("rep", "/leads?view=all");
    const leads = new LeadsPage(page);
    const first = await leads.ids();
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/after=/);
    await expect(leads.rows.first()).not.toHaveAttribute("data-row-id", first[0] ?? "");
    const second = await leads.ids();
    expect(second.filter((id) => first.includes(id))).toEqual([]);
    await page.getByRole("link", { name: "Previous" }).click();
    await expect(leads.rows.first()).toHaveAttribute("data-row-id", first[0] ?? "");
    expect(await leads.ids()).toEqual(first);
  });

  test("is worked by keyboard: search, move, select, open, read why", async ({ page, signInAs }) => {
    await signInAs("rep", "/leads?view=all");
    const leads = new LeadsPage(page);
    const wanted = (await leads.nameOf(leads.rows.nth(2))).split(" ").at(-1) ?? "";
    await leads.ready();
    await page.keyboard.press("/");
    await expect(leads.search).toBeFocused();
    await page.keyboard.type(wanted);
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(wanted)}`));
    await expect(leads.rows.first()).toContainText(wanted);
    await leads.search.press("Enter");
    await leads.search.blur();

    await page.keyboard.press("j");
    await expect(leads.rows.first().getByRole("link")).toBeFocused();
    await page.keyboard.press("x");
    await expect(page.getByRole("toolbar", { name: "Selected rows" })).toContainText("1 selected");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("toolbar", { name: "Selected rows" })).toHaveCount(0);

    const name = await leads.nameOf(leads.rows.first());
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/leads\/[0-9a-f-]{36}$/);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("heading", { name: /^Why the score is \d+$/ })).toBeVisible();
    await expect(page.getByText(/^\d+ % likely to become a customer within 90 days\./).first()).toBeVisible();
  });

  test("leaves out columns by choice and says when nothing matches", async ({ page, signInAs }) => {
    await signInAs("rep");
    const leads = new LeadsPage(page);
    await leads.ready();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Source" }).click();
    await expect(leads.header("Source")).toBeVisible();
    await expect(page).toHaveURL(/cols=band,why,step,owner,source,scored/);
    await page.goto("/leads?q=nobody+is+called+this");
    await expect(page.getByText("No lead matches")).toBeVisible();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await expect(leads.rows).toHaveCount(50);
  });

  test("survives any address", async ({ page, signInAs }) => {
    await signInAs("rep");
    for (const search of [
      "view=x&sort=y&after=%ff%00&score=9-",
      "before=bm90IGpzb24&owner=';--",
      "q=%00&band=A,,b",
    ]) {
      const response = await page.goto(`/leads?${search}`);
      expect(response?.status()).toBe(200);
    }
    for (const id of ["nonsense", "00000000-0000-7000-8000-000000000000"]) {
      const response = await page.goto(`/leads/${id}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByText("This lead is not here")).toBeVisible();
    }
  });

  test("exports what the filter shows", async ({ page, signInAs }) => {
    await signInAs("rep", "/leads?band=hot");
    const leads = new LeadsPage(page);
    const shown = await leads.ids();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^leads-\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...lines] = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    expect(header).toMatch(/^\uFEFFid,external_id,first_name/);
    expect(lines.slice(0, shown.length).map((line) => line.split(",")[0])).toEqual(shown);
    expect(lines.every((line) => line.includes(",Hot,"))).toBe(true);
  });
});

test.describe("a lead", () => {
  test("tells who, why, what happened and how its score came about", async ({ page, signInAs }) => {
    await signInAs("manager");
    const leads = new LeadsPage(page);
    // The machine's own: of an overridden lead the last line is not its score.
    const row = leads.rows.filter({ hasNot: page.locator("s") }).first();
    await row.getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("row", { name: /^Score/ }).first()).toBeVisible();
    await page.getByRole("button", { name: "Verify this score" }).click();
    await expect(
      page.getByText(/^Verified: the stored signals give .* again, to the last bit\.$/),
    ).toBeVisible();
    await page.getByRole("button", { name: "Recompute now" }).click();
    await expect(page.getByText(/^Scored again from its events/)).toBeVisible();

    await page.getByRole("link", { name: /^Timeline/ }).click();
    await expect(page).toHaveURL(/tab=timeline/);
    await expect(
      page
        .getByRole("listitem")
        .filter({ hasText: /Viewed|Opened|Requested|Visited/ })
        .first(),
    ).toBeVisible();
    await page.getByRole("link", { name: /^Score history/ }).click();
    await expect(page.getByRole("table", { name: "Every score in this time" })).toBeVisible();
    await page.getByRole("link", { name: "Fields", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Contact and company" })).toBeVisible();
  });

  test("a rep verifies but does not recompute", async ({ page, signInAs }) => {
    await signInAs("rep");
    await new LeadsPage(page).rows.first().getByRole("link").click();
    await expect(page.getByRole("button", { name: "Verify this score" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Recompute now" })).toHaveCount(0);
  });
});

for (const size of SIZES) {
  test(`list and lead are accessible on ${size.name}, light and dark`, async ({ page, signInAs }) => {
    await page.setViewportSize(size);
    await signInAs("rep");
    const id = await page.locator("[data-row-id]").first().getAttribute("data-row-id");
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const path of [
        "/leads",
        `/leads/${id}`,
        `/leads/${id}?tab=timeline`,
        `/leads/${id}?tab=history`,
      ]) {
        await page.goto(path);
        await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await expectAccessible(page);
      }
    }
  });
}
