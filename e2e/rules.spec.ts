import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./axe";
import { sql } from "./database";
import { expect, test } from "./fixtures";
import { isAtWork } from "./ready";

const PAGE = "/settings/rules";
const points = (page: Page, rule: string) => page.getByLabel(`Points of ${rule}`, { exact: true });
const preview = (page: Page) => page.getByRole("complementary", { name: "Preview" });
const row = (page: Page, rule: string) =>
  page
    .getByRole("listitem")
    .filter({ has: page.getByRole("switch", { name: `${rule} counts`, exact: true }) });
const publish = (page: Page) => page.getByRole("button", { name: /^Publish v\d+$/ });
const order = (page: Page, list: string) =>
  page
    .getByRole("list", { name: list })
    .getByRole("switch")
    .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")?.replace(/ counts$/, "")));

/** The page with its leads measured, so that the preview follows. */
async function open(page: Page): Promise<void> {
  await expect(preview(page)).toContainText("All open leads", { timeout: 30_000 });
  await isAtWork(points(page, "Viewed pricing"));
}
async function kept(page: Page): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: /^Kept$/ })).toBeAttached();
}

test.describe("rules and weights", () => {
  // Drafts are a person's own: of these journeys nothing is left to the next.
  test.beforeEach(() => sql("DELETE FROM scoring_drafts WHERE kind = 'rules'"));
  // What is on its way when a journey ends would arrive in the next one.
  test.afterEach(async ({ page }) => {
    const isDrafted = (await page.getByRole("button", { name: "Discard", exact: true }).count()) > 0;
    if (isDrafted) await kept(page);
  });

  test("points are changed, their effect shows at once, and the draft survives until it is discarded", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", PAGE);
    await open(page);
    await expect(publish(page)).toBeDisabled();
    await expect(preview(page)).toContainText("No lead's score changes.");

    await points(page, "Viewed pricing").fill("8");
    await expect(page.getByText(/^1 change to Rules v\d+$/)).toBeVisible();
    await expect(row(page, "Viewed pricing")).toContainText("was +4");
    await expect(preview(page)).toContainText(/leads? rises? a band|change score/);
    await points(page, "Viewed pricing").press("Shift+ArrowUp");
    await expect(points(page, "Viewed pricing")).toHaveValue("+13");
    await page.getByLabel("Cap of Intent").fill("60");
    await expect(page.getByText(/^2 changes to Rules v\d+$/)).toBeVisible();
    await expect(page.getByText("Rules reach 58", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Who flips" }).click();
    await expect(page.getByRole("dialog", { name: "Who flips" }).getByRole("link").first()).toBeVisible();
    await page.keyboard.press("Escape");

    await kept(page);
    await page.reload();
    await open(page);
    await expect(points(page, "Viewed pricing")).toHaveValue("+13");
    await expect(page.getByText(/^2 changes to Rules v\d+$/)).toBeVisible();

    await page.getByRole("button", { name: "Discard" }).click();
    await expect(points(page, "Viewed pricing")).toHaveValue("+4");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(points(page, "Viewed pricing")).toHaveValue("+13");
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(publish(page)).toBeDisabled();
    await expect
      .poll(async () => (await sql("SELECT 1 FROM scoring_drafts WHERE kind = 'rules'")).rowCount)
      .toBe(0);
    await page.reload();
    await expect(points(page, "Viewed pricing")).toHaveValue("+4");
  });

  test("what cannot be is refused in its place, in words, and is kept as it was typed", async ({
    page,
    signInAs,
  }) => {
    await signInAs("revops", PAGE);
    await open(page);
    await points(page, "Viewed pricing").fill("many");
    await expect(points(page, "Viewed pricing")).toHaveAccessibleDescription(/Write points as a number/);
    await points(page, "Unsubscribed").fill("5");
    await expect(points(page, "Unsubscribed")).toHaveAccessibleDescription(/write points with a minus/);
    await expect(points(page, "Viewed pricing")).toHaveValue("many");
    await page.getByLabel("Cap of Fit").fill("0");
    await expect(page.getByLabel("Cap of Fit")).toHaveAccessibleDescription(/is a number above 0/);
    await expect(preview(page)).toContainText("Of the last draft without a mistake.");
    await expect(publish(page)).toBeDisabled();
    await expectAccessible(page);
    await kept(page);
    await page.reload();
    await open(page);
    await expect(points(page, "Viewed pricing")).toHaveAccessibleDescription(/Write points as a number/);
    await expect(points(page, "Unsubscribed")).toHaveValue("+5");
    await expect(publish(page)).toBeDisabled();
    await points(page, "Viewed pricing").fill("4");
    await points(page, "Unsubscribed").fill("-20");
    await page.getByLabel("Cap of Fit").fill("40");
    await expect(page.getByText(/^\d+ changes? to/)).toHaveCount(0);

    await page.getByRole("button", { name: "Add rule" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a rule" });
    await dialog.getByRole("combobox", { name: "Signal" }).click();
    await page.keyboard.type("source");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Add to the draft" }).click();
    await expect(dialog).toContainText("Say which value is meant.");
    await dialog.getByRole("combobox", { name: "Condition: is one of" }).fill("referral");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await dialog.getByLabel("Points", { exact: true }).fill("6");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add to the draft" }).click();
    await expect(row(page, "Source")).toContainText("New");
    await expect(row(page, "Source")).toContainText("is referral");
    await expect(points(page, "Source")).toHaveValue("+6");
    await expect(publish(page)).toBeEnabled();
  });

  test("rules are ordered, changed, removed and put back by keyboard alone", async ({ page, signInAs }) => {
    await signInAs("revops", PAGE);
    await open(page);
    const grip = page.getByRole("button", { name: /^Move Viewed pricing,/ });
    await grip.focus();
    await page.keyboard.press("ArrowDown");
    await expect(grip).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(grip).toHaveAccessibleName(/place 3 of 11/);
    expect((await order(page, "Intent rules")).slice(0, 3)).toEqual([
      "Requested a demo",
      "Started a trial",
      "Viewed pricing",
    ]);
    await page.getByRole("button", { name: "More for Viewed pricing" }).press("Enter");
    await page.getByRole("menuitem", { name: "Move up" }).press("Enter");
    await expect(grip).toHaveAccessibleName(/place 2 of 11/);
    await expect(page.getByText(/^1 change to/)).toBeVisible();

    await page.getByRole("button", { name: /^Decay of Viewed pricing/ }).press("Enter");
    await page.getByRole("radio", { name: "Half-life" }).press("Space");
    await page.getByLabel("Half-life in days").fill("14");
    await page.getByRole("button", { name: "Change the draft" }).press("Enter");
    await expect(page.getByRole("button", { name: "Decay of Viewed pricing: Half in 14 d" })).toBeVisible();

    await page.getByRole("switch", { name: "Free mail address counts" }).press("Space");
    await page.getByRole("button", { name: "More for Read the docs" }).press("Enter");
    await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
    await expect(page.getByText(/^4 changes to/)).toBeVisible();
    await page.getByRole("button", { name: "Put back Read the docs" }).press("Enter");
    await expect(page.getByText(/^3 changes to/)).toBeVisible();

    await page.getByRole("button", { name: "Matrix" }).press("Enter");
    await page.getByRole("button", { name: "Start from Matrix" }).press("Enter");
    await expect(points(page, "Competitor's address")).toHaveValue("−50");
    await page.keyboard.press("u");
    await expect(points(page, "Competitor's address")).toHaveValue("−30");
    await expect(page.getByText(/^3 changes to/)).toBeVisible();
  });

  test("rules are dragged into another order", async ({ page, signInAs }) => {
    await signInAs("revops", PAGE);
    await open(page);
    await row(page, "Decision maker").hover();
    const grip = page.getByRole("button", { name: /^Move Decision maker,/ });
    const from = (await grip.boundingBox())!;
    const to = (await row(page, "In territory").boundingBox())!;
    await page.mouse.move(from.x + 6, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 6, from.y + 40, { steps: 4 });
    await page.mouse.move(from.x + 6, to.y + to.height - 4, { steps: 6 });
    await page.mouse.up();
    expect(await order(page, "Fit rules")).toEqual([
      "Seniority",
      "Company size",
      "Industry on the target list",
      "In territory",
      "Decision maker",
    ]);
    await expect(row(page, "Decision maker")).toContainText("Moved");
  });

  test("other market lists measure the leads anew", async ({ page, signInAs }) => {
    await signInAs("revops", PAGE);
    await open(page);
    await page.getByRole("button", { name: "Edit lists" }).click();
    await page.getByRole("combobox", { name: "Target industries" }).fill("retail");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Change the draft" }).click();
    await expect(page.getByRole("region", { name: "Market lists" })).toContainText("Retail");
    await expect(page.getByText(/^1 change to/)).toBeVisible();
    await expect(preview(page)).toContainText(/leads? rises? a band|change score/, { timeout: 30_000 });
  });

  test("a draft is replayed over the past before anybody publishes it", async ({ page, signInAs }) => {
    test.setTimeout(120_000);
    await signInAs("revops", PAGE);
    await open(page);
    await points(page, "Requested a demo").fill("18");
    await page.getByRole("button", { name: "Backtest", exact: true }).click();
    const backtest = page.getByRole("region", { name: "Backtest" });
    await expect(backtest).toContainText("Who would have flipped", { timeout: 90_000 });
    await expect(backtest).toContainText(/Replayed [\d,]+ leads in/);
    await points(page, "Requested a demo").fill("19");
    await expect(backtest).toContainText("The draft has changed since this backtest.");
  });

  test("a draft begun from another version is offered, not hidden", async ({ page, signInAs }) => {
    await signInAs("revops", PAGE);
    await open(page);
    await points(page, "Viewed pricing").fill("7");
    await kept(page);
    // As if other rules had been published since: the draft's base is another version of the workspace.
    await sql(`UPDATE scoring_drafts d SET base_id = (
      SELECT m.id FROM models m WHERE m.tenant_id = d.tenant_id AND m.published_at IS NOT NULL LIMIT 1) WHERE kind = 'rules'`);
    await page.reload();
    await open(page);
    await expect(
      page.getByText(/^Your draft was begun from Model v\d+; Rules v\d+ is in use now$/),
    ).toBeVisible();
    await expect(publish(page)).toBeDisabled();
    await page.getByRole("button", { name: "Keep working on it" }).click();
    await expect(publish(page)).toBeEnabled();
    await expect(points(page, "Viewed pricing")).toHaveValue("+7");
  });

  test("on a phone every rule stays editable, with targets for a thumb", async ({ page, signInAs }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signInAs("revops", PAGE);
    await open(page);
    await points(page, "Viewed pricing").fill("9");
    await expect(row(page, "Viewed pricing")).toContainText("was +4");
    const field = (await points(page, "Viewed pricing").boundingBox())!;
    expect(Math.min(field.width, field.height)).toBeGreaterThanOrEqual(44);
    await page.getByRole("button", { name: "More for Viewed pricing" }).click();
    await page.getByRole("menuitem", { name: "Move down" }).click();
    expect((await order(page, "Intent rules"))[1]).toBe("Viewed pricing");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Discard the draft" }).click();
    await expect(points(page, "Viewed pricing")).toHaveValue("+4");
  });

  test("everybody can use it, light and dark", async ({ page, signInAs }) => {
    await signInAs("admin", PAGE);
    await open(page);
    await expectAccessibleInBothThemes(page, PAGE);
  });

  for (const role of ["rep", "manager", "leader"] as const)
    test(`a ${role} may not`, async ({ page, signInAs }) => {
      await signInAs(role);
      expect((await page.goto(PAGE))?.status()).toBe(403);
      const sample = await page.request.post(`${PAGE}/sample`, {
        data: { market: null, moment: null, lead: null },
      });
      expect(sample.status()).toBe(403);
    });
});
